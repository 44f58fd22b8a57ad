import Cells
import Foundation
import Frames
import Pictures
import TestSupport
import Testing
import Units

extension EndToEndTests {
  /// What an xterm and a kitty show, pixel by pixel, and what the mouse does.
  struct DisplayTests {
    private let workspace: Workspace
    private let view: PaintView

    init() throws {
      workspace = try Workspace()
      view = try PaintView(width: VirtualDisplay.columns, height: VirtualDisplay.rows)
    }

    /// Waits until the xterm shows a picture in its pane, as like it as 256 colours are.
    private func waits(for picture: Picture, on display: VirtualDisplay) throws {
      let raster = FrameRaster(
        cellWidth: VirtualDisplay.cellWidth, cellHeight: VirtualDisplay.cellHeight)
      try waits(for: picture, SixelEncoder(registers: 256, raster), on: display)
    }

    /// Waits until a terminal shows a picture where this backend draws it.
    private func waits(
      for picture: Picture, _ backend: any FrameBackend, on display: VirtualDisplay
    ) throws {
      let (width, height) = (backend.raster.cellWidth, backend.raster.cellHeight)
      let place = try #require(view.place(of: picture, backend))
      let expected = picture.resized(width: place.pixelWidth, height: place.pixelHeight)
      var quality = 0.0
      try eventually("the picture, \(quality) dB like it") {
        let shown = try display.screenshot().cropped(
          x: place.area.column * width, y: place.area.row * height, width: place.pixelWidth,
          height: place.pixelHeight)
        // The outline of the brush lies over the picture.
        quality = shown.signalToNoise(to: expected, leavingOut: 0.015)
        return quality >= 30
      }
    }

    @Test
    func `an xterm shows the picture, and a click on the features paints there`() throws {
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
      let raster = FrameRaster(
        cellWidth: VirtualDisplay.cellWidth, cellHeight: VirtualDisplay.cellHeight)
      let rect = view.rect(row: row, column: column, raster)
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

    /// The part of a screen's pixels that are neither black, nor white, nor grey.
    private func colouredShare(of screen: Picture) -> Double {
      let coloured = (0..<screen.height).reduce(0) { sum, y in
        sum
          + (0..<screen.width).count { x in
            let pixel = screen[x, y]
            let channels = [pixel.red, pixel.green, pixel.blue]
            return Int(channels.max() ?? 0) - Int(channels.min() ?? 0) > 40
          }
      }
      return Double(coloured) / Double(screen.width * screen.height)
    }

    @Test(.enabled(if: Tool.kitty.isInstalled, "kitty is missing"))
    func `a kitty shows pictures and strokes, and nothing of them when they have to go`() throws {
      let display = try VirtualDisplay(in: workspace)
      let cell = try display.openKitty(
        "ganbrush --id 4 --layer \(PaintView.layer); echo ended; exec sleep 600")
      let raster = FrameRaster(cellWidth: cell.width, cellHeight: cell.height)
      let kitty = KittyEncoder(raster, id: 1, editsPictures: true)
      let plain = try workspace.rendered("--id", "4")
      try waits(for: plain, kitty, on: display)

      try display.type("3hhjj s")
      try display.press(key: "Return")
      try display.press(key: "Return")
      try eventually("a saved picture") { workspace.holds("church-id4.png") }
      let painted = try workspace.picture("church-id4.png")
      try #require(painted.signalToNoise(to: plain) < 30)
      try waits(for: painted, kitty, on: display)

      // The help lies over the middle of the picture.
      let place = try #require(view.place(of: plain, kitty)).area
      func middle() throws -> Picture {
        try display.screenshot().cropped(
          x: (place.column + 5) * cell.width, y: (place.row + 5) * cell.height,
          width: 10 * cell.width, height: 8 * cell.height)
      }
      #expect(colouredShare(of: try middle()) > 0.5)
      try display.type("?")
      try eventually("the help") { try colouredShare(of: middle()) == 0 }
      try display.press(key: "Escape")
      try waits(for: painted, kitty, on: display)

      try display.type("q")
      try eventually("the shell, without a picture") {
        try colouredShare(of: display.screenshot()) < 0.001
      }
    }
  }
}
