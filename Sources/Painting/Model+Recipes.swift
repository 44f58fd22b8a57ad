import Files
import Networks
package import Recipes
import Units

extension Model {
  /// Writes a recipe file: the model's recipes with a change.
  ///
  /// In the file that they were read from, the change is made to what is there by then: another command
  /// may have added to it.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - change: What is different; nil is where the model has no recipes.
  /// - Throws: `OutputError`, `FileFailure`, or what `change` throws; the file is as it was then.
  package func writeRecipes(
    to path: String, _ change: (RecipeBook?) throws -> RecipeBook
  ) throws {
    guard let recipesPath, ExistingFile.isLost(path), Folder.isSame(recipesPath, path) else {
      try OutputFile.write(try change(recipes).json, to: path)
      return
    }
    try OutputFile.update(path) { try change(Self.book(path, for: generator)).json }
  }

  /// Reads recipes that must fit a generator.
  static func book(
    _ path: String, for generator: Generator
  ) throws(FileFailure) -> RecipeBook {
    let book = try RecipeShelf.book(path)
    do {
      try book.validate(against: generator.layers)
    } catch {
      throw FileFailure(path: path, reason: "\(error)")
    }
    return book
  }
}
