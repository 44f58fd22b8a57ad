/// The bytes of a checkpoint: a file that stays open, of which only what is asked for is read, or
/// memory.
///
/// Reading, not mapping, makes a file that is cut while it is open an error rather than a crash, and
/// counts no byte twice.
enum ByteSource: Sendable {
  case file(OpenFile)
  case memory([UInt8])

  var count: Int {
    switch self {
    case .file(let file): file.count
    case .memory(let bytes): bytes.count
    }
  }

  /// Reads a range, which the caller has checked against `count`.
  func bytes(_ range: Range<Int>) throws(CheckpointError) -> [UInt8] {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "bytes \(range) of \(count)")
    switch self {
    case .memory(let bytes): return Array(bytes[range])
    case .file(let file):
      var filled = 0
      let bytes = unsafe [UInt8](unsafeUninitializedCapacity: range.count) { buffer, initialized in
        filled = unsafe file.read(
          into: UnsafeMutableRawBufferPointer(buffer), at: range.lowerBound)
        initialized = filled
      }
      guard filled == range.count else {
        throw .truncated(expected: UInt64(range.upperBound), found: range.lowerBound + filled)
      }
      return bytes
    }
  }

  /// Reads little-endian 32-bit floats straight to where they will stay.
  func floats(_ range: Range<Int>) throws(CheckpointError) -> [Float] {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "bytes \(range) of \(count)")
    var filled = 0
    var floats = unsafe [Float](unsafeUninitializedCapacity: range.count / 4) {
      buffer, initialized in
      let target = UnsafeMutableRawBufferPointer(buffer)
      switch self {
      case .file(let file): filled = unsafe file.read(into: target, at: range.lowerBound)
      case .memory(let bytes):
        unsafe target.copyBytes(from: bytes[range])
        filled = range.count
      }
      initialized = filled / 4
    }
    guard filled == range.count else {
      throw .truncated(expected: UInt64(range.upperBound), found: range.lowerBound + filled)
    }
    if UInt32(littleEndian: 1) != 1 {
      for index in floats.indices {
        floats[index] = Float(bitPattern: floats[index].bitPattern.byteSwapped)
      }
    }
    return floats
  }
}
