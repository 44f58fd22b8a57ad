import ArgumentParser
import Dissection
import Networks
import Painting

/// Tells which generators there are, and what is in them.
struct ModelsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "models", abstract: "List the installed models, or look into one.",
    subcommands: [List.self, Inspect.self], defaultSubcommand: List.self)

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

        layer        grid     units  recipes
        """)
      for layer in generator.layers { print(line(of: layer, model.recipes)) }
      guard let start = model.recipes?.start else { return }
      print(
        """

        starts with   id \(start.id), layer \(start.layer), \(start.strength) units a stroke
        gallery       ids \(start.gallery.map(String.init).joined(separator: " "))
        """)
    }

    private func line(of layer: LayerSummary, _ book: RecipeBook?) -> String {
      func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
      }
      let concepts =
        book?.chapter(layer.name)?.brushes().map { "\($0.concept) (\($0.metric))" } ?? []
      return pad(layer.name.rawValue, 13) + pad("\(layer.grid)", 9) + pad("\(layer.units)", 7)
        + (concepts.isEmpty ? "–" : concepts.joined(separator: ", "))
    }
  }
}
