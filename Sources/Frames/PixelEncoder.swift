package import Cells
package import Pictures

/// Draws pictures in pixels, each from the cursor on.
package protocol PixelEncoder: FrameBackend {
  /// Appends what draws a picture with its upper left corner at the cursor.
  ///
  /// - Parameters:
  ///   - picture: What to draw.
  ///   - cells: How many cells it is to cover: `height` rows of `width` columns.
  ///   - quality: What matters more.
  ///   - bytes: What the terminal gets.
  func draw(
    _ picture: Picture, on cells: Rect, _ quality: FrameQuality, to bytes: inout [UInt8])
}

extension PixelEncoder {
  /// Appends the whole picture.
  package func append(
    _ part: Rect, of picture: Picture, in place: Rect, _ quality: FrameQuality,
    to bytes: inout [UInt8]
  ) {
    bytes.append(cursorTo: place.row, place.column)
    draw(picture, on: place, quality, to: &bytes)
  }

  /// Makes room first: terminals disagree about where a picture leaves the cursor.
  package func printed(_ picture: Picture, on cells: PictureFit) -> [UInt8] {
    var bytes = cells.room + Array("\u{1B}7".utf8)
    draw(picture, on: cells.area, .fine, to: &bytes)
    return bytes + Array("\u{1B}8".utf8) + cells.end
  }
}
