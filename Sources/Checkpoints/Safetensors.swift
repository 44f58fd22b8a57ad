package import FoundationEssentials
import Tensors

/// The table of contents of a safetensors file, checked against the file's size.
///
/// The format is an 8-byte little-endian length, a JSON header of that length, and the tensors
/// one after another. Nothing the header says is used before it is checked.
package struct Safetensors: Sendable {
  /// In the order of their bytes in the file.
  package let entries: [TensorEntry]
  package let metadata: [String: String]

  /// The longest header that the format's own library accepts.
  package static let headerLimit = 100_000_000

  /// Reads the header of a whole file.
  package init(_ file: Data) throws(CheckpointError) {
    guard !file.isEmpty else { throw .emptyFile }
    guard file.count >= 8 else { throw .truncated(expected: 8, found: file.count) }
    let length = file.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(Self.headerLimit) else {
      throw .headerTooLong(length, limit: Self.headerLimit)
    }
    let start = 8 + Int(length)
    guard file.count >= start else {
      throw .truncated(expected: UInt64(start), found: file.count)
    }

    var scanner = HeaderScanner([UInt8](file.dropFirst(8).prefix(Int(length))), base: 8)
    var headings: [Heading] = []
    var names: Set<String> = []
    var metadata: [String: String] = [:]
    try scanner.object { (scanner, name) throws(CheckpointError) in
      guard names.insert(name).inserted else { throw .duplicateName(name) }
      if name == "__metadata__" {
        try scanner.object { (scanner, key) throws(CheckpointError) in
          let value = try scanner.string()
          guard metadata.updateValue(value, forKey: key) == nil else { throw .duplicateName(key) }
        }
      } else {
        headings.append(try Heading(name, &scanner))
      }
    }
    try scanner.expectEnd()

    let byteCount = file.count - start
    var entries: [TensorEntry] = []
    for heading in headings { entries.append(try heading.entry(byteCount: byteCount, at: start)) }
    entries.sort {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }
    var end = start
    for entry in entries {
      guard entry.range.lowerBound == end else {
        throw .offsetsNotContiguous(
          entry.name, expected: end - start, found: entry.range.lowerBound - start)
      }
      end = entry.range.upperBound
    }
    guard end == file.count else { throw .trailingBytes(file.count - end) }
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
      case "shape": extents = try scanner.integers()
      case "data_offsets": offsets = try scanner.integers()
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
      name: name, shape: Shape(extents.isEmpty ? [1] : extents), storage: storage,
      range: start + begin..<start + end)
  }
}
