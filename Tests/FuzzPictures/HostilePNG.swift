import CPNG

/// A PNG file that somebody made to do harm: its chunks and checksums are right but where chosen.
///
/// A fuzzer's bytes choose sizes, kinds, chunks and what is wrong with them, one after another, because
/// bytes that are changed at random hardly ever get past a checksum.
struct HostilePNG {
  private(set) var bytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
  private var choices: ArraySlice<UInt8>

  /// Sides that are small, odd, at limits and beyond them.
  private static let sides: [UInt32] = [
    1, 2, 3, 7, 8, 9, 33, 100, 0, 1 << 14, 1_000_000, 1_000_001, 1 << 31, .max,
  ]
  private static let names = [
    "IDAT", "IDAT", "IDAT", "PLTE", "tRNS", "tEXt", "zTXt", "iTXt", "iCCP", "gAMA", "IHDR", "CgBI",
    "fdAT", "ABCD", "IEND",
  ]

  init(choices: [UInt8]) {
    self.choices = choices[...]
    let (width, height) = (choose(Self.sides), choose(Self.sides))
    let depth = choose([3, 1, 2, 4, 16, 8, 8, 8] as [UInt8])
    let kind = choose([1, 0, 3, 4, 6, 3, 2, 2] as [UInt8])
    let isInterlaced = next() & 1
    append("IHDR", Self.word(width) + Self.word(height) + [depth, kind, 0, 0, isInterlaced])
    if kind == 3 { append("PLTE", content(limit: 256) + [1, 2, 3]) }
    for _ in 0..<next() % 8 { appendChunk(width, height) }
    appendPixels(width, height)
    append("IEND", [])
    if next() & 7 == 0 { bytes.removeLast(Int(next()) % bytes.count) }
  }

  private mutating func appendChunk(_ width: UInt32, _ height: UInt32) {
    let name = choose(Self.names)
    switch name {
    case "IDAT": appendPixels(width, height)
    case "tEXt", "zTXt", "iTXt":
      let key = next() & 3 == 0 ? content(limit: 90) : Array("ganbrush".utf8)
      let value = content(limit: 600)
      append(name, key + [0, next() & 1, 0, 0, 0] + (next() & 1 == 0 ? value : folded(value)))
    default: append(name, content(limit: 600))
    }
  }

  /// Rows with filters that repeat a few bytes, about as many as the header wants, in pieces.
  private mutating func appendPixels(_ width: UInt32, _ height: UInt32) {
    let wanted = Int(min(UInt64(width) * UInt64(height), 1 << 14)) * (1 + Int(next()) % 9)
    let count = next() & 3 == 0 ? wanted / 2 : wanted + Int(height & 0xFFF)
    let pattern = content(limit: 40) + [next() % 6]
    let rows = (0..<count).map { pattern[$0 % pattern.count] }
    var stream = folded(rows)
    while stream.count > 1, next() & 3 == 0 {
      let piece = 1 + Int(next()) % (stream.count - 1)
      append("IDAT", Array(stream[..<piece]))
      stream.removeFirst(piece)
    }
    append("IDAT", stream)
  }

  /// A zlib stream of the bytes, sometimes cut or with a wrong byte.
  private mutating func folded(_ content: [UInt8]) -> [UInt8] {
    var length = compressBound(uLong(content.count))
    var stream = [UInt8](repeating: 0, count: Int(length))
    unsafe compress(&stream, &length, content, uLong(content.count))
    stream.removeLast(stream.count - Int(length))
    switch next() % 16 {
    case 0: stream.removeLast(Int(next()) % stream.count)
    case 1: stream[Int(next()) % stream.count] ^= next()
    default: break
    }
    return stream
  }

  private mutating func append(_ name: String, _ content: [UInt8]) {
    let checked = Array(name.utf8) + content
    let sum = unsafe checked.withUnsafeBufferPointer {
      unsafe crc32_z(0, $0.baseAddress, $0.count)
    }
    let damage = next()
    let length = damage == 1 ? UInt32.max : UInt32(content.count)
    let wrong: UInt32 = damage == 2 ? 1 : 0
    bytes += Self.word(length) + checked
    bytes += Self.word(UInt32(truncatingIfNeeded: sum) ^ wrong)
  }

  private mutating func next() -> UInt8 { choices.popFirst() ?? 0xFF }

  private mutating func choose<Value>(_ values: [Value]) -> Value {
    values[Int(next()) % values.count]
  }

  private mutating func content(limit: Int) -> [UInt8] {
    let count = Int(next()) * limit / 255
    let content = Array(choices.prefix(count))
    choices = choices.dropFirst(count)
    return content
  }

  private static func word(_ value: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }
}
