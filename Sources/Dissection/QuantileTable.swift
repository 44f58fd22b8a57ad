/// The distribution of every unit of a layer, as activations at a few probabilities.
package struct QuantileTable: Equatable, Sendable {
  /// Rising, each in 0...1.
  package let probabilities: [Float]
  /// For each unit, one activation for each probability, never falling.
  package let activations: [[Float]]

  /// Makes a table.
  ///
  /// - Throws: `RecipeError.malformed` when a row is too short or falls.
  package init(probabilities: [Float], activations: [[Float]]) throws(RecipeError) {
    guard probabilities.count > 1, Self.rises(probabilities) else {
      throw .malformed("quantile probabilities do not rise")
    }
    for (unit, row) in activations.enumerated() {
      guard row.count == probabilities.count, Self.rises(row) else {
        throw .malformed("the quantiles of unit \(unit) are not \(probabilities.count) rising ones")
      }
    }
    self.probabilities = probabilities
    self.activations = activations
  }

  /// Where an activation stands among all that the unit showed, 0...1, linear between the rows.
  package func quantile(of activation: Float, unit: Int) -> Float {
    let row = activations[unit]
    guard activation > row[0] else { return 0 }
    guard let above = row.firstIndex(where: { $0 >= activation }) else { return 1 }
    let (low, high) = (row[above - 1], row[above])
    let share = high > low ? (activation - low) / (high - low) : 1
    return probabilities[above - 1] + share * (probabilities[above] - probabilities[above - 1])
  }

  private static func rises(_ values: [Float]) -> Bool {
    values.allSatisfy(\.isFinite) && zip(values, values.dropFirst()).allSatisfy { $0 <= $1 }
  }
}
