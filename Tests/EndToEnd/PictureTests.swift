import Foundation
import Glibc
import Pictures
import TestSupport
import Testing

private let sixelAnswers = "\u{1B}[?1;0;256S\u{1B}[?1;0;256S\u{1B}[?2;0;1000;1000S\u{1B}[?62;4;22c"

extension EndToEndTests {
  /// Pictures on terminals of several kinds, byte by byte.
  struct PictureTests {
    private let workspace: Workspace
    private let view: PaintView

    init() throws {
      workspace = try Workspace()
      view = try PaintView(width: PseudoTerminal.columns, height: PseudoTerminal.rows)
    }

    private func place(of picture: Picture, _ style: PictureStyle) throws -> PicturePlace {
      try #require(
        view.place(
          of: picture, style, cellWidth: PseudoTerminal.cellWidth,
          cellHeight: PseudoTerminal.cellHeight))
    }

    /// Waits until the terminal shows a picture in its pane, as like it as 256 colours are.
    private func waits(for picture: Picture, on terminal: PseudoTerminal) throws {
      let place = try place(of: picture, .sixel(registers: 256))
      let expected = picture.resized(width: place.pixelWidth, height: place.pixelHeight)
      var quality = 0.0
      try eventually("the picture, \(quality) dB like it") {
        guard let shown = try terminal.recording.screen(isSixel: true).picture(at: place) else {
          return false
        }
        quality = shown.signalToNoise(to: expected)
        return quality >= 30
      }
    }

    /// Presses q and waits for the end.
    private func quit(_ program: ChildProcess, _ terminal: PseudoTerminal) throws {
      terminal.type("qy")
      #expect(try program.end() == 0)
    }

    /// Nothing of a picture may be among the cells.
    private func expectCleanCells(_ terminal: PseudoTerminal) {
      let cells = terminal.recording.cells
      #expect(!cells.contains("\u{1B}P") && !cells.contains("▀"))
      #expect(cells.contains("ganbrush  church-64"))
    }

    @Test(arguments: [false, true])
    func `a sixel terminal gets the picture as sixels`(isSplit: Bool) throws {
      let terminal = try PseudoTerminal(.init(answers: [sixelAnswers], isSplit: isSplit))
      defer { terminal.stop() }
      let program = try terminal.start(["--id", "4", "--preview", "a.png"], in: workspace)
      try waits(for: try workspace.rendered("--id", "4"), on: terminal)
      terminal.type(" ")
      try eventually("a preview with the stroke") {
        workspace.holds("a.png")
      }
      terminal.type("s")
      try eventually("a saved picture") { workspace.holds("church-64-id4.png") }
      try waits(for: try workspace.picture("church-64-id4.png"), on: terminal)
      try quit(program, terminal)
      expectCleanCells(terminal)
    }
  }
}
