import ArgumentParser
import Painting

/// Which generator to use.
struct ModelOptions: ParsableArguments {
  @Option(
    help: "An installed model's name, a folder with a model, or a checkpoint (.safetensors).",
    completion: .file())
  var model = AssetLibrary.defaultModel

  @Option(help: "A recipe file to use instead of the model's own.", completion: .file())
  var recipes: String?

  func load() throws -> Model {
    do {
      return try Model(path: try AssetLibrary().path(of: model), recipesPath: recipes)
    } catch let failure as Model.Failure {
      throw Refusal(failure.description)
    }
  }
}
