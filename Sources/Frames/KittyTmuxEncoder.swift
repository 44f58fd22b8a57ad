package import Cells
package import Pictures

/// Shows pictures in a kitty around tmux: the file passes through, and text says where it appears.
///
/// tmux knows the text, so that the picture follows its pane, and goes when the text goes.
package struct KittyTmuxEncoder: FileBackend, Equatable {
  package let raster: FrameRaster
  /// The picture's number in the terminal, which is also the colour of the text.
  private let id: Int

  /// - Precondition: `id` is one of the 255 numbers of colours above 0.
  package init(_ raster: FrameRaster = FrameRaster(), id: Int) {
    precondition(1...255 ~= id, "picture \(id)")
    self.raster =
      FrameRaster(
        cellWidth: raster.cellWidth, cellHeight: raster.cellHeight,
        maximumWidth: min(raster.maximumWidth, KittyPlaceholder.limit * raster.cellWidth),
        maximumHeight: min(raster.maximumHeight, KittyPlaceholder.limit * raster.cellHeight)
      ).fillingCells
    self.id = id
  }

  package var title: String { "kitty graphics through tmux" }
  package var updates: FrameUpdates { .whole }
  package var erasure: [UInt8] { Self.wrapped(KittyCommand("a=d,d=I,i=\(id)")) }

  package func append(
    _ part: Rect, of picture: Picture, in place: Rect, _ quality: FrameQuality,
    to bytes: inout [UInt8]
  ) {
    bytes.append(contentsOf: transmission(of: picture, on: place, quality))
    for row in 0..<place.height {
      bytes.append(cursorTo: place.row + row, place.column)
      append(row: row, width: place.width, to: &bytes)
    }
  }

  package func printed(_ picture: Picture, on cells: PictureFit) -> [UInt8] {
    var bytes = transmission(of: picture, on: cells.area, .fine)
    for row in 0..<cells.area.height {
      append(row: row, width: cells.area.width, to: &bytes)
      bytes.append(UInt8(ascii: "\n"))
    }
    return bytes
  }

  /// What sends the picture, which shows nothing by itself (U=1).
  ///
  /// Each sequence is passed through on its own, so that none is long.
  private func transmission(
    of picture: Picture, on place: Rect, _ quality: FrameQuality
  ) -> [UInt8] {
    let keys = "a=T,U=1,i=\(id),c=\(place.width),r=\(place.height),f=100"
    return Self.wrapped(KittyCommand(keys, file: PNGFrame.file(of: picture, quality)))
  }

  private static func wrapped(_ command: KittyCommand) -> [UInt8] {
    command.sequences.flatMap(\.wrappedForTmux)
  }

  private func append(row: Int, width: Int, to bytes: inout [UInt8]) {
    bytes.append(contentsOf: "\u{1B}[38;5;\(id)m".utf8)
    for column in 0..<width { KittyPlaceholder.append(row: row, column: column, to: &bytes) }
    bytes.append(contentsOf: "\u{1B}[39m".utf8)
  }
}
