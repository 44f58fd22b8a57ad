import Checkpoints
import Files
import Tensors
import Units
import Networks

/// What a person wants a network to be run on: one input, or a batch of them.
struct NetworkInput {
  private let path: String
  private let tensor: Tensor

  /// Bytes that may come through a pipe.
  private static let streamLimit = 1 << 30

  /// Reads a NumPy array, or the tensor of a checkpoint: the only one, or that named 'latent' or 'picture'.
  ///
  /// - Throws: `Refusal`, which names the file.
  init(_ source: InputSource) throws {
    path = source.name
    do {
      tensor = try Self.tensor(of: source)
    } catch let refusal as Refusal {
      throw refusal
    } catch let error as InputError {
      throw Refusal("\(error)")
    } catch CheckpointError.file(let error) {
      throw Refusal("\(error)")
    } catch {
      throw Refusal("\(shown: path): \(error)")
    }
  }

  private static func tensor(of source: InputSource) throws -> Tensor {
    // A pipe cannot be looked at before it is read.
    let start = try? InputFile.start(of: source.path)
    let isStored = start.map { !$0.starts(with: ArrayFile.signature) } ?? false
    let bytes =
      isStored ? nil : try InputFile.bytes(of: source.path, limit: streamLimit, .streams)
    let found: (name: String, tensor: Tensor)
    if let bytes, bytes.starts(with: ArrayFile.signature) {
      found = ("the array", try NumPyArray(bytes: bytes).tensor)
    } else {
      found = try tensor(
        of: bytes.map { try Checkpoint(bytes: $0) } ?? Checkpoint(contentsOf: source.path),
        source.name)
    }
    if let index = found.tensor.firstNonFiniteIndex {
      throw NetworkError.unexpectedValue(
        found.name, index: index, found: "\(found.tensor.elements[index])",
        expected: "finite numbers")
    }
    return found.tensor
  }

  private static func tensor(
    of file: Checkpoint, _ path: String
  ) throws -> (name: String, tensor: Tensor) {
    let names = file.entries.map(\.name)
    guard
      let name = names.count == 1
        ? names.first : names.first(where: { ["latent", "picture"].contains($0) })
    else {
      throw Refusal(
        "\(shown: path): \(names.count) tensors, expected one, or one named 'latent' or 'picture'")
    }
    return (name, try file.tensor(name))
  }

  /// The size of the pictures, if these are pictures.
  var pictureSize: Grid? {
    let extents = tensor.shape.extents
    guard extents.count >= 3, extents.suffix(2).allSatisfy({ $0 > 0 }) else { return nil }
    return Grid(height: extents[extents.count - 2], width: extents[extents.count - 1])
  }

  /// Parts a batch into its inputs.
  ///
  /// - Returns: The inputs, and whether the file has an extent for their number; nil where they do not have
  ///   the shape, in which extents of 1 do not matter.
  func inputs(of shape: Shape) -> (inputs: [Tensor], isBatch: Bool)? {
    let extents = tensor.shape.extents
    let wanted = Self.significant(shape.extents)
    if extents.count > 1, Self.significant(extents.dropFirst()) == wanted {
      let size = shape.count
      let inputs = (0..<extents[0]).map { number in
        Tensor(
          shape: shape, elements: Array(tensor.elements[number * size..<(number + 1) * size]))
      }
      return (inputs, true)
    }
    guard Self.significant(extents) == wanted else { return nil }
    return ([Tensor(shape: shape, elements: tensor.elements)], false)
  }

  /// The error for an input of another shape than a network reads.
  func refusal(by network: Network) -> Refusal {
    let extents = Self.significant(tensor.shape.extents)
    return Refusal(
      "\(shown: path): the input is \(Shape(extents.isEmpty ? [1] : extents)), expected "
        + "\(network.inputShape) for this \(network.title), or a batch of such inputs")
  }

  private static func significant(_ extents: some Sequence<Int>) -> [Int] {
    extents.filter { $0 > 1 }
  }
}
