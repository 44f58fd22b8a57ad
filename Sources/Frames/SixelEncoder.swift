package import Cells
package import Pictures

/// Writes pictures as sixels: bands of six rows, one bit a pixel, colour after colour.
///
/// Every pixel is set, and the background is left alone (P2 = 1): a terminal that fills it first
/// flickers on a slow line. The palette travels with each picture, only colours in use. Heights are
/// multiples of six: terminals fill up a last band that is not whole.
package struct SixelEncoder: PixelEncoder, Equatable {
  /// Colours of a frame that is not fine: at 480 px a third of the bytes of 256 colours, and still a
  /// picture.
  private static let fastRegisters = 32
  /// A part of a picture has a colour for so many pixels, and so many at least.
  private static let pixelsOfColour = 64
  private static let leastColours = 32
  /// The bytes of a draft, as far as larger squares can keep them there, and how high these may be.
  private static let draftLimit = 9_000
  private static let draftBands = 4
  /// The bytes of a part in a fast frame, as far as coarser pixels can keep them there.
  private static let fastLimit = 9_000

  package let raster: FrameRaster
  package let updates: FrameUpdates
  /// How many colours a picture may have, 1 to 256; median cut chooses them, without dithering.
  private let registers: Int
  /// No sequence has more bytes: a longer one gets fewer colours, and then larger pixels.
  private let sequenceLimit: Int

  /// Makes an encoder for a terminal, or for a multiplexer that wants whole pictures of limited length.
  package init(
    registers: Int, _ raster: FrameRaster = FrameRaster(), updates: FrameUpdates = .rectangles,
    sequenceLimit: Int = .max
  ) {
    self.registers = min(max(registers, 1), 256)
    self.raster = raster.withBands(6)
    self.updates = updates
    self.sequenceLimit = sequenceLimit
  }

  package var title: String { "sixel" }

  package func isCoarse(_ quality: FrameQuality) -> Bool {
    switch quality {
    case .fine: false
    case .fast: registers > Self.fastRegisters
    case .draft: true
    }
  }

  package func append(
    _ part: Rect, of picture: Picture, in place: Rect, _ quality: FrameQuality,
    to bytes: inout [UInt8]
  ) {
    let isWhole = part == raster.cells(of: picture)
    let limit = isWhole || !isCoarse(quality) ? sequenceLimit : min(Self.fastLimit, sequenceLimit)
    bytes.append(cursorTo: place.row + part.row, place.column + part.column)
    let pixels = raster.pixels(of: part, in: picture).part
    // A palette costs as much as many pixels do.
    let needed = isWhole ? .max : pixels.width * pixels.height / Self.pixelsOfColour
    let colours = min(colours(quality), max(Self.leastColours, needed))
    bytes.append(contentsOf: encode(pixels, quality, colours: colours, limit: limit))
  }

  package func draw(
    _ picture: Picture, on cells: Rect, _ quality: FrameQuality, to bytes: inout [UInt8]
  ) {
    bytes.append(contentsOf: encode(picture, quality))
  }

  /// The picture in the colours that `encode` sends, where its length has no limit.
  package func quantised(
    _ picture: Picture, _ quality: FrameQuality = .fine
  ) -> IndexedPicture {
    quantised(picture, colours: colours(quality))
  }

  private func colours(_ quality: FrameQuality) -> Int {
    isCoarse(quality) ? min(Self.fastRegisters, registers) : registers
  }

  private func quantised(_ picture: Picture, colours: Int) -> IndexedPicture {
    MedianCut.indexed(picture, limit: colours, name: Self.nearestNameable)
  }

  /// The whole control sequence for a picture.
  package func encode(_ picture: Picture, _ quality: FrameQuality = .fine) -> [UInt8] {
    encode(picture, quality, colours: colours(quality), limit: sequenceLimit)
  }

  /// A picture of squares, larger ones where small ones take long; lines over it keep their pixels.
  private func encodeDraft(_ picture: Picture) -> [UInt8] {
    for bands in 1..<Self.draftBands {
      let bytes = encodeDraft(picture, bands: bands)
      if bytes.count <= Self.draftLimit { return bytes }
    }
    return encodeDraft(picture, bands: Self.draftBands)
  }

  private func encodeDraft(_ picture: Picture, bands: Int) -> [UInt8] {
    let mosaic = SixelMosaic(picture, bands: bands)
    let lines = PictureOverlay.lineColours
    let squares = quantised(
      mosaic.squares, colours: max(1, min(colours(.draft), registers - lines.count)))
    let enlarged = squares.enlarged(
      by: mosaic.edge, width: picture.width, height: picture.height)
    if let lined = enlarged.lined(lines, of: picture, name: Self.nearestNameable),
      lined.palette.count <= registers
    {
      return Self.encode(lined)
    }
    let registers = Self.registers(of: squares)
    return Self.begin(width: picture.width, height: picture.height, squares, registers.used)
      + mosaic.encode(squares, registers: registers.numbers) + Self.end
  }

  /// The first of ever coarser sequences that is short enough, else the coarsest.
  private func encode(
    _ picture: Picture, _ quality: FrameQuality, colours most: Int, limit: Int
  ) -> [UInt8] {
    guard quality != .draft else { return encodeDraft(picture) }
    var (colours, side) = (most, 1)
    while true {
      let width = (picture.width + side - 1) / side
      let height = (picture.height + side - 1) / side
      let smaller = side == 1 ? picture : picture.resized(width: width, height: height)
      let indexed = quantised(smaller, colours: colours)
      let bytes = Self.encode(
        side == 1
          ? indexed : indexed.enlarged(by: side, width: picture.width, height: picture.height))
      guard bytes.count > limit, colours > 16 || side < 8 else { return bytes }
      if colours > 16 { colours = max(16, colours / 2) } else { side *= 2 }
    }
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
  ///
  /// Before them goes the one that is most frequent in the last row: tmux continues the picture with
  /// the first colour, where it ends within a cell.
  private static func registers(of picture: IndexedPicture) -> (used: [Int], numbers: [UInt8]) {
    var counts = [Int](repeating: 0, count: 256)
    for index in picture.indices { counts[Int(index)] += 1 }
    var last = [Int](repeating: 0, count: 256)
    for index in picture.indices.suffix(picture.width) { last[Int(index)] += 1 }
    if let first = last.indices.max(by: { last[$0] < last[$1] }) { counts[first] += .max / 2 }
    let used = picture.palette.indices.filter { counts[$0] > 0 }.sorted {
      (counts[$1], $0) < (counts[$0], $1)
    }
    var numbers = [UInt8](repeating: 0, count: 256)
    for (register, index) in used.enumerated() { numbers[index] = UInt8(register) }
    return (used, numbers)
  }
}
