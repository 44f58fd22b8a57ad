import Seeing
import ArgumentParser
import Files
import Networks
import Painting
import Studio

/// Which generator to use.
struct ModelOptions: ParsableArguments {
  @Option(
    name: .customLong("model"),
    help: """
      An installed model's name, a folder with a model, or a checkpoint. \
      (default: \(Preferences.current.model))
      """, completion: .models)
  var named: String?

  /// The model that is named, or the person's default.
  var model: String { named ?? Preferences.current.model }

  @OptionGroup var part: PartOptions

  @Option(
    help: """
      Installed recipes by name, or a recipe file, to use instead of the model's own; - is standard input.
      """, completion: .recipes)
  var recipes: InputSource?

  /// Loads the generator and its recipes.
  ///
  /// - Parameter session: What is to be opened with it: where no model is named, its own is taken if that is
  ///   installed.
  /// - Returns: The model.
  /// - Throws: `AssetError` or `FileFailure`, which name what is at fault.
  func load(for session: SessionFile? = nil) throws -> Model {
    let library = AssetLibrary()
    var path = try library.path(of: model)
    if let session, named == nil {
      let usual = Model.name(of: Model.checkpoint(in: path))
      path = library.path(ofModelOf: session, besides: usual) ?? path
    }
    let recipes = try recipes.map { try library.path(ofRecipes: $0.path) }
    return try Model(path: path, key: part.key, recipesPath: recipes, shelf: library.recipes)
  }
}

extension Model {
  /// Says on standard error which files are read and which part of one, if others fit as well, and which
  /// installed recipes cannot be used.
  func warn() {
    Console.tell(
      "\(shown: path): \(generator.architecture.title), opened in "
        + "\(Int((openingTime / .milliseconds(1)).rounded(.up))) ms")
    if let recipesPath { Console.tell("\(shown: InputFile.name(of: recipesPath)): recipes") }
    if let choice { Console.remark("\(shown: path): \(choice.sentence)") }
    for failure in skippedRecipes { Console.warn("recipes are passed over: \(failure)") }
  }
}
