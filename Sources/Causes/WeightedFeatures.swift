/// The mean of each unit over cells, where each cell counts as much as a concept covers of it.
package struct WeightedFeatures: Equatable, Sendable {
  private var sums: [Double]
  private var weight = 0.0

  package init(units: Int) { sums = [Double](repeating: 0, count: units) }

  /// Counts a picture.
  ///
  /// - Parameters:
  ///   - features: Unit after unit, each cell by cell.
  ///   - weights: One a cell.
  package mutating func add(_ features: [Float], weights: [Float]) {
    precondition(
      features.count == sums.count * weights.count,
      "\(features.count) features of \(sums.count) units at \(weights.count) cells")
    for (cell, share) in weights.enumerated() where share != 0 {
      weight += Double(share)
      for unit in sums.indices {
        sums[unit] += Double(share) * Double(features[unit * weights.count + cell])
      }
    }
  }

  /// One a unit; 0 where nothing was counted.
  package var means: [Float] { sums.map { weight > 0 ? Float($0 / weight) : 0 } }
}
