/// The fixed palette of 6×6×6 colours with ordered (Bayer 8×8) dithering.
///
/// The pattern is tied to coordinates of the whole picture, so that a changed rectangle sent alone
/// joins what is on the screen without a seam.
enum OrderedCube {
  /// Six steps a channel: 0, 51, … 255.
  static let palette: [Pixel] = (0..<216).map { (index: UInt8) -> Pixel in
    let (red, rest) = index.quotientAndRemainder(dividingBy: 36)
    return Pixel(red * 51, rest / 6 * 51, rest % 6 * 51)
  }

  /// For each of the 64 places of the pattern the step, 0 to 5, of each of 256 values.
  private static let steps: [UInt8] = (0..<64 * 256).map { (entry: Int) -> UInt8 in
    let (place, value) = entry.quotientAndRemainder(dividingBy: 256)
    let rounding = (2 * threshold(place % 8, place / 8) + 1) * 255
    return UInt8((value * 5 * 128 + rounding) / (255 * 128))
  }

  /// The Bayer matrix: the bits of x^y and y, interleaved and reversed.
  private static func threshold(_ x: Int, _ y: Int) -> Int {
    (0..<3).reduce(0) { sum, bit in
      let mixed = ((x ^ y) >> bit) & 1
      return sum | (mixed << 1 | (y >> bit) & 1) << (4 - 2 * bit)
    }
  }

  /// Dithers a picture whose upper left corner lies at `originX`, `originY` of the whole.
  static func indexed(_ picture: Picture, originX: Int, originY: Int) -> IndexedPicture {
    let bytes = picture.bytes.span
    let steps = Self.steps.span
    var indices: [UInt8] = []
    indices.reserveCapacity(picture.width * picture.height)
    var start = 0
    for y in 0..<picture.height {
      let row = steps.extracting((originY + y) % 8 * 2048..<((originY + y) % 8 + 1) * 2048)
      for x in 0..<picture.width {
        let place = (originX + x) & 7
        let red = row[place << 8 | Int(bytes[start])]
        let green = row[place << 8 | Int(bytes[start + 1])]
        let blue = row[place << 8 | Int(bytes[start + 2])]
        indices.append(red &* 36 &+ green &* 6 &+ blue)
        start += 3
      }
    }
    return IndexedPicture(
      width: picture.width, height: picture.height, palette: palette, indices: indices)
  }
}
