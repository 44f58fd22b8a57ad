package import Cells
package import Pictures

/// Writes pictures as characters: each cell shows one pixel above another.
package protocol CharacterEncoder: FrameBackend {
  /// Appends cells of one row of characters, and leaves the colours as they were.
  ///
  /// - Precondition: The cells lie inside the picture: row `row` shows pixel rows `2 * row` and, where
  ///   there is one, `2 * row + 1`.
  func append(row: Int, columns: Range<Int>, of picture: Picture, to bytes: inout [UInt8])
}

extension CharacterEncoder {
  package var raster: FrameRaster { .characters }
  package var updates: FrameUpdates { .runs }
  package func isCoarse(_ quality: FrameQuality) -> Bool { false }

  package func append(
    _ part: Rect, of picture: Picture, in place: Rect, _ quality: FrameQuality,
    to bytes: inout [UInt8]
  ) {
    for row in part.rows {
      bytes.append(cursorTo: place.row + row, place.column + part.column)
      append(row: row, columns: part.columns, of: picture, to: &bytes)
    }
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
