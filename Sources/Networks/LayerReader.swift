import Checkpoints
import Tensors
import Units

/// Takes a network's layers out of a checkpoint and keeps account of what was used.
struct LayerReader<Layer: SizedLayer> {
  private(set) var stack: [Layer] = []
  private(set) var parameterCount = 0
  private let checkpoint: Checkpoint
  private var used: Set<String> = []
  private let inputChannels: Int?
  private(set) var inputGrid = Grid(height: 1, width: 1)

  /// Starts with a latent, which is a single pixel.
  ///
  /// - Parameters:
  ///   - checkpoint: Where the tensors are.
  ///   - channels: The channels of the input, if they do not follow from the first layer.
  init(_ checkpoint: Checkpoint, channels: Int? = nil) {
    self.checkpoint = checkpoint
    inputChannels = channels
  }

  /// The map that the next layer reads.
  var grid: Grid { stack.last?.summary.grid ?? inputGrid }
  /// The channels that the next layer reads, once they are known.
  var channels: Int? { stack.last?.summary.units ?? inputChannels }

  func contains(_ name: String) -> Bool { checkpoint.contains(name) }

  func containsAny(of prefix: String) -> Bool {
    checkpoint.entries.contains { $0.name.hasPrefix(prefix) }
  }

  /// Starts with a picture instead of a latent, unless it is larger than the program reads.
  mutating func readPicture(of grid: Grid) throws(NetworkError) {
    try Self.expectPictureSize(grid)
    inputGrid = grid
  }

  /// Adds a layer, unless its map is larger than any picture that the program makes.
  mutating func append(_ layer: Layer) throws(NetworkError) {
    try Self.expectPictureSize(layer.summary.grid)
    stack.append(layer)
  }

  private static func expectPictureSize(_ grid: Grid) throws(NetworkError) {
    guard max(grid.height, grid.width) <= Grid.sideLimit else {
      throw .pictureTooLarge(grid, limit: Grid.sideLimit)
    }
  }

  /// The sizes of a weight, of which the caller understands the first two extents.
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

  /// Makes sure that no number was left out, apart from counters of training steps.
  func expectAllUsed(by architecture: Architecture) throws(NetworkError) {
    for entry in checkpoint.entries
    where !used.contains(entry.name) && !entry.name.hasSuffix(".num_batches_tracked")
      && entry.count > 0
    {
      throw .unexpectedTensor(entry.name, architecture)
    }
  }
}

/// A layer whose output is known in size before it runs.
protocol SizedLayer: Sendable {
  var summary: LayerSummary { get }
}
