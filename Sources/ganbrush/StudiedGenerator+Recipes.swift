import Dissection
import Files
import Networks
import Painting
import Recipes
import Units

extension StudiedGenerator {
  /// What the dissection says of each unit of the layer, for one concept.
  ///
  /// - Throws: `Refusal`, which says how to get it.
  func units(of concept: String) throws -> [(iou: Double, level: Double)] {
    guard let report, let found = report.layers.first(where: { $0.layer == layer.name }),
      let number = report.concepts.firstIndex(where: { $0.name == concept })
    else { throw notDissected }
    return found.units.map { ($0.ious[number], $0.level) }
  }

  /// Writes the model's recipes with one more, or a book of it alone.
  func write(_ recipe: Recipe, to target: OutputTarget) throws {
    try model.writeRecipes(to: target.path) { book in
      let book =
        try book
        ?? RecipeBook(
          model: model.name,
          scope: RecipeBook.Scope(
            architecture: model.generator.architecture.family, picture: model.generator.pictureSize,
            hash: model.identity().hash, names: [model.name]),
          start: nil, layers: [])
      return book.adding(recipe, ofUnits: layer.units)
    }
  }
}
