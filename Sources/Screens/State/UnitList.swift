package import Recipes

/// The open list of a concept's units, one of them selected.
package struct UnitList: Equatable, Sendable {
  package let recipe: Recipe
  /// Where the selected unit stands in the recipe.
  package private(set) var selection = 0

  package init(_ recipe: Recipe) { self.recipe = recipe }

  /// Opens a list at a unit, or at its beginning where that is not listed.
  package init(_ recipe: Recipe, at unit: Int) {
    self.recipe = recipe
    selection = recipe.units.firstIndex(of: unit) ?? 0
  }

  /// The selected unit's channel.
  package var unit: Int { recipe.units[selection] }

  /// Selects a unit by where it stands, or the nearest that there is.
  package mutating func select(_ index: Int) {
    selection = min(max(index, 0), recipe.units.count - 1)
  }
}
