import Checkpoints
import Tensors
import Units

/// Takes a network's layers out of a checkpoint, node by node, and keeps account of what was used.
struct LayerReader {
  private var nodes: [LayerGraph.Node] = []
  private(set) var parameterCount = 0
  private let checkpoint: Checkpoint
  private var used: Set<String> = []
  /// The size of the network's input; nil until the first layer tells how long a latent is.
  private var input: MapSize?

  /// Starts with a latent, which is a single pixel, as wide as the first layer reads it.
  init(_ checkpoint: Checkpoint) { self.checkpoint = checkpoint }

  /// Starts with a picture, unless it is larger than the program reads.
  init(_ checkpoint: Checkpoint, picture size: MapSize) throws(NetworkError) {
    try Self.expectPictureSize(size.grid)
    self.checkpoint = checkpoint
    input = size
  }

  /// The network as far as it was read.
  ///
  /// - Precondition: A layer was read.
  var graph: LayerGraph {
    guard let input else { preconditionFailure("a network without layers") }
    return LayerGraph(input: input, nodes: nodes)
  }

  /// What was added last, or the input: what the next node reads unless told otherwise.
  var last: LayerGraph.Source { nodes.isEmpty ? .input : .node(nodes.count - 1) }

  /// The size of the maps at a place.
  ///
  /// - Precondition: It is known.
  func size(at place: LayerGraph.Source) -> MapSize {
    guard let size = knownSize(at: place) else { preconditionFailure("a latent of unknown size") }
    return size
  }

  private func knownSize(at place: LayerGraph.Source) -> MapSize? {
    place == .input ? input : nodes[place.index - 1].operation.output
  }

  /// The grid of the map that the next node reads.
  var grid: Grid { knownSize(at: last)?.grid ?? Grid(height: 1, width: 1) }
  /// The units of the map that the next node reads, once they are known.
  var units: Int? { knownSize(at: last)?.units }

  func contains(_ name: String) -> Bool { checkpoint.contains(name) }

  func containsAny(of prefix: String) -> Bool {
    checkpoint.entries.contains { $0.name.hasPrefix(prefix) }
  }

  /// Adds a node, unless its map is larger than any picture that the program makes.
  ///
  /// - Parameters:
  ///   - operation: The step.
  ///   - names: The names of modules with these features, the one with tensors first.
  ///   - sources: What the node reads; nil for what was added last.
  /// - Returns: The node's place.
  /// - Throws: `NetworkError.pictureTooLarge`.
  @discardableResult
  mutating func append(
    _ operation: some LayerOperation, names: [String] = [],
    reading sources: [LayerGraph.Source]? = nil
  ) throws(NetworkError) -> LayerGraph.Source {
    try Self.expectPictureSize(operation.output.grid)
    if input == nil { input = operation.inputs[0] }
    let sources = sources ?? [last]
    nodes.append(
      LayerGraph.Node(names.map(LayerName.init(rawValue:)), operation, reading: sources))
    return last
  }

  private static func expectPictureSize(_ grid: Grid) throws(NetworkError) {
    guard max(grid.height, grid.width) <= Grid.sideLimit else {
      throw .pictureTooLarge(grid, limit: Grid.sideLimit)
    }
  }

  /// The first two extents of a weight, after a check of all extents.
  ///
  /// - Parameters:
  ///   - name: The tensor.
  ///   - wanted: The extents, two or more, `nil` where any will do.
  /// - Returns: The first two extents as found.
  /// - Throws: `NetworkError.unexpectedShape`, or that the tensor is missing.
  func extents(
    _ name: String, _ wanted: [Int?]
  ) throws(NetworkError) -> (first: Int, second: Int) {
    let shape: Shape
    do { shape = try checkpoint.shape(of: name) } catch { throw .checkpoint(error) }
    let fits =
      shape.extents.count == wanted.count
      && zip(shape.extents, wanted).allSatisfy { $1 == nil || $0 == $1 }
    guard fits else {
      let expected = wanted.map { $0.map(String.init) ?? "any" }.joined(separator: "×")
      throw .unexpectedShape(name, expected: expected, found: shape)
    }
    return (shape.extents[0], shape.extents[1])
  }

  /// Reads a trained tensor.
  mutating func parameters(_ name: String, _ shape: Shape) throws(NetworkError) -> Tensor {
    let tensor = try statistics(name, shape)
    parameterCount += shape.count
    return tensor
  }

  /// Reads a tensor that was measured, not trained.
  mutating func statistics(_ name: String, _ shape: Shape) throws(NetworkError) -> Tensor {
    used.insert(name)
    let tensor: Tensor
    do { tensor = try checkpoint.tensor(name, shape) } catch { throw .checkpoint(error) }
    if let index = tensor.firstNonFiniteIndex {
      throw .unexpectedValue(
        name, index: index, found: "\(tensor.elements[index])", expected: "finite numbers")
    }
    return tensor
  }

  /// Makes sure that no number was left out, apart from counters of training steps; also none of a
  /// tensor that cannot be read.
  func expectAllUsed(by architecture: Architecture) throws(NetworkError) {
    let names =
      checkpoint.entries.filter { $0.count > 0 }.map(\.name)
      + checkpoint.part.unreadable.keys.sorted()
    for name in names where !used.contains(name) && !name.hasSuffix(".num_batches_tracked") {
      throw .unexpectedTensor(name, in: architecture.phrase)
    }
  }
}
