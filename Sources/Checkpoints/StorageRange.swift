/// Where the elements of a storage lie in a checkpoint's file.
struct StorageRange: Hashable, Sendable {
  /// A storage that must be inflated before it is used.
  struct Deflation: Hashable, Sendable {
    /// Bytes after inflating.
    let count: Int
    /// CRC-32 of the inflated bytes.
    let checksum: UInt32
  }

  /// Bytes of the file.
  let range: Range<Int>
  /// Nil for bytes that are stored as they are.
  var deflation: Deflation?
  /// CRC-32 of bytes that are stored as they are; nil where the file tells none.
  var checksum: UInt32?
  var isBigEndian = false
  /// The name of the archive's entry that it is; empty outside archives.
  var entry = ""

  /// Bytes of the storage itself.
  var byteCount: Int { deflation?.count ?? range.count }
}
