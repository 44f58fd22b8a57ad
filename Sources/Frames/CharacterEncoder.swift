package import Cells
package import Pictures

/// Writes pictures as characters: each cell shows one pixel above another.
package protocol CharacterEncoder: FrameBackend {
  /// What writes drafts, of which each cell has a single colour; nil where a draft saves nothing.
  var drafts: (any CharacterEncoder)? { get }

  /// Appends cells of one row of characters, and leaves the colours as they were.
  ///
  /// - Precondition: The cells lie inside the picture: row `row` shows pixel rows `2 * row` and, where
  ///   there is one, `2 * row + 1`.
  func append(row: Int, columns: Range<Int>, of picture: Picture, to bytes: inout [UInt8])
}

extension CharacterEncoder {
  package var raster: FrameRaster { .characters }
  package var updates: FrameUpdates { .runs }
  package var drafts: (any CharacterEncoder)? { nil }
  package func isCoarse(_ quality: FrameQuality) -> Bool { quality == .draft && drafts != nil }

  private static var draftColours: Int { 16 }

  package func append(
    _ part: Rect, of picture: Picture, in place: Rect, _ quality: FrameQuality,
    to bytes: inout [UInt8]
  ) {
    let drafts = isCoarse(quality) ? drafts : nil
    let picture = drafts == nil ? picture : Self.draft(of: picture)
    let encoder: any CharacterEncoder = drafts ?? self
    for row in part.rows {
      bytes.append(cursorTo: place.row + row, place.column + part.column)
      encoder.append(row: row, columns: part.columns, of: picture, to: &bytes)
    }
  }

  /// The picture in few colours, one a cell: long runs of cells need no colour of their own.
  private static func draft(of picture: Picture) -> Picture {
    let cells = Picture(width: picture.width, height: (picture.height + 1) / 2) { column, row in
      picture.meanColour(
        x: column, y: 2 * row, width: 1, height: min(2, picture.height - 2 * row))
    }
    let indexed = MedianCut.indexed(cells, limit: draftColours) { $0 }.picture
    return Picture(width: picture.width, height: picture.height) { indexed[$0, $1 / 2] }
  }

  package func printed(_ picture: Picture, on cells: PictureFit) -> [UInt8] { printed(picture) }

  /// The whole picture, a line feed after each row of characters.
  package func printed(_ picture: Picture) -> [UInt8] {
    var bytes: [UInt8] = []
    for row in 0..<(picture.height + 1) / 2 {
      append(row: row, columns: 0..<picture.width, of: picture, to: &bytes)
      bytes.append(UInt8(ascii: "\n"))
    }
    return bytes
  }
}
