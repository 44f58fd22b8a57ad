import Checkpoints
import Files
import Networks
import Painting
import Recipes
import Studio
import Tensors
import Units

/// The installed networks, each with what it is or why it cannot be used.
struct ModelsReport: Encodable {
  struct Entry: Encodable {
    let name: String
    let kind: String
    let path: String
    let isDefault: Bool
    var architecture: String?
    var width: Int?
    var height: Int?
    /// How many brushes, concepts or categories there are.
    var names: Int?
    var error: String?

    private enum CodingKeys: String, CodingKey {
      case name = "name"
      case kind = "kind"
      case path = "path"
      case isDefault = "default"
      case architecture = "architecture"
      case width = "width"
      case height = "height"
      case names = "concepts"
      case error = "error"
    }

    /// One line for a person.
    var line: String {
      guard let architecture, let width, let height, let names else {
        return "\(shown: name)  cannot be used: \(error ?? "")"
      }
      let isGenerator = kind == Architecture.Kind.generator.rawValue
      let share = isGenerator ? "" : "\(kind) of "
      let things = kind == Architecture.Kind.classifier.rawValue ? "categories" : "concepts"
      let brushes = names == 0 && isGenerator ? "single units" : "\(names) \(things)"
      return "\(shown: name)  \(architecture), \(height)×\(width) px, \(share)\(brushes)"
        + (isDefault ? "  (default)" : "")
    }
  }

  let models: [Entry]

  private enum CodingKeys: String, CodingKey { case models = "models" }

  /// Looks at every installed network; a generator's folder counts as that alone.
  init(_ library: AssetLibrary) {
    let generators = library.models
    let names = Set(generators.map(\.name))
    func others(_ kind: Architecture.Kind, _ usual: String) -> [Entry] {
      library.installed(kind).filter { !names.contains($0.name) }.map { name, path in
        Self.reader(
          name, "\(path)/\(kind.rawValue).safetensors", kind, isDefault: name == usual)
      }
    }
    models =
      generators.map(Self.generator) + others(.segmenter, Preferences.current.segmenter)
      + others(.classifier, Preferences.current.classifier)
  }

  private static func generator(_ name: String, _ path: String) -> Entry {
    var entry = Entry(
      name: name, kind: Architecture.Kind.generator.rawValue, path: path,
      isDefault: name == Preferences.current.model)
    do {
      let model = try Model(path: path)
      entry.architecture = model.generator.architecture.title
      let size = model.generator.pictureSize
      (entry.width, entry.height) = (size.width, size.height)
      entry.names = model.recipes?.layers.first?.brushes().count ?? 0
    } catch {
      entry.error = error.description
    }
    return entry
  }

  /// A network that reads pictures.
  private static func reader(
    _ name: String, _ path: String, _ kind: Architecture.Kind, isDefault: Bool
  ) -> Entry {
    var entry = Entry(name: name, kind: kind.rawValue, path: path, isDefault: isDefault)
    do {
      let network = try Network(try Checkpoint(contentsOf: path))
      let extents = network.inputShape.extents
      entry.architecture = network.title
      (entry.height, entry.width) = (extents[1], extents[2])
      entry.names = network.layers.last?.units ?? 0
    } catch {
      entry.error = "\(shown: path): \(error)"
    }
    return entry
  }
}
