import ArgumentParser
import Painting

/// Which generator to use.
struct ModelOptions: ParsableArguments {
  @Option(
    help: "An installed model's name, a folder with a model, or a checkpoint (.safetensors).",
    completion: .file())
  var model = AssetLibrary.defaultModel

  @OptionGroup var file: CheckpointOptions

  @Option(
    help: "Installed recipes by name, or a recipe file, to use instead of the model's own.",
    completion: .file())
  var recipes: String?

  /// Loads the generator and its recipes.
  ///
  /// - Parameter isSaid: Whether to say which part of a file was taken where there is a choice.
  /// - Returns: The model.
  /// - Throws: `Refusal`, which names the file that is at fault.
  func load(isSaid: Bool = true) throws -> Model {
    do {
      let library = AssetLibrary()
      let model = try Model(
        path: try library.path(of: model), key: file.key,
        recipesPath: try recipes.map(library.path(ofRecipes:)), shelf: library.recipes)
      if isSaid, let choice = model.choice { Console.complain("\(model.path): \(choice)") }
      return model
    } catch let failure as Model.Failure {
      throw Refusal(failure.description)
    }
  }
}

extension Model {
  /// Says on standard error which installed recipes cannot be used.
  func warnOfSkippedRecipes() {
    for failure in skippedRecipes { Console.warn("recipes are passed over: \(failure)") }
  }
}
