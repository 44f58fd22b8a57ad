import Checkpoints
import Networks
import Painting
import Recipes
import Seeing
import Tensors
import Units

/// What a checkpoint holds, for programs.
struct InspectReport: Encodable {
  struct Layer: Encodable {
    let name: String
    let height, width, units: Int
    /// The concepts of the layer's recipes.
    let concepts: [String]

    private enum CodingKeys: String, CodingKey {
      case name = "name"
      case height = "height"
      case width = "width"
      case units = "units"
      case concepts = "concepts"
    }
  }

  struct TensorNote: Encodable {
    let name, type: String
    let shape: [Int]

    private enum CodingKeys: String, CodingKey {
      case name = "name"
      case type = "type"
      case shape = "shape"
    }
  }

  let file: String
  let format: String
  let byteCount: Int
  /// The part of the file that is read; empty where it has no key.
  let key: String
  var hash: String?
  var kind: String?
  var architecture: String?
  var parameterCount: Int?
  /// Names of the classes or concepts of a network that reads pictures.
  var names: [String]?
  /// Installed recipes that fit.
  var recipes: [String]?
  var layers: [Layer]?
  var tensors: [TensorNote]?

  private enum CodingKeys: String, CodingKey {
    case file = "file"
    case format = "format"
    case byteCount = "bytes"
    case key = "key"
    case hash = "sha256"
    case kind = "kind"
    case architecture = "architecture"
    case parameterCount = "parameters"
    case names = "names"
    case recipes = "recipes"
    case layers = "layers"
    case tensors = "tensors"
  }

  /// Takes what is known of every file.
  ///
  /// - Parameters:
  ///   - file: The checkpoint.
  ///   - tensors: Whether each of them is listed.
  init(_ file: CheckpointFile, tensors: Bool) {
    self.file = file.path
    format = file.checkpoint.format.rawValue
    byteCount = file.checkpoint.byteCount
    key = file.checkpoint.part.key
    guard tensors else { return }
    self.tensors = file.checkpoint.entries.map {
      TensorNote(name: $0.name, type: $0.storage.rawValue, shape: $0.extents)
    }
  }

  /// Adds what is known of a generator.
  mutating func add(_ model: Model) throws {
    (hash, kind) = (try model.identity().hash, Architecture.Kind.generator.rawValue)
    architecture = model.generator.architecture.title
    parameterCount = model.generator.parameterCount
    recipes = model.candidates.map(\.name)
    layers = model.generator.layers.map { layer in
      let concepts = model.recipes?.chapter(layer.name)?.brushes().map(\.concept) ?? []
      return Layer(
        name: layer.name.rawValue, height: layer.grid.height, width: layer.grid.width,
        units: layer.units, concepts: concepts)
    }
  }

  /// Adds what is known of a network that reads pictures.
  mutating func add(_ network: Network, hash: String) {
    self.hash = hash
    kind = network.architecture.kind.rawValue
    architecture = network.title
    parameterCount = network.parameterCount
    switch network {
    case .generator: break
    case .classifier(let classifier): names = classifier.classes
    case .segmenter(let segmenter): names = segmenter.concepts
    }
    layers = network.layers.map {
      Layer(
        name: $0.name.rawValue, height: $0.grid.height, width: $0.grid.width, units: $0.units,
        concepts: [])
    }
  }
}
