/// How a classifier fares when some units of a layer are ablated, or kept, on the mean over classes.
package struct AblationPoint: Codable, Equatable, Sendable {
  /// How many units.
  package let units: Int
  /// The mean of the classes' balanced accuracies, each with the units of its own.
  package let balancedAccuracy: Double
  /// The mean of the accuracy among all classes.
  package let accuracy: Double

  private enum CodingKeys: String, CodingKey {
    case units = "units"
    case balancedAccuracy = "balanced_accuracy"
    case accuracy = "accuracy"
  }

  /// The mean of what is found for some classes.
  ///
  /// - Parameters:
  ///   - units: How many units are ablated or kept.
  ///   - classes: What was counted for a class with them, and the class.
  package init(units: Int, _ classes: [(tally: PredictionTally, number: Int)]) {
    self.units = units
    let found = classes.compactMap { $0.tally.balancedAccuracy(of: $0.number) }
    balancedAccuracy = found.isEmpty ? 0 : found.reduce(0, +) / Double(found.count)
    accuracy =
      classes.isEmpty ? 0 : classes.reduce(0) { $0 + $1.tally.accuracy } / Double(classes.count)
  }
}
