package import Pictures

/// How the pictures of a sheet share a room of some pixels.
package struct SheetPicture: Equatable, Sendable {
  /// Smaller pictures show nothing.
  private static let smallest = 12
  /// More would be searched for long.
  private static let mostInRow = 6

  /// How many pictures a row has, and how many rows there are.
  package let side: Int
  /// The pixels along a side of each picture.
  private let extent: Int
  /// The pixels between two pictures, in which the frame of the selected one lies.
  private let gap: Int

  package init(width: Int, height: Int) {
    let room = max(1, min(width, height))
    gap = max(1, room / 90)
    side = max(2, min(Self.mostInRow, room / Self.smallest))
    extent = max(1, (room - gap) / side - gap)
  }

  private static let frame = Pixel(255, 215, 60)
  private static let mark = Pixel(255, 80, 120)

  /// Draws pictures with a frame around the selected one and a corner on each bookmark; what is not there
  /// yet is dark.
  ///
  /// - Parameters:
  ///   - ids: The pictures in sight.
  ///   - pictures: Those that are there.
  ///   - selected: Gets the frame.
  ///   - bookmarks: Get a corner.
  /// - Returns: The whole sheet, a square.
  package func drawn(
    _ ids: [Int], _ pictures: [Int: Picture], selected: Int?, bookmarks: [Int]
  ) -> Picture {
    let step = extent + gap
    let size = side * step + gap
    var sheet = Self.filled(size, size, Pixel(24, 24, 24))
    for (place, id) in ids.prefix(side * side).enumerated() {
      let (x, y) = (gap + place % side * step, gap + place / side * step)
      if id == selected {
        sheet.replace(
          x: x - gap, y: y - gap, with: Self.filled(extent + 2 * gap, extent + 2 * gap, Self.frame))
      }
      let picture = pictures[id]?.resized(width: extent, height: extent)
      sheet.replace(x: x, y: y, with: picture ?? Self.filled(extent, extent, Pixel(48, 48, 48)))
      if bookmarks.contains(id) {
        let corner = max(2, extent / 8)
        sheet.replace(x: x + extent - corner, y: y, with: Self.filled(corner, corner, Self.mark))
      }
    }
    return sheet
  }

  private static func filled(_ width: Int, _ height: Int, _ pixel: Pixel) -> Picture {
    Picture(width: width, height: height) { _, _ in pixel }
  }
}
