package import Cells
package import Pictures

/// Shows pictures on the terminal around tmux, which passes the bytes through and knows nothing of them.
///
/// tmux has not put that terminal's cursor anywhere in particular, so that each picture brings its
/// place on the whole screen along. Only whole ones are sent: tmux may write over any part at any time.
package struct TmuxPassthrough: FrameBackend {
  private let encoder: any PixelEncoder
  /// Where the pane begins on the terminal around tmux.
  private let row: Int
  private let column: Int

  /// - Parameters:
  ///   - encoder: What draws on the terminal around tmux; it must send whole pictures.
  ///   - row: The screen's rows above the pane.
  ///   - column: The screen's columns left of the pane.
  package init(_ encoder: any PixelEncoder, row: Int, column: Int) {
    self.encoder = encoder
    self.row = row
    self.column = column
  }

  package var title: String { "\(encoder.title) through tmux" }
  package var raster: FrameRaster { encoder.raster }
  package var updates: FrameUpdates { .whole }

  package func isCoarse(_ quality: FrameQuality) -> Bool { encoder.isCoarse(quality) }

  package func append(
    _ part: Rect, of picture: Picture, in place: Rect, _ quality: FrameQuality,
    to bytes: inout [UInt8]
  ) {
    var outer = place
    outer.row += row
    outer.column += column
    var inner = Array("\u{1B}7".utf8)
    encoder.append(part, of: picture, in: outer, quality, to: &inner)
    inner.append(contentsOf: "\u{1B}8".utf8)
    bytes.append(contentsOf: inner.wrappedForTmux)
  }

  package var printsAtCursor: Bool { false }

  /// There must be room already.
  package func printed(_ picture: Picture, on cells: PictureFit) -> [UInt8] {
    var bytes: [UInt8] = []
    append(raster.cells(of: picture), of: picture, in: cells.area, .fine, to: &bytes)
    return bytes + cells.end
  }
}
