/// What a unit's IoU with a concept is among the labels of other pictures.
package struct ChanceLevel: Equatable, Sendable {
  /// How many shuffles there are.
  package static let replicates = ChancePairing.replicates

  /// The mean of all shuffles.
  package let mean: Double
  /// What one shuffle in a hundred exceeds.
  package let high: Double

  /// Takes a unit's shuffles.
  ///
  /// - Parameters:
  ///   - tally: The unit's.
  ///   - concept: The concept.
  ///   - areas: The pixels of each concept that were compared (`LayerTally.comparedAreas`).
  package init(_ tally: UnitTally, _ concept: Int, areas: [UInt64]) {
    let shuffles = (0..<ChancePairing.replicates).map { replicate in
      let row = tally.chance[replicate * areas.count..<(replicate + 1) * areas.count]
      let both = row[row.startIndex + concept]
      let union = row.reduce(0, +) + areas[concept] - both
      return union > 0 ? Double(both) / Double(union) : 0
    }
    mean = shuffles.reduce(0, +) / Double(shuffles.count)
    let position = 0.99 * Double(shuffles.count - 1)
    let sorted = shuffles.sorted()
    let below = Int(position)
    let share = position - Double(below)
    high = sorted[below] * (1 - share) + sorted[min(below + 1, sorted.count - 1)] * share
  }
}
