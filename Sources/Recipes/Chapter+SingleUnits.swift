package import Units

extension RecipeBook.Chapter {
  /// Makes every unit of a layer a concept of its own, `unit 37`, drawn with its 0.99 level.
  ///
  /// - Parameters:
  ///   - layer: A layer that no recipes are known for.
  ///   - quantiles: Where the levels come from; without them, the units draw with 0.
  package init(singleUnitsOf layer: LayerSummary, quantiles: QuantileTable?) {
    var recipes: [Recipe] = []
    for unit in 0..<layer.units {
      let level = quantiles?.activation(at: QuantileTable.level, unit: unit) ?? 0
      do {
        recipes.append(
          try Recipe(
            concept: Self.concept(ofUnit: unit), layer: layer.name, metric: "number",
            units: [unit], draws: ["level": [level]], draw: "level"))
      } catch {
        preconditionFailure("a recipe of unit \(unit): \(error)")
      }
    }
    self.init(layer: layer.name, units: layer.units, quantiles: quantiles, recipes: recipes)
  }

  /// The name of a single unit among concepts.
  package static func concept(ofUnit unit: Int) -> String { "unit \(unit)" }
}
