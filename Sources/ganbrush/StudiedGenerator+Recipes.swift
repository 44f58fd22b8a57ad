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

  /// The model's recipes with one more, or a book of it alone.
  func book(with recipe: Recipe) throws -> RecipeBook {
    if let book = model.recipes { return book.adding(recipe, ofUnits: layer.units) }
    let scope = try RecipeBook.Scope(
      architecture: model.generator.architecture.family, picture: model.generator.pictureSize,
      hash: try model.identity().hash, names: [model.name])
    return RecipeBook(model: model.name, scope: scope, start: nil, layers: [])
      .adding(recipe, ofUnits: layer.units)
  }
}
