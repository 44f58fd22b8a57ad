import ArgumentParser
import Checkpoints
import Files
import Networks
import Painting
import Recipes
import Studio
import Tensors
import Units

/// Lists the networks, and tells what is in them.
struct ModelsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "models", abstract: "List the installed models, look into one, convert or run it.",
    subcommands: [List.self, Inspect.self, Convert.self, Run.self], defaultSubcommand: List.self)

  /// One line a model.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the installed models.")

    func run() throws {
      let library = AssetLibrary()
      let models = library.models
      for error in library.unreadableFolders { Console.warn(error.description) }
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
            "\(shown: name)  \(model.generator.architecture.title), \(size) px, "
              + "\(concepts) concepts\(isDefault)")
        } catch {
          print("\(shown: name)  cannot be used: \(error.description)")
        }
      }
      let generators = Set(models.map(\.name))
      for (name, path) in library.installed(.segmenter) where !generators.contains(name) {
        let isDefault = name == AssetLibrary.defaultSegmenter
        describe(name, "\(path)/segmenter.safetensors", isDefault)
      }
      for (name, path) in library.installed(.classifier) where !generators.contains(name) {
        let isDefault = name == AssetLibrary.defaultClassifier
        describe(name, "\(path)/classifier.safetensors", isDefault)
      }
    }

    /// One line for a network that reads pictures.
    private func describe(_ name: String, _ path: String, _ isDefault: Bool) {
      do {
        let network = try Network(try Checkpoint(contentsOf: path))
        let extents = network.inputShape.extents
        let outputs = network.layers.last?.units ?? 0
        let kind = network.architecture.kind
        print(
          "\(shown: name)  \(network.title), \(extents[1])×\(extents[2]) px, \(kind.rawValue) of \(outputs) "
            + (kind == .segmenter ? "concepts" : "categories") + (isDefault ? "  (default)" : ""))
      } catch {
        print("\(shown: name)  cannot be used: \(shown: path): \(error)")
      }
    }
  }
}
