/// A picture of 8-bit red, green and blue values, row by row from the upper left corner.
package struct Picture: Equatable, Sendable {
  package let width: Int
  package let height: Int
  /// Three bytes a pixel: red, green, blue.
  ///
  /// No observer checks their number: it would copy them all at each change.
  package var bytes: [UInt8]

  package init(width: Int, height: Int, bytes: [UInt8]) {
    precondition(width > 0 && height > 0, "a picture of \(width)×\(height)")
    precondition(bytes.count == width * height * 3, "\(bytes.count) bytes for \(width)×\(height)")
    self.width = width
    self.height = height
    self.bytes = bytes
  }

  /// Makes a picture by asking for each pixel's colour, row by row.
  package init(width: Int, height: Int, pixel: (_ x: Int, _ y: Int) -> Pixel) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(width * height * 3)
    for y in 0..<height {
      for x in 0..<width {
        let colour = pixel(x, y)
        bytes.append(colour.red)
        bytes.append(colour.green)
        bytes.append(colour.blue)
      }
    }
    self.init(width: width, height: height, bytes: bytes)
  }

  /// The colour `x` pixels from the left and `y` from the top.
  package subscript(x: Int, y: Int) -> Pixel {
    get {
      let start = offset(x, y)
      return Pixel(bytes[start], bytes[start + 1], bytes[start + 2])
    }
    set {
      let start = offset(x, y)
      bytes[start] = newValue.red
      bytes[start + 1] = newValue.green
      bytes[start + 2] = newValue.blue
    }
  }

  private func offset(_ x: Int, _ y: Int) -> Int {
    precondition(
      x >= 0 && x < width && y >= 0 && y < height, "pixel \(x),\(y) of \(width)×\(height)")
    return (y * width + x) * 3
  }

  /// The part of the picture that begins at `x`, `y`.
  ///
  /// - Precondition: The part is not empty and lies inside the picture.
  package func cropped(x: Int, y: Int, width: Int, height: Int) -> Picture {
    expectInside(x, y, width, height)
    var part: [UInt8] = []
    part.reserveCapacity(width * height * 3)
    for row in y..<y + height {
      let start = offset(x, row)
      part.append(contentsOf: bytes[start..<start + width * 3])
    }
    return Picture(width: width, height: height, bytes: part)
  }

  /// Puts another picture over this one, its upper left corner at `x`, `y`.
  ///
  /// - Precondition: The other picture fits inside this one.
  package mutating func replace(x: Int, y: Int, with part: Picture) {
    expectInside(x, y, part.width, part.height)
    let rowBytes = part.width * 3
    for row in 0..<part.height {
      let start = offset(x, y + row)
      bytes.replaceSubrange(
        start..<start + rowBytes, with: part.bytes[row * rowBytes..<(row + 1) * rowBytes])
    }
  }

  /// A copy in which each pixel becomes a square of `factor` × `factor` equal pixels.
  package func enlarged(by factor: Int) -> Picture {
    precondition(factor > 0, "enlarged by \(factor)")
    guard factor > 1 else { return self }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count * factor * factor)
    for y in 0..<height {
      let rowStart = result.count
      for x in 0..<width {
        let start = (y * width + x) * 3
        for _ in 0..<factor {
          result.append(bytes[start])
          result.append(bytes[start + 1])
          result.append(bytes[start + 2])
        }
      }
      let row = Array(result[rowStart...])
      for _ in 1..<factor { result.append(contentsOf: row) }
    }
    return Picture(width: width * factor, height: height * factor, bytes: result)
  }

  /// The mean of each channel over a part of the picture, rounded to the nearest value.
  ///
  /// - Precondition: The part is not empty and lies inside the picture.
  package func meanColour(x: Int, y: Int, width: Int, height: Int) -> Pixel {
    expectInside(x, y, width, height)
    var (red, green, blue) = (0, 0, 0)
    for row in y..<y + height {
      let start = offset(x, row)
      for pixel in stride(from: start, to: start + width * 3, by: 3) {
        red += Int(bytes[pixel])
        green += Int(bytes[pixel + 1])
        blue += Int(bytes[pixel + 2])
      }
    }
    let count = width * height
    return Pixel(
      UInt8((red + count / 2) / count), UInt8((green + count / 2) / count),
      UInt8((blue + count / 2) / count))
  }

  private func expectInside(_ x: Int, _ y: Int, _ width: Int, _ height: Int) {
    precondition(
      x >= 0 && y >= 0 && width > 0 && height > 0 && x + width <= self.width
        && y + height <= self.height,
      "a part of \(width)×\(height) at \(x),\(y) of \(self.width)×\(self.height)")
  }
}
