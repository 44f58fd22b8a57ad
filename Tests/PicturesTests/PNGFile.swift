/// Composes PNG files byte by byte, also wrong ones, without the code under test.
struct PNGFile {
  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  let bytes: [UInt8]

  /// A file whose header promises this size, and whose rows are empty.
  init(width: Int, height: Int) {
    bytes =
      Self.signature + Self.header(width, height) + Self.chunk("IDAT", [])
      + Self.chunk("IEND", [])
  }

  /// A file with zlib-wrapped rows, each after its filter byte.
  init(width: Int, height: Int, colourType: UInt8, rows: [UInt8], extra: [UInt8] = []) {
    bytes =
      Self.signature + Self.header(width, height, colourType) + extra
      + Self.chunk("IDAT", rows) + Self.chunk("IEND", [])
  }

  /// A file of black pixels with further chunks.
  init(width: Int, height: Int, isWhole: Bool, extra: [UInt8]) {
    let rows = [UInt8](repeating: 0, count: (width * 3 + 1) * height)
    self.init(
      width: width, height: height, colourType: 2, rows: isWhole ? Self.stored(rows) : [],
      extra: extra)
  }

  static func header(
    _ width: Int, _ height: Int, _ colourType: UInt8 = 2, depth: UInt8 = 8,
    isInterlaced: Bool = false
  ) -> [UInt8] {
    chunk(
      "IHDR",
      word(UInt32(width)) + word(UInt32(height)) + [depth, colourType, 0, 0, isInterlaced ? 1 : 0])
  }

  static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
    let checked = Array(name.utf8) + content
    return word(UInt32(content.count)) + checked + word(checksum(checked))
  }

  /// A zlib stream of stored blocks.
  static func stored(_ content: [UInt8]) -> [UInt8] {
    var stream: [UInt8] = [0x78, 0x01]
    var rest = content[...]
    repeat {
      let block = rest.prefix(0xFFFF)
      rest = rest.dropFirst(0xFFFF)
      let length = UInt16(block.count)
      stream.append(rest.isEmpty ? 1 : 0)
      for number in [length, ~length] {
        stream.append(UInt8(number & 255))
        stream.append(UInt8(number >> 8))
      }
      stream.append(contentsOf: block)
    } while !rest.isEmpty
    var (one, two) = (UInt32(1), UInt32(0))
    for byte in content {
      one = (one + UInt32(byte)) % 65521
      two = (two + one) % 65521
    }
    return stream + word(two << 16 | one)
  }

  private static func word(_ value: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }

  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var sum = ~UInt32(0)
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum >> 1 ^ (sum & 1 == 1 ? 0xEDB8_8320 : 0) }
    }
    return ~sum
  }
}
