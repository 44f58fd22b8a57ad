/// Reads a source's bytes one after another, through a window that stays small.
struct ByteReader {
  /// The next byte's place in the source.
  private(set) var position: Int
  private let source: ByteSource
  private let end: Int
  private var window: [UInt8] = []
  private var windowStart: Int

  private static let windowSize = 1 << 14

  /// Reads a range of a source, which the caller has checked against its size.
  init(_ source: ByteSource, _ range: Range<Int>) {
    self.source = source
    position = range.lowerBound
    windowStart = range.lowerBound
    end = range.upperBound
  }

  /// Reads all of some bytes in memory.
  init(_ bytes: [UInt8]) {
    self.init(.memory(bytes), 0..<bytes.count)
  }

  /// How many bytes are left.
  var remaining: Int { end - position }

  private func require(_ count: Int) throws(CheckpointError) {
    guard count <= remaining else {
      throw .truncated(expected: UInt64(position) + UInt64(count), found: end)
    }
  }

  /// Reads one byte.
  mutating func byte() throws(CheckpointError) -> UInt8 {
    if position - windowStart >= window.count {
      try require(1)
      window = try source.bytes(position..<position + min(Self.windowSize, remaining))
      windowStart = position
    }
    defer { position += 1 }
    return window[position - windowStart]
  }

  /// Reads `count` bytes, after checking that there are so many.
  mutating func bytes(_ count: Int) throws(CheckpointError) -> [UInt8] {
    try require(count)
    let start = position - windowStart
    defer { position += count }
    if start + count <= window.count { return Array(window[start..<start + count]) }
    return try source.bytes(position..<position + count)
  }

  /// Skips `count` bytes.
  mutating func skip(_ count: Int) throws(CheckpointError) {
    try require(count)
    position += count
  }

  /// Reads a little-endian number.
  mutating func integer<Value: FixedWidthInteger>(
    _ type: Value.Type
  ) throws(CheckpointError) -> Value {
    var value: Value = 0
    for (place, byte) in try bytes(Value.bitWidth / 8).enumerated() {
      value |= Value(truncatingIfNeeded: byte) << Value(8 * place)
    }
    return value
  }
}
