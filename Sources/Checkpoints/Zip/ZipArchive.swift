/// The directory of a zip archive, checked against the file's size; nothing is ever unpacked to disk.
///
/// Written after APPNOTE 6.3: the end record (with its 64-bit form, which PyTorch always writes), the
/// central directory, and the local header of each entry.
struct ZipArchive: Sendable {
  /// The bytes of an entry, by its name.
  private let places: [String: StorageRange]
  /// In the order of the directory.
  let names: [String]

  /// An archive of weights has an entry for each storage.
  private static let entryLimit = 1 << 18

  /// Reads the directory.
  init(_ source: ByteSource) throws(CheckpointError) {
    let end = try EndRecord(source)
    var reader = ByteReader(source, end.directory)
    var entries: [Entry] = []
    while reader.remaining > 0 {
      guard entries.count < Self.entryLimit else {
        throw .archive(.tooManyEntries(end.count, limit: Self.entryLimit))
      }
      entries.append(try Entry(&reader))
    }
    guard UInt64(entries.count) == end.count else {
      throw .archive(.entryCount(expected: end.count, found: entries.count))
    }
    var places: [String: StorageRange] = [:]
    var taken: [(range: Range<Int>, name: String)] = []
    for entry in entries {
      let place = try entry.place(in: source, limit: end.directory.lowerBound)
      guard places.updateValue(place, forKey: entry.name) == nil else {
        throw .archive(.duplicateEntry(entry.name))
      }
      taken.append((Int(entry.offset)..<place.range.upperBound, entry.name))
    }
    // With entries that share bytes, a small archive could pretend to hold much.
    taken.sort { $0.range.lowerBound < $1.range.lowerBound }
    for (first, second) in zip(taken, taken.dropFirst())
    where second.range.lowerBound < first.range.upperBound {
      throw .archive(.overlappingEntries(first.name, second.name))
    }
    self.places = places
    names = entries.map(\.name)
  }

  /// The place of an entry, if there is one of this name.
  func place(_ name: String) -> StorageRange? { places[name] }
}

/// The record at the end of an archive, which says where its directory is.
private struct EndRecord {
  let directory: Range<Int>
  let count: UInt64

  private static let size = 22
  private static let longestComment = 65_535
  private static let locatorSize = 20

  init(_ source: ByteSource) throws(CheckpointError) {
    let start = max(0, source.count - Self.size - Self.longestComment)
    let tail = try source.bytes(start..<source.count)
    guard
      let place = stride(from: tail.count - Self.size, through: 0, by: -1).first(where: { place in
        tail[place...].starts(with: [0x50, 0x4B, 5, 6])
          && Int(tail[place + 20]) | Int(tail[place + 21]) << 8
            <= tail.count - place - Self.size
      })
    else { throw .archive(.noDirectory) }
    var reader = ByteReader(source, start + place + 4..<source.count)
    let disks = (try reader.integer(UInt16.self), try reader.integer(UInt16.self))
    _ = try reader.integer(UInt16.self)
    var count = UInt64(try reader.integer(UInt16.self))
    var byteCount = UInt64(try reader.integer(UInt32.self))
    var offset = UInt64(try reader.integer(UInt32.self))
    guard disks == (0, 0) || disks == (0xFFFF, 0xFFFF) else { throw .archive(.splitArchive) }
    var limit = start + place

    if limit >= Self.locatorSize {
      var locator = ByteReader(source, limit - Self.locatorSize..<limit)
      if try locator.integer(UInt32.self) == 0x0706_4B50 {
        _ = try locator.integer(UInt32.self)
        let recordOffset = try locator.integer(UInt64.self)
        limit -= Self.locatorSize
        guard recordOffset < UInt64(limit), limit - Int(recordOffset) >= 56 else {
          throw .archive(.misplacedDirectory(offset: recordOffset, byteCount: 56, limit: limit))
        }
        var record = ByteReader(source, Int(recordOffset)..<limit)
        guard try record.integer(UInt32.self) == 0x0606_4B50 else {
          throw .archive(.malformedEntry(offset: Int(recordOffset)))
        }
        // Its size, versions and disk numbers.
        try record.skip(8 + 4 + 8)
        _ = try record.integer(UInt64.self)
        count = try record.integer(UInt64.self)
        byteCount = try record.integer(UInt64.self)
        offset = try record.integer(UInt64.self)
        limit = Int(recordOffset)
      }
    }
    let (end, overflows) = offset.addingReportingOverflow(byteCount)
    guard !overflows, end <= UInt64(limit) else {
      throw .archive(.misplacedDirectory(offset: offset, byteCount: byteCount, limit: limit))
    }
    directory = Int(offset)..<Int(end)
    self.count = count
  }
}

