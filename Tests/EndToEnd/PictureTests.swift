import Cells
import Foundation
import Frames
import Painting
import Pictures
import TestSupport
import Testing

private let beginning = ["--id", "4", "--layer", "\(PaintView.layer)"]
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

    /// Waits until the terminal shows a picture in its pane, as like it as 256 colours are.
    private func waits(
      for picture: Picture, on terminal: PseudoTerminal, isSixel: Bool = true
    ) throws {
      let raster = FrameRaster(
        cellWidth: PseudoTerminal.cellWidth, cellHeight: PseudoTerminal.cellHeight)
      let backend: any FrameBackend =
        isSixel ? SixelEncoder(registers: 256, raster) : BlockEncoder(depth: .truecolor)
      let place = try #require(view.place(of: picture, backend))
      let expected = picture.resized(width: place.pixelWidth, height: place.pixelHeight)
      var quality = 0.0
      try eventually("the picture, \(quality) dB like it") {
        let recording = terminal.recording
        let first = isSixel ? recording.firstSixel ?? recording.frames.count : 0
        let screen = try recording.screen(isSixel: isSixel, from: first)
        guard let shown = screen.picture(at: place) else { return false }
        // The outline of the brush lies over the picture.
        quality = shown.signalToNoise(to: expected, leavingOut: 0.015)
        return quality >= 30
      }
    }

    /// Presses q and waits for the end.
    private func quit(_ program: ChildProcess, _ terminal: PseudoTerminal) throws {
      terminal.type("qy")
      #expect(try program.end() == 0)
    }

    /// Nothing of a picture may be among the cells, and none may begin inside a control sequence.
    private func expectCleanCells(_ terminal: PseudoTerminal) {
      let cells = terminal.recording.cells
      #expect(!cells.contains("\u{1B}P") && !cells.contains("▀"))
      #expect(!cells.contains(/\u{1B}(\[[0-9;?]*)?\n/))
      #expect(cells.contains("ganbrush  church"))
    }

    @Test(arguments: [false, true])
    func `a sixel terminal gets the picture as sixels`(isSplit: Bool) throws {
      let terminal = try PseudoTerminal(.init(answers: [sixelAnswers], isSplit: isSplit))
      defer { terminal.stop() }
      let program = try terminal.start(beginning, in: workspace)
      try waits(for: try workspace.rendered("--id", "4"), on: terminal)
      terminal.type(" s\r\r")
      try eventually("a saved picture") { workspace.holds("church-id4.png") }
      let painted = try workspace.picture("church-id4.png")
      #expect(try painted != workspace.picture("rendered.png"))
      try waits(for: painted, on: terminal)
      try quit(program, terminal)
      expectCleanCells(terminal)
    }

    @Test
    func `b shows the picture before the edits, and after them again`() throws {
      let terminal = try PseudoTerminal(.init(answers: [sixelAnswers]))
      defer { terminal.stop() }
      let program = try terminal.start(beginning, in: workspace)
      let before = try workspace.rendered("--id", "4")
      try waits(for: before, on: terminal)
      terminal.type("ts\r\r")
      try eventually("a saved picture") { workspace.holds("church-id4.png") }
      let after = try workspace.picture("church-id4.png")
      try #require(after.signalToNoise(to: before) < 25)
      try waits(for: after, on: terminal)
      terminal.type("b")
      try waits(for: before, on: terminal)
      terminal.type("bbb")
      try waits(for: after, on: terminal)
      try quit(program, terminal)
    }

    @Test
    func `libsixel reads the sixels as we do`() throws {
      let terminal = try PseudoTerminal(.init(answers: [sixelAnswers]))
      defer { terminal.stop() }
      let program = try terminal.start(beginning, in: workspace)
      let sixel = try eventually("a sixel") { terminal.recording.firstSixelSequence }
      try Data(sixel).write(to: URL(filePath: workspace.path("a.six")))
      let outcome = try workspace.run(.sixelDecoder, "-i", "a.six", "-o", "a.png")
      try #require(outcome.status == 0, "\(outcome.errors)")
      let ours = try #require(SixelDecoder.decode(sixel).picture)
      #expect(try workspace.picture("a.png").signalToNoise(to: ours) > 45)
      try quit(program, terminal)
    }

    @Test
    func `a terminal without sixels gets half blocks`() throws {
      let terminal = try PseudoTerminal(.init(answers: ["\u{1B}[?62;22c"]))
      defer { terminal.stop() }
      let program = try terminal.start(beginning, in: workspace)
      try waits(for: try workspace.rendered("--id", "4"), on: terminal, isSixel: false)
      try quit(program, terminal)
      #expect(terminal.recording.firstSixel == nil)
      expectCleanCells(terminal)
    }

    @Test
    func `a terminal that names sixels late gets them, and no block is left beside them`() throws {
      let terminal = try PseudoTerminal(.init())
      defer { terminal.stop() }
      let program = try terminal.start(beginning + ["--probe-timeout", "0.1"], in: workspace)
      let picture = try workspace.rendered("--id", "4")
      try waits(for: picture, on: terminal, isSixel: false)
      terminal.type(sixelAnswers)
      try waits(for: picture, on: terminal)

      // tmux shows cells and no sixels: what is left of the half blocks.
      try Data(terminal.bytes).write(to: URL(filePath: workspace.path("recording")))
      let window = try TmuxSession(
        in: workspace, width: PseudoTerminal.columns, height: PseudoTerminal.rows)
      try window.enter(#"stty -echo; cat recording; printf '\033]2;shown\033\\'; sleep 60"#)
      try eventually("the end of the recording") {
        try window.command("display-message", "-p", "#{pane_title}") == "shown\n"
      }
      let screen = try window.screen()
      #expect(screen.contains("ganbrush  church") && !screen.contains("▀"), "\(screen)")
      try quit(program, terminal)
      expectCleanCells(terminal)
    }

    @Test
    func `while a picture is on its way the next ones wait, and only the newest is sent`() throws {
      let terminal = try PseudoTerminal(.init(answers: [sixelAnswers], acknowledges: false))
      defer { terminal.stop() }
      let program = try terminal.start(beginning, in: workspace)
      try eventually("the first picture") { terminal.recording.frames.count == 1 }
      terminal.acknowledge()
      terminal.type(" ")
      try eventually("the second picture") { terminal.recording.frames.count == 2 }
      let sent = ContinuousClock.now
      let cells = terminal.recording.cells.count
      terminal.type("l l l s\r\r")
      try eventually("a saved picture") { workspace.holds("church-id4.png") }
      try eventually("the marks of the strokes") { terminal.recording.cells.count > cells }
      let frames = terminal.recording.frames.count
      // After a second the program gives the answer up; a machine that slow proves nothing.
      #expect(frames == 2 || ContinuousClock.now - sent > .milliseconds(900))
      terminal.acknowledgesAll()
      let painted = try workspace.picture("church-id4.png")
      try waits(for: painted, on: terminal)
      // After a slow answer the newest picture may come twice: at once, and refined.
      #expect(terminal.recording.frames.count <= frames + 2)
      try quit(program, terminal)
      expectCleanCells(terminal)
    }

    @Test
    func `what is typed before the start is kept`() throws {
      let terminal = try PseudoTerminal(.init(answers: [sixelAnswers]))
      defer { terminal.stop() }
      terminal.type("1 2l ")
      let program = try terminal.start(beginning, in: workspace)
      try eventually("the first picture") { !terminal.recording.frames.isEmpty }
      terminal.type("s\r\r")
      try eventually("a saved picture") { workspace.holds("church-id4.png") }
      let session = try SessionFile(path: workspace.path("church-id4.png")).session
      #expect(session.strokes.count == 2)
      #expect(Set(session.strokes.map(\.concept)).count == 2)
      try quit(program, terminal)
    }

    @Test(arguments: 0..<8)
    func `the painter ends at once, also in the middle of a render`(pictures: Int) throws {
      let terminal = try PseudoTerminal(.init(answers: [sixelAnswers]))
      defer { terminal.stop() }
      let program = try terminal.start(beginning, in: workspace)
      terminal.type(String(repeating: ".", count: pictures) + "q")
      #expect(try program.end() == 0)
    }

    @Test
    func `whoever reads the preview finds a whole picture each time`() throws {
      let terminal = try PseudoTerminal(.init(answers: [sixelAnswers]))
      defer { terminal.stop() }
      let program = try terminal.start(beginning + ["--preview", "preview.png"], in: workspace)
      try eventually("a preview") { workspace.holds("preview.png") }
      let first = try workspace.picture("preview.png")
      for key in "123" {
        terminal.type("\(key) l j h x k ")
        var last = first
        try eventually("a preview after concept \(key)") {
          // Without a pause: a file that is cut short would throw here.
          for _ in 0..<20 { last = try workspace.picture("preview.png") }
          return last != first
        }
      }
      terminal.type("s\r\r")
      try eventually("a saved picture") { workspace.holds("church-id4.png") }
      let saved = try workspace.picture("church-id4.png")
      // What is saved is rendered whole: a number may be rounded another way than in the preview.
      try eventually("the preview of what was saved") {
        let shown = try workspace.picture("preview.png")
        let whole = saved.enlarged(by: first.width / saved.width)
        return shown.difference(to: whole) { _, _ in true }.largest <= 1
      }
      try quit(program, terminal)
      let files = try FileManager.default.contentsOfDirectory(atPath: workspace.folder)
      // The folder for journals is there from the beginning on, and nothing is left in it.
      #expect(Set(files) == ["preview.png", "church-id4.png", "state"])
      #expect(try workspace.names(in: "state/ganbrush") == ["welcomed"])
    }
  }
}
