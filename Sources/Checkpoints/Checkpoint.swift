package import FoundationEssentials
package import Tensors

/// Named tensors in a file, each read when it is asked for.
package struct Checkpoint: Sendable {
  /// In the order of their bytes in the file.
  package let entries: [TensorEntry]
  /// What the file's writer noted about it, such as `format`.
  package let metadata: [String: String]
  private let file: Data
  private let places: [String: Int]

  /// Opens a safetensors file; its bytes are mapped, so that only the tensors asked for are read.
  ///
  /// The file must not be cut while it is open; replacing it by renaming another is harmless.
  package init(contentsOf path: String) throws(CheckpointError) {
    try self.init(safetensors: try Self.map(path))
  }

  /// Reads a whole safetensors file that is in memory.
  package init(safetensors file: Data) throws(CheckpointError) {
    let contents = try Safetensors(file)
    self.init(file: file, entries: contents.entries, metadata: contents.metadata)
  }

  /// Makes a checkpoint of tensors in memory, for networks that were never in a file.
  package init(_ tensors: [String: Tensor], metadata: [String: String] = [:]) {
    var file = Data()
    var entries: [TensorEntry] = []
    for (name, tensor) in tensors.sorted(by: { $0.key < $1.key }) {
      let start = file.count
      for element in tensor.elements {
        for shift in stride(from: UInt32(0), to: 32, by: 8) {
          file.append(UInt8(truncatingIfNeeded: element.bitPattern >> shift))
        }
      }
      entries.append(
        TensorEntry(
          name: name, shape: tensor.shape, storage: .float32, range: start..<file.count))
    }
    self.init(file: file, entries: entries, metadata: metadata)
  }

  private init(file: Data, entries: [TensorEntry], metadata: [String: String]) {
    self.file = file
    self.entries = entries
    self.metadata = metadata
    places = Dictionary(uniqueKeysWithValues: entries.enumerated().map { ($1.name, $0) })
  }

  /// The SHA-256 of the file's bytes, computed anew at each call.
  package var digest: FileDigest { FileDigest(of: file) }

  /// Whether there is a tensor of this name.
  package func contains(_ name: String) -> Bool { places[name] != nil }

  /// The entry of a tensor; the error names it if there is none.
  package func entry(_ name: String) throws(CheckpointError) -> TensorEntry {
    guard let place = places[name] else { throw .missingTensor(name) }
    return entries[place]
  }

  /// The shape of a tensor, without reading it.
  package func shape(of name: String) throws(CheckpointError) -> Shape { try entry(name).shape }

  /// Reads a tensor, widening half precision.
  package func tensor(_ name: String) throws(CheckpointError) -> Tensor {
    let entry = try entry(name)
    let start = file.startIndex
    let bytes = file[start + entry.range.lowerBound..<start + entry.range.upperBound]
    guard let elements = entry.storage.floats(bytes) else {
      throw .notFloatingPoint(name, found: entry.storage)
    }
    return Tensor(shape: entry.shape, elements: elements)
  }

  /// Reads a tensor that must have the given shape.
  package func tensor(_ name: String, _ shape: Shape) throws(CheckpointError) -> Tensor {
    let found = try entry(name).shape
    guard found == shape else { throw .shapeMismatch(name, expected: shape, found: found) }
    return try tensor(name)
  }

  private static func map(_ path: String) throws(CheckpointError) -> Data {
    let files = FileManager.default
    guard files.fileExists(atPath: path) else { throw .missingFile(path) }
    let url = URL(filePath: path).resolvingSymlinksInPath()
    do {
      let type = try files.attributesOfItem(atPath: url.path)[.type] as? FileAttributeType
      // A pipe or a device would be read for ever.
      guard type == .typeRegular else {
        throw CheckpointError.unreadableFile(path, reason: "not a regular file")
      }
      return try Data(contentsOf: url, options: .mappedIfSafe)
    } catch let error as CheckpointError {
      throw error
    } catch let error as CocoaError where error.code == .fileReadNoPermission {
      throw .unreadableFile(path, reason: "permission denied")
    } catch {
      throw .unreadableFile(path, reason: "\(error)")
    }
  }
}
