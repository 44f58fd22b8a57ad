import Dispatch
import Files
import Synchronization
import Tensors

/// The bytes of a checkpoint: a file that stays open, of which only what is asked for is read, or
/// memory.
///
/// Reading, not mapping, makes a file that is cut while it is open an error rather than a crash, and
/// counts no byte twice.
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
    var filled = 0
    var floats = unsafe [Float](unsafeUninitializedCapacity: range.count / 4) {
      buffer, initialized in
      filled = unsafe fill(UnsafeMutableRawBufferPointer(buffer), from: range.lowerBound)
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

  private func expect(_ filled: Int, of range: Range<Int>) throws(CheckpointError) {
    guard filled == range.count else {
      throw .truncated(expected: UInt64(range.upperBound), found: range.lowerBound + filled)
    }
  }

  /// - Returns: How many bytes from the start of the buffer on were read.
  private func fill(_ buffer: UnsafeMutableRawBufferPointer, from offset: Int) -> Int {
    precondition(
      offset >= 0 && offset <= count - buffer.count, "\(buffer.count) bytes from \(offset)")
    switch self {
    case .memory(let bytes):
      unsafe buffer.copyBytes(from: bytes[offset..<offset + buffer.count])
      return buffer.count
    case .file(let file):
      let blocks = (buffer.count + Self.blockSize - 1) / Self.blockSize
      guard blocks > 1 else { return unsafe file.read(into: buffer, at: offset) }
      unsafe HugePages.advise(buffer)
      let firstMissing = Mutex(buffer.count)
      nonisolated(unsafe) let buffer = unsafe buffer
      DispatchQueue.concurrentPerform(iterations: blocks) { block in
        let start = block * Self.blockSize
        let end = unsafe min(start + Self.blockSize, buffer.count)
        let part = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[start..<end])
        let filled = unsafe file.read(into: part, at: offset + start)
        if filled < part.count { firstMissing.withLock { $0 = min($0, start + filled) } }
      }
      return firstMissing.withLock { $0 }
    }
  }
}
