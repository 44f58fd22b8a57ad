/// The table of contents of a safetensors file, checked against the file's size.
///
/// The format is an 8-byte little-endian length, a JSON header of that length, and the tensors
/// one after another. Nothing the header says is used before it is checked.
struct Safetensors: Sendable {
  /// In the order of their bytes in the file.
  let entries: [TensorEntry]
  let metadata: [String: String]

  /// The longest header that the format's own library accepts.
  static let headerLimit = 100_000_000
  /// Far more tensors than a network has, so that a header cannot ask for much memory.
  private static let entryLimit = 1 << 18
  /// Notes are few; each takes more memory than the file needs to write it.
  private static let noteLimit = 1 << 14

  /// Reads the header of a whole file.
  init(_ source: ByteSource) throws(CheckpointError) {
    var reader = ByteReader(source, 0..<source.count)
    let length = try reader.integer(UInt64.self)
    guard length <= UInt64(Self.headerLimit) else {
      throw .headerTooLong(length, limit: Self.headerLimit)
    }
    let start = 8 + Int(length)
    var scanner = HeaderScanner(try reader.bytes(Int(length)), base: 8)
    var headings: [Heading] = []
    var names: Set<String> = []
    var metadata: [String: String] = [:]
    try scanner.object { (scanner, name) throws(CheckpointError) in
      guard names.insert(name).inserted else { throw .duplicateName(name) }
      if name == "__metadata__" {
        try scanner.object { (scanner, key) throws(CheckpointError) in
          let value = try scanner.string()
          guard metadata.updateValue(value, forKey: key) == nil else { throw .duplicateName(key) }
          guard metadata.count <= Self.noteLimit else { throw .tooManyNotes(limit: Self.noteLimit) }
        }
      } else {
        headings.append(try Heading(name, &scanner))
        guard headings.count <= Self.entryLimit else {
          throw .tooManyTensors(limit: Self.entryLimit)
        }
      }
    }
    try scanner.expectEnd()

    let byteCount = source.count - start
    var entries: [TensorEntry] = []
    for heading in headings { entries.append(try heading.entry(byteCount: byteCount, at: start)) }
    entries.sort {
      let (first, second) = ($0.place.range, $1.place.range)
      return (first.lowerBound, first.upperBound) < (second.lowerBound, second.upperBound)
    }
    var end = start
    for entry in entries {
      let range = entry.place.range
      guard range.lowerBound == end else {
        throw .offsetsNotContiguous(
          entry.name, expected: end - start, found: range.lowerBound - start)
      }
      end = range.upperBound
    }
    guard end == source.count else { throw .trailingBytes(source.count - end) }
    self.entries = entries
    self.metadata = metadata
  }
}

/// What the header says of one tensor, before it is believed.
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

  /// Checks type, size and place against the `byteCount` bytes that follow the header.
  func entry(byteCount: Int, at start: Int) throws(CheckpointError) -> TensorEntry {
    guard let storage = StorageType(rawValue: storage) else {
      throw .unknownStorageType(name, found: storage)
    }
    guard !extents.contains(0) else { throw .emptyTensor(name, extents: extents) }
    var expected = storage.byteCount
    for extent in extents {
      let (product, overflows) = expected.multipliedReportingOverflow(by: extent)
      guard !overflows else { throw .tooLarge(name, extents: extents) }
      expected = product
    }
    let (begin, end) = (offsets[0], offsets[1])
    guard begin <= end, end <= byteCount else {
      throw .offsetsOutOfBounds(name, begin: begin, end: end, byteCount: byteCount)
    }
    guard end - begin == expected else {
      throw .byteCountMismatch(name, expected: expected, found: end - begin)
    }
    return TensorEntry(
      name: name, storage: storage, place: StoragePlace(range: start + begin..<start + end),
      view: StridedView(contiguous: extents))
  }
}
