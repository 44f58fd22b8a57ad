import Recipes
import Units

/// Where brushes stand that a dissection finds while the person paints: a key keeps its concept.
struct BrushPlaces: Sendable {
  /// By layer: a recipe for each concept, in the order in which the concepts came.
  private var listed: [LayerName: [Recipe]] = [:]

  /// Arranges the brushes of a layer: those that were listed stay in their places, new ones come last.
  ///
  /// - Parameters:
  ///   - brushes: A recipe for each concept that is found now.
  ///   - layer: Their layer.
  /// - Returns: All brushes; one that is not found now keeps its place and its units.
  mutating func arrange(_ brushes: [Recipe], on layer: LayerName) -> [Recipe] {
    let former = listed[layer] ?? []
    let staying = former.map { old in brushes.first { $0.concept == old.concept } ?? old }
    let new = brushes.filter { brush in !former.contains { $0.concept == brush.concept } }
    listed[layer] = staying + new
    return staying + new
  }

  /// Forgets concepts that a book does not have.
  mutating func forget(exceptIn book: RecipeBook) {
    for (layer, recipes) in listed {
      let found = Set(book.chapter(layer)?.recipes.map(\.concept) ?? [])
      listed[layer] = recipes.filter { found.contains($0.concept) }
    }
  }
}
