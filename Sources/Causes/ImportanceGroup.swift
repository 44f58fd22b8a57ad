/// Units that matter to as many classes, and how well they match concepts.
package struct ImportanceGroup: Codable, Equatable, Sendable {
  /// How many classes have the unit among their most important ones; the last group has more, too.
  package let classes: Int
  /// How many units that are.
  package let units: Int
  /// The mean of the IoU of each with the concept that it matches best.
  package let iou: Double
  /// The standard error of that mean; nil for a single unit.
  package let standardError: Double?

  private enum CodingKeys: String, CodingKey {
    case classes = "classes"
    case units = "units"
    case iou = "iou"
    case standardError = "standard_error"
  }

  /// Groups units, as in PNAS 2020: 0 to 6 classes, 7 or more.
  ///
  /// - Parameters:
  ///   - counts: By unit: for how many classes it is among the most important ones.
  ///   - ious: By unit: its best IoU.
  ///   - last: The last group, of which more classes are a part.
  /// - Returns: The groups that have units.
  package static func groups(
    _ counts: [Int], _ ious: [Double], last: Int = 7
  ) -> [ImportanceGroup] {
    precondition(counts.count == ious.count, "\(counts.count) units and \(ious.count)")
    let byCount = Dictionary(grouping: counts.indices) { min(counts[$0], last) }
    return byCount.sorted { $0.key < $1.key }.map { classes, units in
      let values = units.map { ious[$0] }
      let mean = values.reduce(0, +) / Double(values.count)
      let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      let variance = values.count > 1 ? squares / Double(values.count - 1) : nil
      return ImportanceGroup(
        classes: classes, units: units.count, iou: mean,
        standardError: variance.map { ($0 / Double(values.count)).squareRoot() })
    }
  }
}
