import Foundation
import Painting
import Testing
import Units

extension EndToEndTests {
  /// Finding commands, concepts and models in the program.
  struct FindingTests {
    private let workspace: Workspace
    private let session: TmuxSession
    private let painter: Painter

    init() throws {
      workspace = try Workspace()
      session = try TmuxSession(in: workspace)
      painter = try Painter(in: session)
    }

    @Test
    func `the palette finds a command by its words, runs it and leaves the screen whole`() throws {
      try painter.start()
      try painter.paint()
      try session.type(":")
      try session.waits(for: "┌ commands ")
      try session.type("tak every")
      try session.waits(for: "the one command that is found") {
        $0.contains("▸R ") && $0.contains("take every stroke and toggle away")
          && !$0.contains("save the picture")
      }
      try session.press("Enter")
      try session.waits(for: "everything taken away; u brings it back")
      try session.type("u")
      try painter.waitsForStroke()
      try session.type(":")
      try session.waits(for: "┌ commands ")
      try session.press("Escape")
      try painter.waitsForStroke()
      #expect(try !session.screen().contains("┌ commands "))
    }

    @Test
    func `a concept is chosen as it is typed, and escape goes back`() throws {
      try painter.start()
      try session.type("/tow")
      try session.waits(for: "find concept or unit: tow")
      try session.waits(for: "▸9 tower")
      try session.press("Escape")
      try session.waits(for: "▸1 tree")
    }

    @Test
    func `a layer without recipes is chosen from the list, measured and painted on`() throws {
      try painter.start()
      try session.type("y")
      try session.waits(for: "┌ layers to paint on ")
      try session.waits(for: "layer1")
      try session.press("Home")
      try session.press("Enter")
      try session.waits(for: "layer1 4×4×")
      try session.waits(for: "layer1 has no concepts: each of its units is a brush")
      try session.type("h")
      try session.waits(for: "the level of unit 0") { $0.contains(/unit 0 · level −?\d/) }
      try session.type(" s")
      try session.press("Enter")
      try session.press("Enter")
      try session.waits(for: "saved church-id12.png")
      let saved = try SessionFile(path: workspace.path("church-id12.png")).session
      #expect(saved.strokes.last?.edits.map(\.layer) == ["layer1"])
    }

    @Test
    func `one's own model is listed, named on the command line and opened in the painter`() throws {
      let models = ".local/share/ganbrush/Models"
      _ = try workspace.shell(
        "mkdir -p \(models) && cp '\(Workspace.network("dcgan"))' \(models)/mine.safetensors")
      let listed = try workspace.run("models")
      #expect(listed.output.contains("mine  DCGAN, 32×32 px, single units"), "\(listed.output)")
      #expect(
        try workspace.run("render", "--model", "mine", "--id", "1", "--out", "a.png").status == 0)
      try painter.start()
      try painter.paint()
      try session.press("C-o")
      try session.waits(for: "DCGAN, single units, yours")
      try session.type("mine")
      try session.press("Enter")
      try session.waits(for: "strokes are not saved. open all the same?")
      try session.type("y")
      try session.waits(for: "ganbrush  mine · ")
      try session.type("q")
      try session.waitsForShell()
    }

    @Test
    func `a picture is chosen among small ones, and bookmarks are there the next time`() throws {
      try painter.start()
      try session.type("a")
      try session.waits(for: "picture 12")
      try session.type("l*")
      try session.waits(for: "picture 13 is bookmarked")
      try session.press("Enter")
      try session.waits(for: " id 13 ")
      try session.type("q")
      try session.waitsForShell()
      try painter.start()
      try session.type("a")
      try session.press("BTab")
      try session.waits(for: "picture 13, bookmarked")
    }

    @Test
    func `a saved picture is found among small ones in the open dialogue`() throws {
      try painter.start()
      try painter.paint()
      try session.type("s")
      try session.press("Enter")
      try session.press("Enter")
      try session.waits(for: "saved church-id12.png")
      try session.type("uo")
      try session.waits(for: "pgdn next file")
      try session.press("PageDown")
      try session.waits(for: "open file: church-id12.png")
      try session.press("Enter")
      try session.waits(for: "opened church-id12.png")
    }

    @Test
    func `the first lines come once`() throws {
      try workspace.remove(Workspace.welcome)
      let line = "arrows move the brush, space paints"
      try painter.start()
      try session.waits(for: line)
      try session.type(" j ")
      try session.waits(for: "a screen without them") { !$0.contains(line) }
      try eventually("the file that remembers them") { workspace.holds(Workspace.welcome) }
      try session.type("qy")
      try session.waitsForShell()
      try session.enter("clear")
      try painter.start()
      #expect(try !session.screen().contains(line))
    }
  }
}
