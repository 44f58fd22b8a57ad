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
  /// They have counted what lies above the level of the first sample, which may be more or less than the
  /// pixels that are compared with concepts. As many are meant here, so that unit and chance have the same
  /// ceiling: the counts grow or shrink in proportion.
  ///
  /// - Parameters:
  ///   - tally: The unit's.
  ///   - concept: The concept.
  ///   - areas: The pixels of each concept that were compared (`LayerTally.comparedAreas`).
  ///   - active: The share of all pixels that is compared with concepts, 0 to 1.
  package init(_ tally: UnitTally, _ concept: Int, areas: [UInt64], active: Double) {
    let wanted = active * Double(areas.reduce(0, +))
    let shuffles = (0..<ChancePairing.replicates).map { replicate -> Double in
      let row = tally.chance[replicate * areas.count..<(replicate + 1) * areas.count]
      let counted = Double(row.reduce(0, +))
      guard counted > 0 else { return 0 }
      let both = Double(row[row.startIndex + concept]) * wanted / counted
      let union = wanted + Double(areas[concept]) - both
      return union > 0 ? both / union : 0
    }
    mean = shuffles.reduce(0, +) / Double(shuffles.count)
    let position = 0.99 * Double(shuffles.count - 1)
    let sorted = shuffles.sorted()
    let below = Int(position)
    let share = position - Double(below)
    high = sorted[below] * (1 - share) + sorted[min(below + 1, sorted.count - 1)] * share
  }
}
