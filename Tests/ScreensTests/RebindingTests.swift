import Cells
import Painting
import Screens
import Testing

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
