import CZlib
import Dispatch
import Files
import Synchronization
import Tensors

/// The bytes of a checkpoint: memory, or a file that stays open and is read only where it is asked
/// for.
///
/// The file is read, not mapped: so a file that is cut while it is open is an error and not a
/// crash, and no byte is held twice.
enum ByteSource: Sendable {
  case file(InputFile)
  case memory([UInt8])

  /// Larger reads are shared by the cores: most of their time goes into the pages that they fill.
  private static let blockSize = 1 << 20

  var count: Int {
    switch self {
    case .file(let file): file.count
    case .memory(let bytes): bytes.count
    }
  }

  /// Reads a range, which the caller has checked against `count`.
  func bytes(_ range: Range<Int>) throws(CheckpointError) -> [UInt8] {
    var filled = 0
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: range.count) { buffer, initialized in
      filled = unsafe fill(UnsafeMutableRawBufferPointer(buffer), from: range.lowerBound)
      initialized = filled
    }
    try expect(filled, of: range)
    return bytes
  }

  /// Reads little-endian 32-bit floats straight to where they will stay.
  func floats(_ range: Range<Int>) throws(CheckpointError) -> [Float] {
    try floats(range, checksums: nil)
  }

  /// Reads floats and computes the CRC-32 of their bytes while each block is still in the cache.
  func checkedFloats(
    _ range: Range<Int>
  ) throws(CheckpointError) -> (floats: [Float], checksum: UInt32) {
    let checksums = BlockChecksums(count: Self.blockCount(range.count))
    let floats = try floats(range, checksums: checksums)
    return (floats, checksums.combined(byteCount: range.count, blockSize: Self.blockSize))
  }

  private func floats(
    _ range: Range<Int>, checksums: BlockChecksums?
  ) throws(CheckpointError) -> [Float] {
    var filled = 0
    var floats = unsafe [Float](unsafeUninitializedCapacity: range.count / 4) {
      buffer, initialized in
      filled = unsafe fill(
        UnsafeMutableRawBufferPointer(buffer), from: range.lowerBound, checksums)
      initialized = filled / 4
    }
    try expect(filled, of: range)
    if UInt32(littleEndian: 1) != 1 {
      for index in floats.indices {
        floats[index] = Float(bitPattern: floats[index].bitPattern.byteSwapped)
      }
    }
    return floats
  }

  /// The CRC-32 of a range, computed with one block in memory at a time.
  func checksum(of range: Range<Int>) throws(CheckpointError) -> UInt32 {
    var checksum: UInt = 0
    for start in stride(from: range.lowerBound, to: range.upperBound, by: Self.blockSize) {
      let block = try bytes(start..<min(start + Self.blockSize, range.upperBound))
      checksum = unsafe crc32_z(checksum, block, block.count)
    }
    return UInt32(truncatingIfNeeded: checksum)
  }

  private static func blockCount(_ count: Int) -> Int { (count + blockSize - 1) / blockSize }

  private func expect(_ filled: Int, of range: Range<Int>) throws(CheckpointError) {
    guard filled == range.count else {
      throw .truncated(expected: UInt64(range.upperBound), found: range.lowerBound + filled)
    }
  }

  /// - Returns: How many bytes from the start of the buffer on were read.
  private func fill(
    _ buffer: UnsafeMutableRawBufferPointer, from offset: Int, _ checksums: BlockChecksums? = nil
  ) -> Int {
    precondition(
      offset >= 0 && offset <= count - buffer.count, "\(buffer.count) bytes from \(offset)")
    let blocks = Self.blockCount(buffer.count)
    if blocks > 1 { unsafe HugePages.advise(buffer) }
    let firstMissing = Mutex(buffer.count)
    nonisolated(unsafe) let buffer = unsafe buffer
    @Sendable func fill(block: Int) {
      let start = block * Self.blockSize
      let end = unsafe min(start + Self.blockSize, buffer.count)
      let part = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[start..<end])
      var filled = part.count
      switch self {
      case .memory(let bytes):
        unsafe part.copyBytes(from: bytes[offset + start..<offset + end])
      case .file(let file): filled = unsafe file.read(into: part, at: offset + start)
      }
      if filled < part.count { firstMissing.withLock { $0 = min($0, start + filled) } }
      unsafe checksums?.note(UnsafeRawBufferPointer(part), block: block)
    }
    if blocks > 1 {
      DispatchQueue.concurrentPerform(iterations: blocks, execute: fill)
    } else if blocks == 1 {
      fill(block: 0)
    }
    return firstMissing.withLock { $0 }
  }
}

/// The CRC-32 of each block of a range, in whatever order the blocks come.
private final class BlockChecksums: Sendable {
  private let checksums: Mutex<[UInt32]>

  init(count: Int) { checksums = Mutex([UInt32](repeating: 0, count: count)) }

  func note(_ bytes: UnsafeRawBufferPointer, block: Int) {
    let start = unsafe bytes.assumingMemoryBound(to: UInt8.self).baseAddress
    let checksum = unsafe UInt32(truncatingIfNeeded: crc32_z(0, start, bytes.count))
    checksums.withLock { $0[block] = checksum }
  }

  /// The checksum of all blocks one after another.
  func combined(byteCount: Int, blockSize: Int) -> UInt32 {
    let all = checksums.withLock { $0 }
    var combined: UInt = 0
    for (block, checksum) in all.enumerated() {
      let count = min(blockSize, byteCount - block * blockSize)
      combined = crc32_combine(combined, UInt(checksum), count)
    }
    return UInt32(truncatingIfNeeded: combined)
  }
}
