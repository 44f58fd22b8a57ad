import Checkpoints
import Tensors

/// Takes a generator's layers out of a checkpoint and keeps account of what was used.
struct LayerReader {
  private(set) var stack: [GeneratorLayer] = []
  private(set) var parameterCount = 0
  private let checkpoint: Checkpoint
  private var used: Set<String> = []

  init(_ checkpoint: Checkpoint) { self.checkpoint = checkpoint }

  /// The map that the next layer reads: a latent is a single pixel.
  var grid: Grid { stack.last?.summary.grid ?? Grid(height: 1, width: 1) }
  /// The channels that the next layer reads, once there is a layer before it.
  var channels: Int? { stack.last?.summary.units }

  func contains(_ name: String) -> Bool { checkpoint.contains(name) }

  /// Adds a layer, unless its map is larger than any picture that the program makes.
  mutating func append(_ layer: GeneratorLayer) throws(NetworkError) {
    let grid = layer.summary.grid
    guard max(grid.height, grid.width) <= Generator.sideLimit else {
      throw .pictureTooLarge(grid, limit: Generator.sideLimit)
    }
    stack.append(layer)
  }

  /// The sizes of a 4-dimensional weight, whose first two extents the caller understands.
  ///
  /// - Parameters:
  ///   - name: The tensor.
  ///   - outer: Wanted first extents, `nil` where any will do.
  ///   - kernel: The wanted side of the kernel.
  /// - Returns: The first two extents as found.
  /// - Throws: `NetworkError.unexpectedShape`, or that the tensor is missing.
  func extents(
    _ name: String, outer: [Int?], kernel: Int
  ) throws(NetworkError) -> (first: Int, second: Int) {
    let shape: Shape
    do { shape = try checkpoint.shape(of: name) } catch { throw .checkpoint(error) }
    let wanted = outer + [kernel, kernel]
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
    do { return try checkpoint.tensor(name, shape) } catch { throw .checkpoint(error) }
  }

  /// Makes sure that nothing in the file was left out, apart from counters of training steps.
  func expectAllUsed(by architecture: Generator.Architecture) throws(NetworkError) {
    for entry in checkpoint.entries
    where !used.contains(entry.name) && !entry.name.hasSuffix(".num_batches_tracked") {
      throw .unexpectedTensor(entry.name, architecture)
    }
  }
}
