import Files
package import Tensors

/// Named tensors in a file, each read when it is asked for.
package struct Checkpoint: Sendable {
  /// How the file is written, told by its first bytes.
  package enum Format: String, Sendable {
    case safetensors
    /// What `torch.save` writes since PyTorch 1.6.
    case archive = "PyTorch zip archive"
    /// What it wrote before.
    case stream = "PyTorch legacy stream"
  }

  package let format: Format
  /// In the order in which the file has them.
  package let entries: [TensorEntry]
  /// What the file's writer noted beside the tensors, such as `format` or `epoch`.
  package let metadata: [String: String]
  /// The key under which a pickled file has its state dict, if it has more than that.
  package let wrapper: String?
  private let source: ByteSource
  private let places: [String: Int]

  /// Opens a file of any known format; only the tensors asked for are read.
  ///
  /// Nothing in the file is executed. It stays open: replacing it by renaming another is harmless,
  /// and one that is cut gives an error.
  package init(contentsOf path: String) throws(CheckpointError) {
    let file: InputFile
    do { file = try InputFile(path) } catch { throw .file(error) }
    try self.init(.file(file))
  }

  /// Reads a whole file that is in memory.
  package init(bytes: [UInt8]) throws(CheckpointError) { try self.init(.memory(bytes)) }

  private init(_ source: ByteSource) throws(CheckpointError) {
    guard source.count > 0 else { throw .emptyFile }
    let start = try source.bytes(0..<min(512, source.count))
    // A header of safetensors opens with a brace; its length before that may look like anything.
    if start.count > 8, start[8] == UInt8(ascii: "{") {
      try self.init(safetensors: source)
    } else if start.starts(with: [0x50, 0x4B, 3, 4]) {
      let file = try PyTorchFile(archive: source)
      self.init(
        .archive, source, file.entries, metadata: file.metadata, wrapper: file.wrapper)
    } else if start.first == PickleOpcode.proto.rawValue {
      let file = try PyTorchFile(stream: source)
      self.init(.stream, source, file.entries, metadata: file.metadata, wrapper: file.wrapper)
    } else if start.dropFirst(257).starts(with: "ustar".utf8) {
      throw .tarArchive
    } else {
      // No header is so long that the highest byte of its length counts.
      guard start.count < 8 || start[7] == 0 else { throw .unknownFormat(Array(start.prefix(8))) }
      try self.init(safetensors: source)
    }
  }

  private init(safetensors source: ByteSource) throws(CheckpointError) {
    let file = try Safetensors(source)
    self.init(.safetensors, source, file.entries, metadata: file.metadata, wrapper: nil)
  }

  /// Makes a checkpoint of tensors in memory, for networks that were never in a file.
  package init(_ tensors: [String: Tensor], metadata: [String: String] = [:]) {
    var file: [UInt8] = []
    var entries: [TensorEntry] = []
    for (name, tensor) in tensors.sorted(by: { $0.key < $1.key }) {
      let start = file.count
      let words = tensor.elements.map(\.bitPattern.littleEndian)
      unsafe words.withUnsafeBytes { unsafe file.append(contentsOf: $0) }
      entries.append(
        TensorEntry(
          name: name, storage: .float32, place: StoragePlace(range: start..<file.count),
          view: StridedView(contiguous: tensor.shape.extents)))
    }
    self.init(.safetensors, .memory(file), entries, metadata: metadata, wrapper: nil)
  }

  private init(
    _ format: Format, _ source: ByteSource, _ entries: [TensorEntry], metadata: [String: String],
    wrapper: String?
  ) {
    self.format = format
    self.source = source
    self.metadata = metadata
    self.wrapper = wrapper
    self.entries = Self.withoutModule(entries)
    places = Dictionary(uniqueKeysWithValues: self.entries.enumerated().map { ($1.name, $0) })
  }

  /// Takes the `module.` off that PyTorch's DataParallel puts before every name.
  private static func withoutModule(_ entries: [TensorEntry]) -> [TensorEntry] {
    let prefix = "module."
    guard !entries.isEmpty, entries.allSatisfy({ $0.name.hasPrefix(prefix) }) else {
      return entries
    }
    return entries.map { $0.renamed(String($0.name.dropFirst(prefix.count))) }
  }

  /// Bytes of the whole file.
  package var byteCount: Int { source.count }

  /// Computes the SHA-256 of the file's bytes.
  package func digest() throws(CheckpointError) -> FileDigest { try FileDigest(of: source) }

  /// Whether there is a tensor of this name.
  package func contains(_ name: String) -> Bool { places[name] != nil }

  /// The entry of a tensor; the error names it if there is none.
  package func entry(_ name: String) throws(CheckpointError) -> TensorEntry {
    guard let place = places[name] else { throw .missingTensor(name) }
    return entries[place]
  }

  /// The shape of a tensor, without reading it.
  package func shape(of name: String) throws(CheckpointError) -> Shape { try entry(name).shape }

  /// Reads a tensor, widening half precision and rounding double precision.
  package func tensor(_ name: String) throws(CheckpointError) -> Tensor {
    let entry = try entry(name)
    guard let elements = try entry.floats(from: source) else {
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

  /// Reads a tensor of any type as safetensors stores it: row by row, little-endian.
  func littleEndianBytes(of entry: TensorEntry) throws(CheckpointError) -> [UInt8] {
    try entry.littleEndianBytes(from: source)
  }
}
