import Cells
import Foundation
import Frames
import Pictures
import TestSupport
import Testing

extension EndToEndTests {
  /// What a stroke of one cell of the shipped model costs on its way to a terminal.
  struct StrokeBytesTests {
    /// Strokes of one cell each on layer4: the concept, the way there from the last one, the key.
    private static let strokes = ["1 ", "3hhjj ", "2kkkllll ", "5jjjj "]

    private let workspace: Workspace
    private let view: PaintView

    init() throws {
      workspace = try Workspace()
      view = try PaintView(width: PseudoTerminal.columns, height: PseudoTerminal.rows)
    }

    /// Paints the strokes one after another on a terminal that answers the first questions.
    ///
    /// - Returns: The picture at first and after each stroke.
    private func paint(on terminal: PseudoTerminal) throws -> [Picture] {
      let program = try terminal.start(
        ["--id", "4", "--layer", "\(PaintView.layer)"], in: workspace)
      var pictures = [try workspace.rendered("--id", "4")]
      try waits(for: pictures[0], on: terminal)
      var names: Set<String> = ["rendered.png"]
      for stroke in Self.strokes {
        // The first save asks for name and scale.
        terminal.type(names.count == 1 ? "\(stroke)s\r\r" : "\(stroke)s")
        let name = try eventually("a saved picture") {
          try workspace.names(in: ".").first { $0.hasSuffix(".png") && !names.contains($0) }
        }
        names.insert(name)
        pictures.append(try workspace.picture(name))
        try waits(for: pictures[pictures.count - 1], on: terminal)
      }
      terminal.type("qy")
      #expect(try program.end() == 0)
      return pictures
    }

    /// Waits until the terminal has a picture's own pixels, but for differences that nobody sees.
    private func waits(for picture: Picture, on terminal: PseudoTerminal) throws {
      let raster = FrameRaster(
        cellWidth: PseudoTerminal.cellWidth, cellHeight: PseudoTerminal.cellHeight)
      let place = try #require(
        view.place(of: picture, KittyEncoder(raster, id: 1, editsPictures: true)))
      try eventually("the picture's pixels") {
        guard let shown = try terminal.recording.screen(isSixel: true).file(at: place) else {
          return false
        }
        return shown.difference(to: picture) { _, _ in true }.largest <= FrameEncoder.tolerance
      }
    }

    @Test func `a stroke of one cell takes 10 kB in a kitty, 11 kB as coarse sixels`() throws {
      let terminal = try PseudoTerminal(
        .init(answers: ["\u{1B}P>|kitty(0.26.5)\u{1B}\\\u{1B}[?62c"]))
      defer { terminal.stop() }
      let pictures = try paint(on: terminal)
      let frames = terminal.recording.frames
      let whole = frames.count {
        String(decoding: $0, as: UTF8.self).contains(/_Ga=T,i=\d+,p=1,C=1/)
      }
      // The first picture, and its refinement.
      #expect(1...2 ~= whole)
      for frame in frames.dropFirst(whole) {
        #expect(frame.count <= 10_000, "a stroke in \(frame.count) bytes")
      }

      // Large screens, with small letters and large ones.
      for (width, height) in [(6, 13), (8, 17), (10, 21)] {
        let raster = FrameRaster(cellWidth: width, cellHeight: height)
        let area = Rect(row: 1, column: 30, height: 500 / height, width: 500 / width)
        for (backend, quality, limit) in [
          (KittyEncoder(raster, id: 12_345, editsPictures: true), .fine, 10_000),
          (KittyEncoder(raster, id: 12_345, editsPictures: false), .fast, 10_000),
          (ITermEncoder(raster), .fast, 10_000),
          (SixelEncoder(registers: 256, raster), .fast, 11_000),
        ] as [(any FrameBackend, FrameQuality, Int)] {
          for (before, after) in zip(pictures, pictures.dropFirst()) {
            var encoder = FrameEncoder(backend, area: area)
            _ = encoder.frame(for: before)
            let bytes = encoder.frame(for: after, quality).count
            #expect(
              100...limit ~= bytes, "\(backend.title), \(width)×\(height): \(bytes) bytes")
          }
        }
      }
    }

    @Test func `the first picture is a quarter of a second at 256 kbit/s`() throws {
      let picture = try workspace.rendered("--id", "4")
      for backend in [
        KittyEncoder(id: 12_345, editsPictures: true), ITermEncoder(),
      ] as [any FrameBackend] {
        var encoder = FrameEncoder(backend, area: Rect(row: 1, column: 30, height: 30, width: 60))
        let bytes = encoder.frame(for: picture, .fast).count
        #expect(bytes <= 256_000 / 8 / 4, "\(backend.title): \(bytes) bytes")
      }
    }
  }
}
