package import Causes
package import Recipes

/// The units and values that remove a concept best, and what they do on pictures that did not choose them.
package struct RemovalFindings: Sendable {
  /// What strokes of some units do.
  package struct Measure: Sendable {
    /// How many units the strokes set.
    package let units: Int
    /// Strokes over the patches where the concept stands.
    package let strokes: RemovalCounts
    /// The same strokes with as many random units.
    package let control: RemovalCounts
    /// Strokes over the whole pictures, as a toggle has them.
    package let everywhere: RemovalCounts
  }

  /// What a recipe file has among its removals.
  package let recipe: Recipe
  package let pictures: Int
  /// For each strength.
  package let measures: [Measure]
}
