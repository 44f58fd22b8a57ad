import Cells
import Foundation
import Frames
import Pictures
import TestSupport
import Testing
import Units

extension EndToEndTests {
  /// What an xterm shows, pixel by pixel, and what the mouse does in it.
  struct DisplayTests {
    private let workspace: Workspace
    private let view: PaintView

    init() throws {
      workspace = try Workspace()
      view = try PaintView(width: VirtualDisplay.columns, height: VirtualDisplay.rows)
    }

    /// Waits until the xterm shows a picture in its pane, as like it as 256 colours are.
    private func waits(for picture: Picture, on display: VirtualDisplay) throws {
      let place = try #require(
        view.place(
          of: picture,
          SixelEncoder(
            registers: 256,
            FrameRaster(
              cellWidth: VirtualDisplay.cellWidth, cellHeight: VirtualDisplay.cellHeight))))
      let expected = picture.resized(width: place.pixelWidth, height: place.pixelHeight)
      var quality = 0.0
      try eventually("the picture, \(quality) dB like it") {
        let shown = try display.screenshot().cropped(
          x: place.area.column * VirtualDisplay.cellWidth,
          y: place.area.row * VirtualDisplay.cellHeight, width: place.pixelWidth,
          height: place.pixelHeight)
        quality = shown.signalToNoise(to: expected)
        return quality >= 30
      }
    }

    @Test
    func `an xterm shows the picture, and a click on the canvas paints there`() throws {
      let display = try VirtualDisplay(in: workspace)
      try display.open(
        Workspace.program,
        ["--id", "4", "--layer", "\(PaintView.layer)", "--preview", "preview.png"])
      try eventually("a preview") { workspace.holds("preview.png") }
      let plain = try workspace.rendered("--id", "4")
      try waits(for: plain, on: display)
      let before = try workspace.picture("preview.png")
      let factor = before.width / plain.width
      #expect(before == plain.enlarged(by: factor))

      // On the grass, where the first concept, a tree, may stand.
      let (row, column) = (view.grid.height - 3, view.grid.width - 2)
      let rect = view.rect(row: row, column: column)
      try display.click(row: rect.row, column: rect.column)
      let after = try eventually("a preview with the stroke") {
        let picture = try workspace.picture("preview.png")
        return picture == before ? nil : picture
      }
      let cell = view.pixels(row: row, column: column, in: after)
      let inside = after.difference(to: before) { cell.contains(x: $0, y: $1) }
      let reach = cell.grown(by: 2 * cell.width)
      let outside = after.difference(to: before) { !reach.contains(x: $0, y: $1) }
      #expect(inside.mean > 4, "the cell changed by \(inside.mean) of 255")
      #expect(outside.largest <= 1, "far from the cell a value changed by \(outside.largest)")
      // The preview has each pixel as a square.
      let painted = Picture(width: plain.width, height: plain.height) { x, y in
        after[x * factor, y * factor]
      }
      try waits(for: painted, on: display)
    }
  }
}
