import Seeing
import ArgumentParser
import Files
import Painting
import Studio

/// Which generator to use.
struct ModelOptions: ParsableArguments {
  @Option(
    help: "An installed model's name, a folder with a model, or a checkpoint (.safetensors).",
    completion: .file())
  var model = AssetLibrary.defaultModel

  @OptionGroup var part: PartOptions

  @Option(
    help: "Installed recipes by name, or a recipe file, to use instead of the model's own.",
    completion: .file())
  var recipes: String?

  /// Loads the generator and its recipes.
  ///
  /// - Returns: The model.
  /// - Throws: `AssetError` or `FileFailure`, which name what is at fault.
  func load() throws -> Model {
    let library = AssetLibrary()
    let (path, recipes) = (try library.path(of: model), try recipes.map(library.path(ofRecipes:)))
    return try Model(path: path, key: part.key, recipesPath: recipes, shelf: library.recipes)
  }
}

extension Model {
  /// Says on standard error which part of the file is read, if others fit as well, and which
  /// installed recipes cannot be used.
  func warn() {
    if let choice { Console.complain("\(shown: path): \(choice.sentence)") }
    for failure in skippedRecipes { Console.warn("recipes are passed over: \(failure)") }
  }
}
