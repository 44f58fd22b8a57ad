import Pictures
import Testing

/// Every kind of PNG file, pixel by pixel, as Pillow reads it.
@Suite struct PNGKindsTests {
  private let kinds: PictureKinds

  init() throws { kinds = try PictureKinds() }

  @Test func `the fixtures are all there`() {
    #expect(PictureKinds.whole.count == 161 + 52 && PictureKinds.broken.count == 14)
  }

  @Test(arguments: PictureKinds.whole)
  func `every pixel is what others read`(kind: PictureKinds.Entry) throws {
    let expected = try #require(kinds.pixels(kind))
    let file = kinds.file(kind)
    let found = try PNG.decodeRGBA(file)
    #expect(found.width == kind.width && found.height == kind.height)
    #expect(firstDifference(found.bytes, expected) == nil)
    let isOpaque = stride(from: 3, to: expected.count, by: 4).allSatisfy { expected[$0] == 255 }
    #expect(found.hasAlpha || isOpaque)
    var onBlack: [UInt8] = []
    for pixel in stride(from: 0, to: expected.count, by: 4) {
      let opacity = Double(expected[pixel + 3]) / 255
      for channel in 0..<3 {
        onBlack.append(UInt8((Double(expected[pixel + channel]) * opacity).rounded()))
      }
    }
    #expect(firstDifference(try PNG.decode(file).bytes, onBlack) == nil)
    #expect(try EncodedPicture(file).warnings == [])
  }

  @Test(arguments: PictureKinds.whole, [(5, 3), (40, 40)])
  func `shrinking and growing while reading is doing so afterwards`(
    kind: PictureKinds.Entry, size: (width: Int, height: Int)
  ) throws {
    let encoded = try EncodedPicture(kinds.file(kind))
    let whole = try encoded.picture()
    #expect(
      try encoded.resized(width: size.width, height: size.height)
        == whole.resized(width: size.width, height: size.height))
    let (columns, rows) = (whole.width / 3..<whole.width, 0..<(whole.height + 1) / 2)
    #expect(
      try encoded.resized(columns: columns, rows: rows, width: size.width, height: size.height)
        == whole.cropped(x: columns.lowerBound, y: 0, width: columns.count, height: rows.count)
        .resized(width: size.width, height: size.height))
  }

  @Test(arguments: PictureKinds.broken)
  func `a broken file is refused in a sentence`(kind: PictureKinds.Entry) {
    #expect {
      try PNG.decode(kinds.file(kind))
    } throws: { error in
      "\(error)".contains("PNG") && !"\(error)".contains("\n")
    }
  }

  @Test func `an interlaced picture of which memory holds a part is read whole`() throws {
    let (width, height) = (4096, 5000)
    func isSet(_ x: Int, _ y: Int) -> Bool { (x / 7 + y / 3 + x * y / 1000) % 3 == 0 }
    func rows(_ x: Int, _ y: Int, _ across: Int, _ down: Int) -> [UInt8] {
      stride(from: y, to: height, by: down).flatMap { y in
        let columns = Array(stride(from: x, to: width, by: across))
        return [0]
          + stride(from: 0, to: columns.count, by: 8).map { start in
            columns[start..<min(start + 8, columns.count)].enumerated().reduce(UInt8(0)) {
              $0 | (isSet($1.element, y) ? 0x80 >> UInt8($1.offset) : 0)
            }
          }
      }
    }
    let passes = [
      (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2),
      (0, 1, 1, 2),
    ]
    let content = passes.flatMap { rows($0.0, $0.1, $0.2, $0.3) }
    let header = PNGFile.header(width, height, 0, depth: 1, isInterlaced: true)
    let file =
      PNGFile.signature + header + PNGFile.chunk("IDAT", PNGFile.stored(content))
      + PNGFile.chunk("IEND", [])
    let picture = Picture(width: width, height: height) { x, y in
      isSet(x, y) ? Pixel(255, 255, 255) : Pixel(0, 0, 0)
    }
    #expect(try PNG.decode(file) == picture)
    #expect(
      try EncodedPicture(file).resized(width: 150, height: 180)
        == picture.resized(width: 150, height: 180))
  }

  /// The first byte that is not what it should be, for a message that can be read.
  private func firstDifference(_ found: [UInt8], _ expected: [UInt8]) -> String? {
    guard found.count == expected.count else { return "\(found.count) of \(expected.count) bytes" }
    return zip(found, expected).enumerated().first { $1.0 != $1.1 }.map {
      "byte \($0) is \($1.0), expected \($1.1)"
    }
  }
}
