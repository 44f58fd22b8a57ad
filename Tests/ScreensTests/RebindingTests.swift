import Cells
import Painting
import Screens
import Testing
import Units

/// Other keys for commands.
@Suite struct RebindingTests {
  private func table(_ rebindings: [(Command, [Key])]) -> CommandTable {
    CommandTable.standard.rebound(
      rebindings.map { CommandTable.Rebinding($0.0, to: $0.1) })
  }

  private func label(of command: Command, in table: CommandTable) -> String? {
    table.entries.flatMap(\.parts).first { $0.command == command }?.label
  }

  @Test func `a command has its new keys and no others`() {
    let table = table([(.undo, [.control("z"), .character("#")])])
    #expect(table.command(for: .control("z")) == .undo)
    #expect(table.command(for: .character("#")) == .undo)
    #expect(table.command(for: .character("u")) == nil)
    #expect(label(of: .undo, in: table) == "^Z #")
    // The key is taken from the command that had it, which has no other.
    #expect(label(of: .suspend, in: table) == "–")
    #expect(label(of: .redo, in: table) == label(of: .redo, in: .standard))
  }

  @Test func `of commands that share a line the others keep their keys`() {
    let table = table([(.nextPicture, [.pageDown])])
    let entry = table.entries.first { $0.bindings.values.contains(.nextPicture) }
    #expect(entry?.label == ", pgdn")
    #expect(table.command(for: .character(",")) == .previousPicture)
    #expect(table.command(for: .character(".")) == nil)
    #expect(label(of: .nextTen, in: table) == "–")
    #expect(label(of: .previousTen, in: table) == "pgup")
  }

  @Test func `two commands can change places`() {
    let table = table([(.undo, [.character("x")]), (.remove, [.character("u"), .delete])])
    #expect(table.command(for: .character("x")) == .undo)
    #expect(table.command(for: .character("u")) == .remove)
    #expect(table.command(for: .delete) == .remove)
  }

  @Test func `control and c always quits`() {
    let table = table([(.quit, [.function(10)])])
    #expect(table.command(for: .control("c")) == .quit)
    #expect(table.command(for: .character("q")) == nil)
    #expect(label(of: .quit, in: table) == "F10 ^C")
    #expect(CommandTable.obstacle(to: .control("c")) != nil)
    #expect(CommandTable.obstacle(to: .escape) != nil)
    #expect(CommandTable.obstacle(to: .character("7")) == "chooses a concept")
    #expect(CommandTable.obstacle(to: .character("q")) == nil)
  }

  @Test func `every command that is not a concept or the way out has a name`() {
    let named = Set(Command.names.map(\.command))
    #expect(named.count == Command.names.count)
    #expect(Set(Command.names.map(\.name)).count == Command.names.count)
    let all = Set(CommandTable.standard.entries.flatMap { $0.parts.map(\.command) })
    #expect(all.subtracting(named) == [.cancel])
  }

  @Test func `every key that the table has can be written`() {
    for entry in CommandTable.standard.entries {
      for key in entry.bindings.keys {
        #expect(key.word.flatMap(Key.init(word:)) == key, "\(key)")
      }
    }
    for word in ["", "xx", "^1", "^h", "^M", "F0", "F13", "ctrl-x", " "] {
      #expect(Key(word: word) == nil, "\(word)")
    }
    #expect(Key(word: "^R") == .control("r") && Key(word: "^r") == .control("r"))
    #expect(Key(word: "F") == .character("F") && Key(word: "ä") == .character("ä"))
  }

  @Test func `sentences and hints name the keys that commands have`() {
    var painter = Painter(
      PaintState(
        modelName: "some", layers: Church.layers, recipes: nil,
        session: Session(latent: Latent(id: 104), layer: "main.8"),
        commands: table([
          (.dissect, [.function(3)]), (.help, [.function(9)]), (.undo, [.function(2)]),
          (.bookmark, [.control("b")]), (.nextConcept, [.character("%")]),
          (.compare, [.character("u")]), (.move(.right), [.function(4)]), (.heat, [.control("t")]),
        ])), width: 120, height: 40)
    #expect(painter.messageLine.contains("; F3 or --recipes"))
    painter.press(.insert)
    #expect(painter.messageLine.contains("no command for this key; F9 lists them"))
    painter.type("xR")
    #expect(painter.messageLine.contains("everything taken away; F2 brings it back"))
    painter.type("xu")
    #expect(painter.messageLine.contains("before your strokes; u goes on"))
    painter.type("uu")
    #expect(painter.messageLine.contains("← F4 or the mouse move the edge"))
    painter.press(.escape)
    painter.type(".")
    #expect(painter.messageLine.contains("'carry-strokes' there takes them along"))
    painter.type("a%%")
    #expect(painter.messageLine.contains("no bookmarks yet: ^B marks a picture"))
    #expect(painter.row(39).contains("% by id") && painter.row(39).contains("^B bookmark"))
    painter.press(.escape)
    painter.type("i")
    #expect(painter.screen.contains("not dissected; F3"))
    painter.type(",ie")
    #expect(painter.row(39).contains("F2 undo"))
    painter.press(.escape)
    painter.program {
      $0.isWelcoming = true
      return []
    }
    #expect(painter.row(with: "← ↓ ↑ F4 move the brush, space paints, x removes, F2 undoes") != nil)
  }

  @Test func `the painter follows the keys, and shows them`() {
    var state = Church.state()
    state.commands = table([(.paint, [.function(2)]), (.help, [.function(9)])])
    #expect(state.handle(.character(" ")).isEmpty)
    #expect(!state.session.isEdited)
    #expect(state.handle(.function(2)).contains(.render))
    #expect(state.session.isEdited)
    #expect(state.hints.contains(Hint("F2", "paint")))
    _ = state.handle(.function(9))
    #expect(
      PaintScreen(state).draw().plainText.split(separator: "\n").contains {
        $0.contains("F2") && $0.contains("paint")
      })
  }
}
