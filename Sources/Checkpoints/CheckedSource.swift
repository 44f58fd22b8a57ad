import Synchronization

/// The bytes of a checkpoint's storages; each storage is compared with its checksum before its
/// first use.
final class CheckedSource: Sendable {
  let source: ByteSource
  /// Where the storages begin whose checksums were found to agree.
  private let checked = Mutex<Set<Int>>([])

  init(_ source: ByteSource) { self.source = source }

  /// Reads some of a storage's bytes.
  ///
  /// - Throws: `ZipError.checksum`, if the storage is damaged anywhere.
  func bytes(_ range: Range<Int>, of place: StorageRange) throws(CheckpointError) -> [UInt8] {
    try check(place)
    return try place.bytes(range, of: source)
  }

  /// Reads little-endian 32-bit floats of a storage that is stored as it is.
  func floats(_ range: Range<Int>, of place: StorageRange) throws(CheckpointError) -> [Float] {
    let start = place.range.lowerBound
    let wanted = start + range.lowerBound..<start + range.upperBound
    guard wanted == place.range, let checksum = place.checksum, !isChecked(place) else {
      try check(place)
      return try source.floats(wanted)
    }
    let read = try source.checkedFloats(wanted)
    try expect(checksum, read.checksum, of: place)
    return read.floats
  }

  private func isChecked(_ place: StorageRange) -> Bool {
    checked.withLock { $0.contains(place.range.lowerBound) }
  }

  /// Compares a storage with its checksum, unless that was done.
  func check(_ place: StorageRange) throws(CheckpointError) {
    guard let checksum = place.checksum, !isChecked(place) else { return }
    try expect(checksum, try source.checksum(of: place.range), of: place)
  }

  private func expect(
    _ checksum: UInt32, _ found: UInt32, of place: StorageRange
  ) throws(CheckpointError) {
    guard found == checksum else {
      throw .archive(.checksum(place.entry, expected: checksum, found: found))
    }
    _ = checked.withLock { $0.insert(place.range.lowerBound) }
  }
}
