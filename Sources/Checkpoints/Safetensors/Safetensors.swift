import Files

/// The table of contents of a safetensors file, checked against the file's size.
///
/// The format is an 8-byte little-endian length, a JSON header of that length, and the tensors
/// one after another. Nothing the header says is used before it is checked.
struct Safetensors: Sendable {
  /// In the order of their bytes in the file.
  let entries: [TensorEntry]
  let metadata: [String: String]
  /// Tensors of types that are not known, with the reasons.
  let unreadable: [String: CheckpointError]

  /// The longest header that the format's own library accepts.
  static let headerLimit = 100_000_000
  /// Bytes that a tensor takes from its heading until it is an entry.
  private static let entrySize = 512
  /// Bytes that a note takes besides its texts.
  private static let noteSize = 128

  /// Reads the header of a whole file.
  init(_ source: ByteSource) throws(CheckpointError) {
    var reader = ByteReader(source, 0..<source.count)
    let length = try reader.integer(UInt64.self)
    guard length <= UInt64(Self.headerLimit) else {
      throw .headerTooLong(length, limit: Self.headerLimit)
    }
    let start = 8 + Int(length)
    var budget = MemoryBudget(fileSize: source.count)
    func take(_ size: Int) throws(CheckpointError) {
      do {
        try budget.take(size)
      } catch {
        throw .tooMuchMemory("the header", error)
      }
    }
    var scanner = HeaderScanner(try reader.bytes(Int(length)), base: 8)
    var headings: [Heading] = []
    var names: Set<String> = []
    var metadata: [String: String] = [:]
    try scanner.object { (scanner, name) throws(CheckpointError) in
      guard names.insert(name).inserted else { throw .duplicateName(name) }
      try take(Self.entrySize)
      if name == "__metadata__" {
        // Some writers put null where there are no notes.
        if scanner.skipNull() { return }
        try scanner.object { (scanner, key) throws(CheckpointError) in
          let value = try scanner.string()
          guard metadata.updateValue(value, forKey: key) == nil else { throw .duplicateName(key) }
          try take(Self.noteSize)
        }
      } else {
        headings.append(try Heading(name, &scanner))
      }
    }
    try scanner.expectEnd()

    let byteCount = source.count - start
    var entries: [TensorEntry] = []
    var unreadable: [String: CheckpointError] = [:]
    var ranges: [(range: Range<Int>, name: String)] = []
    for heading in headings {
      let range = try heading.range(byteCount: byteCount, at: start)
      ranges.append((range, heading.name))
      if let entry = try heading.entry(at: range) {
        entries.append(entry)
      } else {
        unreadable[heading.name] = .unreadableTensor(
          heading.name, reason: "stored as '\(shown: heading.storage)'")
      }
    }
    func isBefore(_ first: Range<Int>, _ second: Range<Int>) -> Bool {
      (first.lowerBound, first.upperBound) < (second.lowerBound, second.upperBound)
    }
    entries.sort { isBefore($0.place.range, $1.place.range) }
    ranges.sort { isBefore($0.range, $1.range) }
    var end = start
    for (range, name) in ranges {
      guard range.lowerBound == end else {
        throw .offsetsNotContiguous(
          name, expected: end - start, found: range.lowerBound - start)
      }
      end = range.upperBound
    }
    guard end == source.count else { throw .trailingBytes(source.count - end) }
    self.entries = entries
    self.metadata = metadata
    self.unreadable = unreadable
  }
}

/// What the header says of one tensor, not yet checked.
private struct Heading {
  let name: String
  let storage: String
  let extents: [Int]
  let offsets: [Int]

  init(_ name: String, _ scanner: inout HeaderScanner) throws(CheckpointError) {
    var storage: String?
    var extents: [Int]?
    var offsets: [Int]?
    var fields: Set<String> = []
    try scanner.object { (scanner, field) throws(CheckpointError) in
      guard fields.insert(field).inserted else { throw .duplicateName("\(name).\(field)") }
      switch field {
      case "dtype": storage = try scanner.string()
      case "shape": extents = try scanner.integers(limit: TensorEntry.axisLimit)
      case "data_offsets": offsets = try scanner.integers(limit: 3)
      default: throw scanner.unexpectedField(field)
      }
    }
    guard let storage else { throw .missingField(name, field: "dtype") }
    guard let extents else { throw .missingField(name, field: "shape") }
    guard let offsets else { throw .missingField(name, field: "data_offsets") }
    guard offsets.count == 2 else { throw .offsetCount(name, found: offsets.count) }
    self.name = name
    self.storage = storage
    self.extents = extents
    self.offsets = offsets
  }

  /// Checks the place against the `byteCount` bytes that follow the header.
  func range(byteCount: Int, at start: Int) throws(CheckpointError) -> Range<Int> {
    let (begin, end) = (offsets[0], offsets[1])
    guard begin <= end, end <= byteCount else {
      throw .offsetsOutOfBounds(name, begin: begin, end: end, byteCount: byteCount)
    }
    return start + begin..<start + end
  }

  /// Checks type and size against the tensor's bytes; nil for a type that is not known.
  func entry(at range: Range<Int>) throws(CheckpointError) -> TensorEntry? {
    var count = 1
    for extent in extents {
      let (product, overflows) = count.multipliedReportingOverflow(by: extent)
      guard !overflows else { throw .tooLarge(name, extents: extents) }
      count = product
    }
    guard let storage = StorageType(rawValue: storage) else { return nil }
    guard let expected = storage.byteCount(of: count) else {
      throw .tooLarge(name, extents: extents)
    }
    guard range.count == expected else {
      throw .byteCountMismatch(name, expected: expected, found: range.count)
    }
    return TensorEntry(
      name: name, storage: storage, place: StorageRange(range: range),
      view: StridedView(contiguous: extents))
  }
}
