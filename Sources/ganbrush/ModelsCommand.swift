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

  /// Everything about one model that does not need a render.
  struct Inspect: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show a model's architecture, layers, sizes and recipes.")

    @Argument(help: "An installed name, a folder, or a checkpoint.", completion: .file())
    var model: String

    @Option(help: "A recipe file to use instead of the model's own.", completion: .file())
    var recipes: String?

    func run() throws {
      var options = ModelOptions()
      options.model = model
      options.recipes = recipes
      let model = try options.load()
      let generator = model.generator
      print(
        """
        model         \(model.identity.name)
        file          \(model.path)
        sha256        \(model.identity.hash)
        architecture  \(generator.architecture.title)
        latent        \(generator.latentSize) numbers
        picture       \(generator.pictureSize) px, \(generator.pictureChannels) channels
        parameters    \(generator.parameterCount)
        """)
      print("\n" + row("layer", "grid", "units", "recipes"))
      for layer in generator.layers {
        let chapter = model.recipes?.chapter(layer.name)
        let concepts = chapter?.brushes().map(\.concept).joined(separator: " ")
        let metrics = chapter?.metrics.joined(separator: ", ")
        let recipes = concepts.flatMap { concepts in metrics.map { "\(concepts), by \($0)" } }
        print(row(layer.name.rawValue, "\(layer.grid)", "\(layer.units)", recipes ?? "–"))
      }
      guard let start = model.recipes?.start else { return }
      print(
        """

        starts with   id \(start.id), layer \(start.layer), \(start.strength) units a stroke
        gallery       ids \(start.gallery.map(String.init).joined(separator: " "))
        """)
    }

    /// One line of the table; `output_1024x1024` is the longest name there is.
    private func row(_ name: String, _ grid: String, _ units: String, _ recipes: String) -> String {
      func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
      }
      return pad(name, 18) + pad(grid, 11) + pad(units, 7) + recipes
    }
  }
}
