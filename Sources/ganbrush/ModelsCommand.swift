import ArgumentParser
import Dissection
import Networks
import Painting

/// Tells which generators there are, and what is in them.
struct ModelsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "models", abstract: "List the installed models, look into one, convert or run it.",
    subcommands: [List.self, Inspect.self, Convert.self, Run.self], defaultSubcommand: List.self)

  /// One line a model.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the installed models.")

    func run() throws {
      let models = AssetLibrary().models
      guard !models.isEmpty else {
        throw Refusal("no models are installed; GANBRUSH_ASSETS names their folder")
      }
      for (name, path) in models {
        do {
          let model = try Model(path: path)
          let size = model.generator.pictureSize
          let concepts = model.recipes?.layers.first?.brushes().count ?? 0
          let isDefault = name == AssetLibrary.defaultModel ? "  (default)" : ""
          print(
            "\(name)  \(model.generator.architecture.title), \(size) px, "
              + "\(concepts) concepts\(isDefault)")
        } catch {
          print("\(name)  cannot be used: \(error.description)")
        }
      }
    }
  }
}
