package import Units

/// A named list of units at one layer, best first, with the values that draw the concept.
package struct Recipe: Equatable, Sendable {
  package let concept: String
  package let layer: LayerName
  /// How the units were ranked: `iou`, `insertion`, `ace`, ...
  package let metric: String
  /// Channels of the layer, best first, none twice.
  package let units: [Int]
  /// For each way to draw, by name, the activation to set each of `units` to.
  ///
  /// `level` is the published brush: a unit's own 0.99 quantile. `mean` is its mean where the
  /// concept is present, the replacement value of the ACE experiment.
  package let draws: [String: [Float]]
  /// The entry of `draws` that a brush takes unless told otherwise.
  package let draw: String

  /// Makes a recipe from checked parts.
  ///
  /// - Throws: `RecipeError` when there are no units, a list has another length than `units`, a unit
  ///   comes twice, or `draw` is not among `draws`.
  package init(
    concept: String, layer: LayerName, metric: String, units: [Int], draws: [String: [Float]],
    draw: String
  ) throws(RecipeError) {
    let title = "\(concept)-\(metric)"
    guard !units.isEmpty else { throw .noUnits(recipe: title) }
    guard Set(units).count == units.count else { throw .repeatedUnit(recipe: title) }
    for (name, values) in draws.sorted(by: { $0.key < $1.key })
    where values.count != units.count {
      throw .wrongCount(
        recipe: title, list: "draws.\(name)", expected: units.count, found: values.count)
    }
    guard draws[draw] != nil else {
      throw .unknownDraw(recipe: title, draw: draw, known: draws.keys.sorted())
    }
    self.concept = concept
    self.layer = layer
    self.metric = metric
    self.units = units
    self.draws = draws
    self.draw = draw
  }

  /// The first `count` units, in order, with the values that draw the concept.
  ///
  /// - Parameters:
  ///   - count: How many units; all where there are fewer.
  ///   - draw: A name of `draws`; the recipe's own `draw` where it is nil or missing here.
  /// - Returns: Channels, best first, each with an activation.
  package func strongest(_ count: Int, draw: String? = nil) -> [(unit: Int, value: Float)] {
    let values = draw.flatMap { draws[$0] } ?? draws[self.draw] ?? []
    return zip(units, values).prefix(max(0, count)).map { (unit: $0, value: $1) }
  }
}
