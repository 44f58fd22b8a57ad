package import Cells
package import Pictures

/// Writes pictures as sixels: bands of six rows, one bit a pixel, colour after colour.
///
/// Every pixel is set, and the background is left alone (P2 = 1): a terminal that fills it first
/// flickers on a slow line. The palette travels with each picture, only colours in use.
package struct SixelEncoder: FrameBackend, Equatable {
  /// Colours of a frame that is not fine: at 480 px a third of the bytes of 256 colours, and still a
  /// picture.
  private static let fastRegisters = 32

  package let raster: FrameRaster
  /// How many colours a picture may have, 1 to 256; median cut chooses them, without dithering.
  private let registers: Int
  /// No single sequence of a frame has more bytes, but for one that is a single row of cells.
  private let sequenceLimit: Int

  /// Makes an encoder for a terminal; tmux drops sequences of 1 MiB.
  package init(
    registers: Int, _ raster: FrameRaster = FrameRaster(), sequenceLimit: Int = 600_000
  ) {
    self.registers = min(max(registers, 1), 256)
    self.raster = raster
    self.sequenceLimit = sequenceLimit
  }

  package var title: String { "sixel" }
  package var drawsPixels: Bool { true }

  package func isCoarse(_ quality: FrameQuality) -> Bool {
    switch quality {
    case .fine: false
    case .fast: registers > Self.fastRegisters
    case .draft: true
    }
  }

  /// Appends a part as one sixel or, where that would be too long, as several below each other.
  package func append(
    _ part: Rect, of picture: Picture, in place: Rect, _ quality: FrameQuality,
    to bytes: inout [UInt8]
  ) {
    let sixel = encode(raster.pixels(of: part, in: picture).part, quality)
    if sixel.count <= sequenceLimit || part.height == 1 {
      bytes.append(cursorTo: place.row + part.row, place.column + part.column)
      bytes.append(contentsOf: sixel)
      return
    }
    let strips = min(part.height, sixel.count / sequenceLimit + 1)
    for strip in 0..<strips {
      let first = part.height * strip / strips
      let end = part.height * (strip + 1) / strips
      let rows = Rect(
        row: part.row + first, column: part.column, height: end - first, width: part.width)
      append(rows, of: picture, in: place, quality, to: &bytes)
    }
  }

  package func printed(_ picture: Picture) -> [UInt8] { encode(picture) + [UInt8(ascii: "\n")] }

  /// The picture in the colours that `encode` sends.
  package func quantised(
    _ picture: Picture, _ quality: FrameQuality = .fine
  ) -> IndexedPicture {
    MedianCut.indexed(
      picture, limit: isCoarse(quality) ? min(Self.fastRegisters, registers) : registers,
      name: Self.nearestNameable)
  }

  /// The whole control sequence for a picture.
  package func encode(_ picture: Picture, _ quality: FrameQuality = .fine) -> [UInt8] {
    guard quality == .draft else { return Self.encode(quantised(picture, quality)) }
    let mosaic = SixelMosaic(picture)
    let squares = quantised(mosaic.squares, .draft)
    let registers = Self.registers(of: squares)
    return Self.begin(width: picture.width, height: picture.height, squares, registers.used)
      + mosaic.encode(squares, registers: registers.numbers) + Self.end
  }

  private static let end: [UInt8] = [0x1B, UInt8(ascii: "\\")]

  /// The whole control sequence for a picture of few colours.
  ///
  /// - Precondition: Every index lies in the palette.
  private static func encode(_ picture: IndexedPicture) -> [UInt8] {
    let registers = registers(of: picture)
    var bytes = begin(
      width: picture.width, height: picture.height, picture, registers.used)
    bytes.reserveCapacity(picture.indices.count * 3 + 8192)
    var band = SixelBand(width: picture.width)
    for top in stride(from: 0, to: picture.height, by: 6) {
      if top > 0 { bytes.append(UInt8(ascii: "-")) }
      band.load(picture, top: top, registers: registers.numbers)
      band.write(to: &bytes)
    }
    return bytes + end
  }

  /// The start of the control sequence: the size in pixels, and the colours in use.
  private static func begin(
    width: Int, height: Int, _ picture: IndexedPicture, _ used: [Int]
  ) -> [UInt8] {
    var bytes = Array("\u{1B}P0;1;0q\"1;1;\(width);\(height)".utf8)
    for (register, index) in used.enumerated() {
      let colour = picture.palette[index]
      bytes.append(UInt8(ascii: "#"))
      bytes.append(decimal: register)
      bytes.append(contentsOf: ";2".utf8)
      for channel in [colour.red, colour.green, colour.blue] {
        bytes.append(UInt8(ascii: ";"))
        bytes.append(decimal: percent(channel))
      }
    }
    return bytes
  }

  /// The colour, of those that sixels can name in hundredths, that `colour` is sent as.
  private static func nearestNameable(to colour: Pixel) -> Pixel {
    func nearest(_ value: UInt8) -> UInt8 { UInt8((percent(value) * 255 + 50) / 100) }
    return Pixel(nearest(colour.red), nearest(colour.green), nearest(colour.blue))
  }

  private static func percent(_ value: UInt8) -> Int { (Int(value) * 100 + 127) / 255 }

  /// Numbers the colours in use, the most frequent first because low numbers are shorter.
  private static func registers(of picture: IndexedPicture) -> (used: [Int], numbers: [UInt8]) {
    var counts = [Int](repeating: 0, count: 256)
    for index in picture.indices { counts[Int(index)] += 1 }
    let used = picture.palette.indices.filter { counts[$0] > 0 }.sorted {
      (counts[$1], $0) < (counts[$0], $1)
    }
    var numbers = [UInt8](repeating: 0, count: 256)
    for (register, index) in used.enumerated() { numbers[index] = UInt8(register) }
    return (used, numbers)
  }
}
