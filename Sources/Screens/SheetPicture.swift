package import Painting
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

  /// - Parameters:
  ///   - width: Pixels of the room.
  ///   - height: The same.
  ///   - count: How many pictures there are; few become larger.
  package init(width: Int, height: Int, count: Int) {
    let room = max(1, min(width, height))
    gap = max(1, room / 90)
    let needed = Int(Double(count).squareRoot().rounded(.up))
    side = max(2, min(Self.mostInRow, room / Self.smallest, needed))
    extent = max(1, (room - gap) / side - gap)
  }

  private static let frame = Pixel(255, 215, 60)
  private static let mark = Pixel(255, 80, 120)

  /// Draws pictures with a frame around the selected one and a corner on each bookmark; what is not there
  /// yet is dark.
  ///
  /// - Parameters:
  ///   - subjects: What is in sight.
  ///   - pictures: Those that are there.
  ///   - selected: Gets the frame.
  ///   - marked: Get a corner.
  /// - Returns: The whole sheet, a square.
  package func drawn(
    _ subjects: [ThumbnailSubject], _ pictures: [ThumbnailSubject: Picture],
    selected: ThumbnailSubject?, marked: [ThumbnailSubject] = []
  ) -> Picture {
    let step = extent + gap
    let size = side * step + gap
    var sheet = Self.filled(size, size, Pixel(24, 24, 24))
    for (place, subject) in subjects.prefix(side * side).enumerated() {
      let (x, y) = (gap + place % side * step, gap + place / side * step)
      if subject == selected {
        sheet.replace(
          x: x - gap, y: y - gap, with: Self.filled(extent + 2 * gap, extent + 2 * gap, Self.frame))
      }
      let picture = pictures[subject]?.resized(width: extent, height: extent)
      sheet.replace(x: x, y: y, with: picture ?? Self.filled(extent, extent, Pixel(48, 48, 48)))
      if marked.contains(subject) {
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
