import ArgumentParser
import Painting

/// Which generator to use.
struct ModelOptions: ParsableArguments {
  @Option(
    help: "An installed model's name, a folder with a model, or a checkpoint (.safetensors).",
    completion: .file())
  var model = AssetLibrary.defaultModel

  @Option(
    help: "Installed recipes by name, or a recipe file, to use instead of the model's own.",
    completion: .file())
  var recipes: String?

  func load() throws -> Model {
    do {
      let library = AssetLibrary()
      return try Model(
        path: try library.path(of: model), recipesPath: try recipes.map(library.path(ofRecipes:)),
        shelf: library.recipes)
    } catch let failure as Model.Failure {
      throw Refusal(failure.description)
    }
  }
}

extension Model {
  /// Says on standard error which installed recipes cannot be used.
  func warnOfSkippedRecipes() {
    for failure in skippedRecipes { Ganbrush.warn("recipes are passed over: \(failure)") }
  }
}