/// What the directory says of one entry, not yet checked.
private struct Entry {
  let name: String
  let method: UInt16
  let checksum: UInt32
  let compressedSize: UInt64
  let size: UInt64
  /// Where its local header begins.
  let offset: UInt64

  init(_ reader: inout ByteReader) throws(CheckpointError) {
    let start = reader.position
    guard try reader.integer(UInt32.self) == 0x0201_4B50 else {
      throw .archive(.malformedEntry(offset: start))
    }
    try reader.skip(4)
    let flags = try reader.integer(UInt16.self)
    method = try reader.integer(UInt16.self)
    try reader.skip(4)
    checksum = try reader.integer(UInt32.self)
    var compressedSize = UInt64(try reader.integer(UInt32.self))
    var size = UInt64(try reader.integer(UInt32.self))
    let nameLength = Int(try reader.integer(UInt16.self))
    let extraLength = Int(try reader.integer(UInt16.self))
    let commentLength = Int(try reader.integer(UInt16.self))
    try reader.skip(8)
    var offset = UInt64(try reader.integer(UInt32.self))
    guard let name = String(validating: try reader.bytes(nameLength), as: UTF8.self) else {
      throw .archive(.nameNotUTF8(offset: start))
    }
    guard flags & 1 == 0 else { throw .archive(.encryptedEntry(name)) }

    var extra = ByteReader(try reader.bytes(extraLength))
    while extra.remaining >= 4 {
      let kind = try extra.integer(UInt16.self)
      let length = Int(try extra.integer(UInt16.self))
      guard length <= extra.remaining else { throw .archive(.malformedEntry(offset: start)) }
      var field = ByteReader(try extra.bytes(length))
      // The 64-bit numbers stand in for those that are all ones, in this order.
      guard kind == 1 else { continue }
      if size == 0xFFFF_FFFF { size = try field.integer(UInt64.self) }
      if compressedSize == 0xFFFF_FFFF { compressedSize = try field.integer(UInt64.self) }
      if offset == 0xFFFF_FFFF { offset = try field.integer(UInt64.self) }
    }
    try reader.skip(commentLength)
    self.name = name
    self.compressedSize = compressedSize
    self.size = size
    self.offset = offset
  }

  /// Finds the entry's bytes behind its local header.
  func place(in source: ByteSource, limit: Int) throws(CheckpointError) -> StorageRange {
    func outOfBounds() -> CheckpointError {
      .archive(
        .entryOutOfBounds(name, offset: offset, byteCount: compressedSize, limit: limit))
    }
    guard offset < UInt64(limit), limit - Int(offset) >= 30 else { throw outOfBounds() }
    var header = ByteReader(source, Int(offset)..<Int(offset) + 30)
    guard try header.integer(UInt32.self) == 0x0403_4B50 else {
      throw .archive(.malformedEntry(offset: Int(offset)))
    }
    try header.skip(22)
    let nameLength = Int(try header.integer(UInt16.self))
    let start = Int(offset) + 30 + nameLength + Int(try header.integer(UInt16.self))
    guard start <= limit, compressedSize <= UInt64(limit - start) else { throw outOfBounds() }
    let range = start..<start + Int(compressedSize)
    switch method {
    case 0:
      guard size == compressedSize else {
        throw .archive(.storedSize(name, expected: size, found: compressedSize))
      }
      // PyTorch can be told to write no checksums; then all of them are 0.
      return StorageRange(range: range, checksum: checksum == 0 ? nil : checksum, entry: name)
    case 8:
      guard size <= UInt64(Int.max) else { throw outOfBounds() }
      return StorageRange(
        range: range, deflation: .init(count: Int(size), checksum: checksum), entry: name)
    default: throw .archive(.unknownMethod(name, method))
    }
  }
}
