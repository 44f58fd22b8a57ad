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
  /// The parts of the file that have tensors, the outer ones first; never empty.
  package let parts: [TensorPart]
  /// The part that is read.
  package let part: TensorPart
  private let source: CheckedSource
  private let places: [String: Int]

  /// The tensors that can be read, in the order in which the file has them.
  package var entries: [TensorEntry] { part.entries }
  /// What the file's writer noted beside the tensors, such as `format` or `epoch`.
  package var metadata: [String: String] { part.metadata }

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
    let start = try source.bytes(0..<min(512, source.count))
    // A header of safetensors begins with a brace, after its length in 8 bytes. These bytes are
    // never text: that would be a length that no file has.
    let isText = start.prefix(8).allSatisfy { 0x09...0x0D ~= $0 || 0x20...0x7E ~= $0 }
    if start.count > 8, start[8] == UInt8(ascii: "{"), !isText {
      try self.init(safetensors: source)
    } else if start.starts(with: [0x50, 0x4B, 3, 4]) {
      self.init(.archive, source, try PyTorchFile(archive: source).parts)
    } else if let foreign = ForeignFormat(start: start) {
      throw .foreignFile(foreign)
    } else if start.first == PickleOpcode.proto.rawValue {
      self.init(.stream, source, try PyTorchFile(stream: source).parts)
    } else {
      // No header is so long that the highest byte of its length is used.
      guard start.count < 8 || start[7] == 0 else { throw .unknownFormat(Array(start.prefix(8))) }
      try self.init(safetensors: source)
    }
  }

  private init(safetensors source: ByteSource) throws(CheckpointError) {
    let file = try Safetensors(source)
    self.init(
      .safetensors, source,
      [
        TensorPart(
          path: [], entries: file.entries, unreadable: file.unreadable, metadata: file.metadata)
      ])
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
          name: name, storage: .float32, place: StorageRange(range: start..<file.count),
          view: StridedView(contiguous: tensor.shape.extents)))
    }
    self.init(
      .safetensors, .memory(file),
      [TensorPart(path: [], entries: entries, unreadable: [:], metadata: metadata)])
  }

  /// Takes the part whose key has the most wanted role; the largest, where several have it.
  private init(_ format: Format, _ source: ByteSource, _ parts: [TensorPart]) {
    let best = parts.indices.min { first, second in
      let (one, other) = (parts[first], parts[second])
      return (one.role.rawValue, -one.entries.count, first)
        < (other.role.rawValue, -other.entries.count, second)
    }
    guard let best else { preconditionFailure("a checkpoint without parts") }
    self.init(format, CheckedSource(source), parts, parts[best])
  }

  private init(
    _ format: Format, _ source: CheckedSource, _ parts: [TensorPart], _ part: TensorPart
  ) {
    self.format = format
    self.source = source
    self.parts = parts
    self.part = part
    // Parts with the same key may repeat a name; the first counts.
    places = Dictionary(part.entries.enumerated().map { ($1.name, $0) }) { first, _ in first }
  }

  /// The parts under a key, or else under keys that end with it or contain it; without a key, all
  /// parts.
  ///
  /// Each part is followed by the parts within it, whose names begin alike.
  package func parts(under key: String?) -> [TensorPart] {
    let parts = parts.flatMap(\.withPrefixedParts)
    guard let key else { return parts }
    let exact = parts.filter { $0.key == key }
    guard exact.isEmpty else { return exact }
    let last = parts.filter { $0.path.last == key }
    return last.isEmpty ? parts.filter { $0.path.contains(key) } : last
  }

  /// The same file, read from another part.
  package func reading(_ part: TensorPart) -> Checkpoint {
    Checkpoint(format, source, parts, part)
  }

  /// Bytes of the whole file.
  package var byteCount: Int { source.source.count }

  /// How long reading has waited for the disk so far, added up over all threads that read.
  package var waitingTime: Duration {
    if case .file(let file) = source.source { file.waitingTime } else { .zero }
  }

  /// Computes the SHA-256 of the file's bytes.
  package func digest() throws(CheckpointError) -> FileDigest { try FileDigest(of: source.source) }

  /// Whether there is a tensor of this name, even one that cannot be read.
  package func contains(_ name: String) -> Bool {
    places[name] != nil || part.unreadable[name] != nil
  }

  /// The entry of a tensor; the error names it if there is none.
  package func entry(_ name: String) throws(CheckpointError) -> TensorEntry {
    if let place = places[name] { return entries[place] }
    if let error = part.unreadable[name] { throw error }
    throw .missingTensor(name)
  }

  /// The shape of a tensor, without reading it.
  package func shape(of name: String) throws(CheckpointError) -> Shape {
    try entry(name).shape()
  }

  /// Reads a tensor, widening half precision and rounding double precision.
  package func tensor(_ name: String) throws(CheckpointError) -> Tensor {
    let entry = try entry(name)
    let shape = try entry.shape()
    guard let elements = try entry.floats(from: source) else {
      throw .notFloatingPoint(name, found: entry.storage)
    }
    return Tensor(shape: shape, elements: elements)
  }

  /// Reads a tensor that must have the given shape.
  package func tensor(_ name: String, _ shape: Shape) throws(CheckpointError) -> Tensor {
    let found = try entry(name).shape()
    guard found == shape else { throw .shapeMismatch(name, expected: shape, found: found) }
    return try tensor(name)
  }

  /// Reads a tensor of any type as safetensors stores it: row by row, little-endian.
  package func littleEndianBytes(of entry: TensorEntry) throws(CheckpointError) -> [UInt8] {
    try entry.littleEndianBytes(from: source)
  }
}
