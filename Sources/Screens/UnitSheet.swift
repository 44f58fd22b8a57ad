package import Dissection
package import Pictures

/// The pictures that activate a unit most, arranged so that they fill a room of some pixels.
package struct UnitSheet: Equatable, Sendable {
  /// Pictures with fewer pixels along a side show nothing: fewer and larger ones are better.
  private static let smallest = 10

  /// Pictures with fewer pixels along a side have no border around what exceeds the level: it would hide
  /// much of them.
  private static let smallestBordered = 48

  /// How many pictures there are room for.
  package let count: Int
  package let columns: Int
  /// The pixels along a side of each picture.
  package let side: Int
  /// The pixels between two pictures.
  package let gap: Int

  private var rows: Int { (count + columns - 1) / columns }

  /// Finds the arrangement with the largest pictures.
  ///
  /// - Precondition: The room is not empty.
  package init(width: Int, height: Int) {
    precondition(width > 0 && height > 0, "a room of \(width)×\(height) pixels")
    gap = max(1, min(width, height) / 60)
    var (count, columns, side) = (UnitStrip.count + 1, 1, 0)
    while count > 1, side < Self.smallest {
      count -= 1
      for candidate in 1...count {
        let rows = (count + candidate - 1) / candidate
        let room = min(
          (width - (candidate - 1) * gap) / candidate, (height - (rows - 1) * gap) / rows)
        if room > side { (columns, side) = (candidate, room) }
      }
    }
    self.count = count
    self.columns = min(columns, count)
    self.side = max(1, side)
  }

  /// Draws pictures with what exceeds a level in full light, and a border around it where that leaves
  /// enough of them; places that are left are black.
  package func drawn(_ pictures: [ActivatedPicture], above level: Float) -> Picture {
    let (width, height) = (columns * (side + gap) - gap, rows * (side + gap) - gap)
    var sheet = Picture(
      width: width, height: height, bytes: [UInt8](repeating: 0, count: width * height * 3))
    for (number, picture) in pictures.prefix(count).enumerated() {
      sheet.replace(
        x: number % columns * (side + gap), y: number / columns * (side + gap),
        with: picture.outlined(
          above: level, width: side, height: side,
          isBordered: side >= Self.smallestBordered))
    }
    return sheet
  }
}
