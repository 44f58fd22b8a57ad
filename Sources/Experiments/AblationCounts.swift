package import Causes
package import Files

/// What a classifier took pictures for in each state of its units.
package struct AblationCounts: BlockCounts {
  /// By class: its pictures.
  private var pictures: [UInt64]
  /// By state and class: the pictures that were taken for it.
  private var predicted: [UInt64]
  /// By state and class: those of them that show it.
  private var correct: [UInt64]
  package var coverage = CountedBlocks()

  package init(_ plan: AblationPlan) {
    pictures = Array(repeating: 0, count: plan.classes.count)
    predicted = Array(repeating: 0, count: plan.stateCount * plan.classes.count)
    correct = predicted
  }

  /// Counts a picture.
  ///
  /// - Parameters:
  ///   - number: The class that it shows.
  ///   - found: The class that it is taken for in each state.
  package mutating func add(_ number: Int, takenFor found: [Int]) {
    pictures[number] += 1
    for (state, taken) in found.enumerated() {
      let place = state * pictures.count + taken
      predicted[place] += 1
      if taken == number { correct[place] += 1 }
    }
  }

  package mutating func addNumbers(of other: AblationCounts) {
    for index in pictures.indices { pictures[index] += other.pictures[index] }
    for index in predicted.indices {
      predicted[index] += other.predicted[index]
      correct[index] += other.correct[index]
    }
  }

  /// What was counted in a state, by its number among the plan's.
  package func tally(in state: Int) -> PredictionTally {
    let places = state * pictures.count..<(state + 1) * pictures.count
    return PredictionTally(
      pictures: pictures.map(Int.init), predicted: predicted[places].map(Int.init),
      correct: correct[places].map(Int.init))
  }

  // MARK: Arrays

  package func write(to folder: String) throws(OutputError) {
    let classes = pictures.count
    for (name, numbers) in [("pictures", pictures), ("predicted", predicted), ("correct", correct)]
    {
      var file = try ArrayFile(
        "\(folder)/\(name).npy", of: .count,
        shape: name == "pictures" ? [classes] : [numbers.count / classes, classes])
      try file.append(numbers)
      try file.finish()
    }
  }

  package init(
    readFrom folder: String, _ plan: AblationPlan, _ coverage: CountedBlocks
  ) throws(DissectionError) {
    let (states, classes) = (plan.stateCount, plan.classes.count)
    do {
      pictures = try ArrayFile.counts(of: "\(folder)/pictures.npy", shape: [classes])
      predicted = try ArrayFile.counts(of: "\(folder)/predicted.npy", shape: [states, classes])
      correct = try ArrayFile.counts(of: "\(folder)/correct.npy", shape: [states, classes])
    } catch {
      throw .file("\(error)")
    }
    self.coverage = coverage
    // Larger numbers could not be added up.
    let total = UInt64(coverage.pictureCounts(of: plan).reduce(0, +))
    func isSum(_ numbers: ArraySlice<UInt64>) -> Bool {
      numbers.allSatisfy { $0 <= total } && numbers.reduce(0, &+) == total
    }
    guard isSum(pictures[...]) else {
      throw .damaged(path: "\(folder)/pictures.npy", unit: nil)
    }
    for state in 0..<states {
      let places = state * classes..<(state + 1) * classes
      guard isSum(predicted[places]) else {
        throw .damaged(path: "\(folder)/predicted.npy", unit: nil)
      }
      guard zip(places, pictures).allSatisfy({ correct[$0] <= min(predicted[$0], $1) }) else {
        throw .damaged(path: "\(folder)/correct.npy", unit: nil)
      }
    }
  }
}
