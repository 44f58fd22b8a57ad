import Foundation
import Painting
import Testing

extension EndToEndTests {
  /// Sessions on disk, and questions before anything is lost.
  struct SessionTests {
    private let workspace: Workspace
    private let session: TmuxSession
    private let painter: Painter

    init() throws {
      workspace = try Workspace()
      session = try TmuxSession(in: workspace)
      painter = try Painter(in: session)
    }

    @Test
    func `quitting with unsaved strokes asks, and n stays`() throws {
      try painter.start()
      try painter.paint()
      try session.type("q")
      try session.waits(for: "strokes are not saved. quit?")
      try session.type("n")
      try session.waits(for: "the question gone") { !$0.contains("quit?") }
      try painter.waitsForStroke()
      try session.type("q")
      try session.waits(for: "strokes are not saved. quit?")
      try session.type("s")
      try session.waitsForShell()
      let saved = try SessionFile(path: workspace.path("church-id12.png"))
      #expect(saved.session.strokes.count == 1)
      #expect(workspace.recoveries.isEmpty)
    }

    @Test
    func `a session is saved, opened again, and replaced only when asked`() throws {
      try painter.start()
      try painter.paint()
      try session.type("w")
      try session.waits(for: "save session as: church-id12.json")
      try session.type("mine.json")
      try session.press("Enter")
      try session.waits(for: "saved mine.json")
      let saved = try workspace.text("mine.json")
      let outcome = try workspace.run("render", "--session", "mine.json", "--out", "a.png")
      #expect(outcome.status == 0, "\(outcome.errors)")

      try session.type("q")
      try session.waitsForShell()
      try painter.start()
      try session.type("omine.json")
      try session.press("Enter")
      try session.waits(for: "opened mine.json")
      try painter.waitsForStroke()
      try session.type("u")
      try session.waits(for: "undone")
      // The session is another one than the file's.
      try session.type("2 wmine.json")
      try session.press("Enter")
      try session.waits(for: "mine.json exists. replace it?")
      try session.type("y")
      try session.waits(for: "saved mine.json")
      #expect(try workspace.text("mine.json") != saved)

      try workspace.write("not ours", to: "other.json")
      try session.type("x")
      try session.type("wother.json")
      try session.press("Enter")
      try session.waits(for: "other.json exists. replace it?")
      try session.type("n")
      try session.waits(for: "the question gone") { !$0.contains("replace it?") }
      #expect(try workspace.text("other.json") == "not ours")
      try session.type("oother.json")
      try session.press("Enter")
      // What is no session is refused before anything is asked.
      try session.waits(for: "expected a session or a model")
    }

    @Test
    func `a session that cannot be opened is named before the screen is taken`() throws {
      try session.enter("ganbrush --session nothing.json")
      try session.waits(for: "ganbrush: no file at 'nothing.json'")
      try session.waitsForShell()
      #expect(try session.output(of: "echo $?") == "1\n")
    }
  }
}
