package import Pictures
package import Units

/// One picture beside itself, shaded by how well a concept takes at each cell: the file `map.png`.
package enum TakingMap {
  private static let side = 320
  private static let gap = 8
  private static let (gain, loss) = (Pixel(32, 200, 64), Pixel(225, 40, 40))

  /// Draws the map.
  ///
  /// - Parameters:
  ///   - picture: The picture as it is.
  ///   - gains: The pixels that an insertion adds, by cell, row by row.
  ///   - cells: The grid of the cells.
  /// - Returns: The picture, a gap, and the picture shaded green where the concept takes and red where
  ///   it loses pixels, the more so the more it is.
  package static func drawn(_ picture: Picture, gains: [Int], on cells: Grid) -> Picture {
    let height = max(1, side * picture.height / picture.width)
    let large = picture.resized(width: side, height: height)
    let most = max(1, gains.map(\.magnitude).max().map { Int($0) } ?? 1)
    return Picture(width: 2 * side + gap, height: height) { x, y in
      guard x >= side + gap else { return x < side ? large[x, y] : Pixel(255, 255, 255) }
      let column = x - side - gap
      let cell = y * cells.height / height * cells.width + column * cells.width / side
      let colour = gains[cell] < 0 ? loss : gain
      let share = 0.75 * Double(gains[cell].magnitude) / Double(most)
      // What is left alone is paler, so that shades stand out.
      return large[column, y].blended(with: Pixel(255, 255, 255), 0.35).blended(with: colour, share)
    }
  }
}

extension Pixel {
  /// The colour on the way to another.
  fileprivate func blended(with other: Pixel, _ share: Double) -> Pixel {
    func mixed(_ first: UInt8, _ second: UInt8) -> UInt8 {
      UInt8((Double(first) * (1 - share) + Double(second) * share).rounded())
    }
    return Pixel(mixed(red, other.red), mixed(green, other.green), mixed(blue, other.blue))
  }
}
