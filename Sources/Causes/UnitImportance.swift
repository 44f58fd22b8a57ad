/// How much a classifier's classes lose without each unit of a layer.
package struct UnitImportance: Equatable, Sendable {
  /// By class: the balanced accuracy with all units; nil where pictures of the class are missing.
  package let unchanged: [Double?]
  /// By class and unit: the balanced accuracy without the unit; none where pictures are missing.
  package let without: [[Double]]

  /// Follows from what was counted.
  ///
  /// - Parameters:
  ///   - unchanged: With all units.
  ///   - without: Without each unit, by its number.
  package init(unchanged: PredictionTally, without: [PredictionTally]) {
    let classes = unchanged.pictures.indices
    self.unchanged = classes.map(unchanged.balancedAccuracy)
    self.without = classes.map { number in
      without.compactMap { $0.balancedAccuracy(of: number) }
    }
  }

  /// The classes whose balanced accuracy is known.
  package var classes: [Int] { unchanged.indices.filter { unchanged[$0] != nil } }

  /// The units of a class, the most important first: those without which it fares worst.
  ///
  /// Equal ones stand in the order of their numbers.
  package func ranking(of number: Int) -> [Int] {
    let accuracies = without[number]
    return accuracies.indices.sorted {
      (accuracies[$0], $0) < (accuracies[$1], $1)
    }
  }

  /// By unit: the mean over all classes of what they lose without it.
  package var meanDrops: [Double] {
    guard let count = classes.first.map({ without[$0].count }) else { return [] }
    var drops = [Double](repeating: 0, count: count)
    for number in classes {
      for (unit, accuracy) in without[number].enumerated() {
        drops[unit] += ((unchanged[number] ?? 0) - accuracy) / Double(classes.count)
      }
    }
    return drops
  }

  /// By unit: for how many classes it is among the most important ones, 4 in PNAS 2020.
  package func classCounts(amongBest limit: Int = 4) -> [Int] {
    guard let count = classes.first.map({ without[$0].count }) else { return [] }
    var counts = [Int](repeating: 0, count: count)
    for number in classes {
      for unit in ranking(of: number).prefix(limit) { counts[unit] += 1 }
    }
    return counts
  }
}
