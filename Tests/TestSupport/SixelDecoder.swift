package import Pictures

/// A decoded sixel picture; pixels that no colour set are nil.
package struct DecodedSixel: Equatable, Sendable {
  package let width: Int
  package let height: Int
  /// Whether unset pixels keep what was on the screen (P2 = 1).
  package let leavesBackground: Bool
  /// How many colours the picture defines.
  package let registerCount: Int
  package let pixels: [Pixel?]

  /// The picture; nil where a pixel is unset.
  package var picture: Picture? {
    guard !pixels.contains(nil) else { return nil }
    return Picture(width: width, height: height) { x, y in pixels[y * width + x] ?? Pixel(0, 0, 0) }
  }
}

/// A strict reader of sixel sequences: what a terminal forgives is an error here.
package struct SixelDecoder {
  /// What is wrong, and at which byte.
  package struct Failure: Error, Equatable {
    package let message: String
    package let offset: Int
  }

  private let bytes: [UInt8]
  private var offset = 0
  private var width = 0
  private var height = 0
  private var pixels: [Pixel?] = []
  private var registers: [Int: Pixel] = [:]

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Decodes one whole sequence, from ESC P to ESC \.
  package static func decode(_ bytes: [UInt8]) throws(Failure) -> DecodedSixel {
    var decoder = SixelDecoder(bytes)
    return try decoder.decode()
  }

  private mutating func decode() throws(Failure) -> DecodedSixel {
    try expect([0x1B, UInt8(ascii: "P")])
    let parameters = try numbers()
    try expect([UInt8(ascii: "q"), UInt8(ascii: "\"")])
    let raster = try numbers()
    guard raster.count == 4, raster[0] == raster[1], raster[2] > 0, raster[3] > 0 else {
      throw failure("raster attributes \(raster)")
    }
    width = raster[2]
    height = raster[3]
    pixels = [Pixel?](repeating: nil, count: width * height)
    try body()
    try expect([UInt8(ascii: "\\")])
    guard offset == bytes.count else { throw failure("bytes after the end") }
    return DecodedSixel(
      width: width, height: height, leavesBackground: parameters.count > 1 && parameters[1] == 1,
      registerCount: registers.count, pixels: pixels)
  }

  /// Reads everything up to the escape that ends the sequence.
  private mutating func body() throws(Failure) {
    var (x, top) = (0, 0)
    var colour: Pixel?
    while true {
      let character = try next()
      switch character {
      case 0x1B:
        guard bytes[offset - 2] != UInt8(ascii: "-") else { throw failure("trailing line feed") }
        return
      case UInt8(ascii: "#"):
        colour = try register()
      case UInt8(ascii: "$"):
        x = 0
      case UInt8(ascii: "-"):
        x = 0
        top += 6
      case UInt8(ascii: "!"):
        let count = try numbers()
        guard count.count == 1, count[0] > 3 else { throw failure("repeat count \(count)") }
        try paint(try next(), count[0], &x, top, colour)
      default:
        try paint(character, 1, &x, top, colour)
      }
    }
  }

  /// Reads a colour's number and, where one follows, its definition.
  private mutating func register() throws(Failure) -> Pixel? {
    let values = try numbers()
    if values.count == 5, values[1] == 2, values[2...].allSatisfy({ 0...100 ~= $0 }) {
      let channels = values[2...].map { UInt8(($0 * 255 + 50) / 100) }
      registers[values[0]] = Pixel(channels[0], channels[1], channels[2])
    } else if values.count != 1 {
      throw failure("colour \(values)")
    }
    guard let colour = registers[values[0]] else { throw failure("undefined colour \(values[0])") }
    return colour
  }

  private mutating func paint(
    _ character: UInt8, _ count: Int, _ x: inout Int, _ top: Int, _ colour: Pixel?
  ) throws(Failure) {
    guard 63...126 ~= character else { throw failure("character \(character)") }
    guard x + count <= width else { throw failure("column \(x + count) of \(width)") }
    for bit in 0..<6 where (character - 63) >> bit & 1 == 1 {
      guard top + bit < height else { throw failure("row \(top + bit) of \(height)") }
      guard let colour else { throw failure("pixels before a colour") }
      for column in x..<x + count {
        guard pixels[(top + bit) * width + column] == nil else {
          throw failure("pixel \(column),\(top + bit) twice")
        }
        pixels[(top + bit) * width + column] = colour
      }
    }
    x += count
  }

  private mutating func numbers() throws(Failure) -> [Int] {
    var numbers = [0]
    while offset < bytes.count {
      switch bytes[offset] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        let digit = Int(bytes[offset] - UInt8(ascii: "0"))
        guard numbers[numbers.count - 1] < 100_000 else { throw failure("a huge number") }
        numbers[numbers.count - 1] = numbers[numbers.count - 1] * 10 + digit
      case UInt8(ascii: ";"):
        numbers.append(0)
      default:
        return numbers
      }
      offset += 1
    }
    return numbers
  }

  private mutating func next() throws(Failure) -> UInt8 {
    guard offset < bytes.count else { throw failure("the sequence has no end") }
    offset += 1
    return bytes[offset - 1]
  }

  private mutating func expect(_ expected: [UInt8]) throws(Failure) {
    for byte in expected where try next() != byte { throw failure("expected byte \(byte)") }
  }

  private func failure(_ message: String) -> Failure { Failure(message: message, offset: offset) }
}
