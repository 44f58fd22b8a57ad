/// CRC-32 of bytes, as zlib and PNG have it, which tells a damaged line from a whole one.
package struct Checksum: Equatable, Sendable {
  package private(set) var value: UInt32 = 0

  package init() {}

  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { rest, _ in rest >> 1 ^ (rest & 1 == 1 ? 0xEDB8_8320 : 0) }
  }

  /// Takes further bytes in.
  package mutating func append(_ bytes: some Sequence<UInt8>) {
    var rest = ~value
    for byte in bytes { rest = Self.table[Int(UInt8(truncatingIfNeeded: rest) ^ byte)] ^ rest >> 8 }
    value = ~rest
  }

  /// Eight hexadecimal digits.
  package var text: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}
