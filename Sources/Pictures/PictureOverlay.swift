/// What is drawn over a picture that a person paints on: outlines of cells, tints, an edge.
///
/// Places are shares of the picture, so that lines are as thin as the pixels of the terminal allow,
/// whatever size the picture is shown in. Each line is light beside dark, to be seen on any picture.
package struct PictureOverlay: Hashable, Sendable {
  /// Some cells of a grid that lies over a part of the picture, with a line around them.
  package struct Region: Hashable, Sendable {
    fileprivate let part: PicturePart
    fileprivate let rows: Int
    fileprivate let columns: Int
    fileprivate let isMarked: [Bool]
    fileprivate let isTinted: Bool

    /// - Parameters:
    ///   - part: Where the grid lies.
    ///   - rows: The rows of the grid.
    ///   - columns: The columns of the grid.
    ///   - isMarked: A value for each cell, row by row.
    ///   - isTinted: Whether the cells have a tint besides the line.
    package init(
      part: PicturePart = .whole, rows: Int, columns: Int, isMarked: [Bool], isTinted: Bool
    ) {
      precondition(
        rows > 0 && columns > 0 && isMarked.count == rows * columns,
        "\(isMarked.count) values for \(rows)×\(columns) cells")
      self.part = part
      self.rows = rows
      self.columns = columns
      self.isMarked = isMarked
      self.isTinted = isTinted
    }
  }

  package var regions: [Region] = []
  /// A line from top to bottom, in shares of the width.
  package var edge: Double?

  package init() {}

  /// The colours of lines.
  package static let lineColours = [OverlayInk.Dot.light, .dark].map(\.colour)

  package var isEmpty: Bool { regions.isEmpty && edge == nil }

  /// Lines with both colours side by side need pictures with so many pixels along a side; in smaller ones
  /// the two take turns.
  private static let smallestDouble = 200
  /// A line is one pixel wide for each of so many along a side.
  private static let pixelsOfLine = 300

  /// What each pixel of a picture of some size gets.
  func ink(width: Int, height: Int) -> OverlayInk {
    var ink = OverlayInk(width: width, height: height)
    let side = min(width, height)
    let isDouble = side >= Self.smallestDouble
    let thickness = max(1, side / Self.pixelsOfLine)
    for region in regions {
      let (columns, rows) = region.part.pixels(width: width, height: height)
      guard !columns.isEmpty, !rows.isEmpty else { continue }
      let cells = PixelRaster(
        region.isMarked, grid: (region.rows, region.columns), width: columns.count,
        height: rows.count, margin: 2 * thickness)
      if region.isTinted {
        ink.draw(cells, x: columns.lowerBound, y: rows.lowerBound) { _, _ in .tint }
      }
      // At the edge of the picture the line lies on the cells: it must be whole.
      let inside = cells.keptInside(by: isDouble ? 2 * thickness : thickness)
      let inner = inside.dilated(by: thickness)
      if isDouble {
        let line = inside.dilated(by: 2 * thickness).subtracting(inner)
        ink.draw(line, x: columns.lowerBound, y: rows.lowerBound) { _, _ in .dark }
      }
      ink.draw(inner.subtracting(inside), x: columns.lowerBound, y: rows.lowerBound) { x, y in
        isDouble || (x + y) % 2 == 0 ? .light : .dark
      }
    }
    if let edge {
      let middle = Int((edge * Double(width)).rounded())
      for x in middle - thickness..<middle + thickness where 0..<width ~= x {
        for y in 0..<height {
          ink[x, y] = isDouble ? (x < middle ? .light : .dark) : y % 2 == 0 ? .light : .dark
        }
      }
    }
    return ink
  }

  /// A copy of a picture with the overlay upon it.
  package func drawn(on picture: Picture) -> Picture {
    guard !isEmpty else { return picture }
    return ink(width: picture.width, height: picture.height).drawn(on: picture)
  }

  /// The overlay alone as a PNG file, transparent where the picture is to be seen.
  package func file(width: Int, height: Int) -> [UInt8] {
    ink(width: width, height: height).file
  }
}
