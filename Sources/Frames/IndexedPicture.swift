package import Pictures

/// A picture of few colours: a palette, and each pixel's place in it.
package struct IndexedPicture: Equatable, Sendable {
  package let width: Int
  package let height: Int
  /// At most 256 colours; some may be unused.
  package let palette: [Pixel]
  /// One byte a pixel, row by row.
  package let indices: [UInt8]

  package init(width: Int, height: Int, palette: [Pixel], indices: [UInt8]) {
    precondition(width > 0 && height > 0, "a picture of \(width)×\(height)")
    precondition(1...256 ~= palette.count, "a palette of \(palette.count) colours")
    precondition(indices.count == width * height, "\(indices.count) pixels for \(width)×\(height)")
    self.width = width
    self.height = height
    self.palette = palette
    self.indices = indices
  }

  /// The picture in full colour.
  ///
  /// - Precondition: Every index lies in the palette.
  package var picture: Picture {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(indices.count * 3)
    for index in indices {
      let colour = palette[Int(index)]
      bytes.append(colour.red)
      bytes.append(colour.green)
      bytes.append(colour.blue)
    }
    return Picture(width: width, height: height, bytes: bytes)
  }

  /// A copy in which each pixel is a square, cut off at `width` and `height`.
  ///
  /// - Precondition: The squares cover as much.
  func enlarged(by factor: Int, width: Int, height: Int) -> IndexedPicture {
    precondition(
      width <= self.width * factor && height <= self.height * factor,
      "\(self.width)×\(self.height) enlarged by \(factor) to \(width)×\(height)")
    var enlarged: [UInt8] = []
    enlarged.reserveCapacity(width * height)
    for y in 0..<height {
      let start = y / factor * self.width
      for x in 0..<width { enlarged.append(indices[start + x / factor]) }
    }
    return IndexedPicture(width: width, height: height, palette: palette, indices: enlarged)
  }

  /// A copy in which the pixels of some colours keep them, as `name` rounds these; nil where there are none.
  func lined(_ colours: [Pixel], of picture: Picture, name: (Pixel) -> Pixel) -> IndexedPicture? {
    let first = palette.count
    var lined = indices
    var hasLines = false
    for pixel in lined.indices {
      let found = Pixel(
        picture.bytes[3 * pixel], picture.bytes[3 * pixel + 1], picture.bytes[3 * pixel + 2])
      guard let line = colours.firstIndex(of: found) else { continue }
      lined[pixel] = UInt8(truncatingIfNeeded: first + line)
      hasLines = true
    }
    guard hasLines, first + colours.count <= 256 else { return nil }
    return IndexedPicture(
      width: width, height: height, palette: palette + colours.map(name), indices: lined)
  }
}
