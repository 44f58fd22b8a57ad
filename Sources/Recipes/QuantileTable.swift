/// The distribution of every unit of a layer, as activations at a few probabilities.
package struct QuantileTable: Equatable, Sendable {
  /// The probability of the level, with which the published brush draws.
  package static let level: Float = 0.99
  /// The probabilities that the program measures, from the least activation to the greatest.
  package static let measured = [
    0, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.995, 0.999, 1,
  ]

  /// Rising, each in 0...1.
  package let probabilities: [Float]
  /// For each unit, one activation for each probability, never falling.
  package let activations: [[Float]]

  /// Makes a table.
  ///
  /// - Throws: `RecipeError.malformed` when a row is too short or falls, or a probability is none.
  package init(probabilities: [Float], activations: [[Float]]) throws(RecipeError) {
    guard probabilities.count > 1, Self.rises(probabilities), probabilities[0] >= 0,
      probabilities[probabilities.count - 1] <= 1
    else {
      throw .malformed("quantile probabilities do not rise from 0 to 1")
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
    // The difference of two floats may be too large for a float.
    let (low, high) = (Double(row[above - 1]), Double(row[above]))
    let share = high > low ? Float((Double(activation) - low) / (high - low)) : 1
    return probabilities[above - 1] + share * (probabilities[above] - probabilities[above - 1])
  }

  /// The activation at a probability, linear between the columns and constant beyond them.
  package func activation(at probability: Float, unit: Int) -> Float {
    let row = activations[unit]
    guard probability > probabilities[0] else { return row[0] }
    guard let above = probabilities.firstIndex(where: { $0 >= probability }) else {
      return row[row.count - 1]
    }
    let (low, high) = (probabilities[above - 1], probabilities[above])
    let share = high > low ? (probability - low) / (high - low) : 1
    guard share != 1 else { return row[above] }
    let (below, reached) = (Double(row[above - 1]), Double(row[above]))
    return Float(below + Double(share) * (reached - below))
  }

  /// The exact quantiles of some activations, at the probabilities of `measured`.
  ///
  /// The i-th of n in order, from 1, stands at (i − ½)/n; between two it is linear, beyond the first
  /// and the last constant: what the sketch of the published code approximates.
  ///
  /// - Precondition: There is an activation.
  package static func quantiles(of activations: [Float]) -> [Float] {
    precondition(!activations.isEmpty, "quantiles of no activations")
    let sorted = activations.sorted()
    return measured.map { probability in
      let place = min(
        max(probability * Double(sorted.count) - 0.5, 0), Double(sorted.count - 1))
      let index = Int(place)
      let (low, high) = (
        Double(sorted[index]), Double(sorted[min(index + 1, sorted.count - 1)])
      )
      return Float(low + (place - Double(index)) * (high - low))
    }
  }

  private static func rises(_ values: [Float]) -> Bool {
    values.allSatisfy(\.isFinite) && zip(values, values.dropFirst()).allSatisfy { $0 <= $1 }
  }
}
