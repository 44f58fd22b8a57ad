package import Cells
package import Pictures

/// Writes pictures as files inside OSC 1337, as iTerm2 and others show them.
///
/// Each picture is a whole one. A part beside older pixels would show a seam, because the terminal
/// enlarges each file by itself.
package struct ITermEncoder: PixelEncoder, FileBackend, Equatable {
  package let raster: FrameRaster

  package init(_ raster: FrameRaster = FrameRaster()) {
    self.raster = raster.fillingCells
  }

  package var title: String { "iTerm2 picture" }
  package var updates: FrameUpdates { .whole }

  package func draw(
    _ picture: Picture, on cells: Rect, _ quality: FrameQuality, to bytes: inout [UInt8]
  ) {
    let file = PNGFrame.file(of: picture, quality)
    let size = "width=\(cells.width);height=\(cells.height);preserveAspectRatio=0"
    let head = "\u{1B}]1337;File=inline=1;size=\(file.count);\(size);doNotMoveCursor=1:"
    bytes.append(contentsOf: head.utf8)
    bytes.append(contentsOf: PNGFrame.base64(file))
    bytes.append(0x07)
  }
}
