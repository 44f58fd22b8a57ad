package import Pictures

/// The pictures that activate a unit most, side by side.
package enum UnitStrip {
  /// How many pictures a strip has.
  package static let count = 5

  /// The white gap between two pictures, in pixels: 5 between published ones.
  private static func gap(_ side: Int) -> Int { max(1, side / 20) }

  /// Draws a strip.
  ///
  /// - Parameters:
  ///   - pictures: The most active first; not empty.
  ///   - level: What the outlined regions exceed.
  ///   - side: Width and height of each picture; 100 in published reports.
  /// - Returns: The strip.
  package static func drawn(_ pictures: [ActivatedPicture], above level: Float, side: Int)
    -> Picture
  {
    joined(
      pictures.prefix(count).map { $0.outlined(above: level, width: side, height: side) })
  }

  /// Puts drawn pictures of one size side by side.
  package static func joined(_ drawn: [Picture]) -> Picture {
    let side = drawn[0].width
    let gap = gap(side)
    let width = drawn.count * side + (drawn.count - 1) * gap
    return Picture(width: width, height: drawn[0].height) { x, y in
      let (number, column) = x.quotientAndRemainder(dividingBy: side + gap)
      return column < side ? drawn[number][column, y] : Pixel(255, 255, 255)
    }
  }
}
