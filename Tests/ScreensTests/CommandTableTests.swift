import Cells
import Painting
import Screens
import Testing

@Suite struct CommandTableTests {
  private static let entries = CommandTable.standard.entries

  private static let listEntries = StrokeCommandTable.standard.entries

  private static let commands: Set<Command> = Set(
    [.up, .down, .left, .right].map { Command.move($0) } + (0..<33).map { Command.concept($0) } + [
      .paint, .remove, .smallerBrush, .largerBrush, .nextConcept, .previousConcept, .nextTen,
      .previousTen, .findConcept, .weaker,
      .stronger, .setStrength, .toggle, .openConcept, .nextRanking, .nextDraw, .coarserLayer,
      .finerLayer,
      .previousPicture, .nextPicture, .goToPicture, .pickedPicture, .undo, .redo, .reset,
      .strokes, .carryStrokes,
      .compare, .zoom, .featureSize, .heat, .context, .unit, .dissect, .savePicture, .savePictureAs,
      .saveSession, .open, .export, .redraw, .help,
      .suspend,
      .cancel,
      .quit,
    ])

  @Test func `every command has a key`() {
    #expect(Set(Self.entries.flatMap(\.bindings.values)) == Self.commands)
  }

  @Test func `no key is bound twice`() {
    let keys = Self.entries.flatMap(\.bindings.keys)
    #expect(Set(keys).count == keys.count)
    for entry in Self.entries {
      for (key, command) in entry.bindings {
        #expect(CommandTable.standard.command(for: key) == command)
      }
    }
    #expect(CommandTable.standard.command(for: .character("#")) == nil)
  }

  @Test func `in the list of strokes no key is bound twice, and every command has one`() {
    let keys = Self.listEntries.flatMap(\.bindings.keys)
    #expect(Set(keys).count == keys.count)
    let commands = Set(Self.listEntries.flatMap(\.bindings.values))
    #expect(
      commands.isSuperset(of: [
        .first, .last, .delete, .mute, .raise, .lower, .weaker, .stronger, .setStrength, .units,
        .close,
      ]))
  }

  @Test func `every label mentions a key of each command`() {
    func name(_ key: Key) -> String {
      switch key {
      case .character(" "): "space"
      case .character(let digit) where ("2"..."8").contains(digit): "1…9"
      case .character(let letter)
      where letter.isUppercase && CommandTable.conceptKeys.contains(letter):
        "A…Z"
      case .character(let character): String(character)
      case .control(let letter): "^\(letter.uppercased())"
      case .up, .down, .left, .right: "arrows"
      case .backTab: "S-tab"
      case .pageUp: "pgup"
      case .pageDown: "pgdn"
      case .escape: "esc"
      case .function(let number): "F\(number)"
      default: "\(key)"
      }
    }
    for entry in Self.entries {
      for command in entry.bindings.values {
        let names = entry.bindings.filter { $0.value == command }.map { name($0.key) }
        #expect(names.contains { entry.label.contains($0) }, "\(entry.label): \(command)")
      }
    }
  }

  @Test func `every help line fits the smallest screen`() {
    for help in Self.entries.map(\.help) + Self.listEntries.map(\.help) {
      #expect(2 + 13 + help.count <= 57, "\(help)")
    }
    // One column more than fits would be written over by the frame.
    var help = CellGrid(width: 62, height: 100)
    HelpOverlay(scroll: 0).draw(on: &help)
    let frame = (0..<100).filter { help[$0, 0].character == "│" }
    #expect(frame.count > Self.entries.count)
    for row in frame {
      #expect(help[row, 59].character == " " && help[row, 60].character == " ", "row \(row)")
    }
  }

  @Test func `every entry stands in the help, and scrolling reaches the last line`() {
    var painter = Painter(width: 60, height: 20)
    painter.type("?")
    var seen = painter.screen
    for _ in 0..<100 {
      painter.press(.down)
      seen += painter.screen
    }
    for help in Self.entries.map(\.help) + Self.listEntries.map(\.help) {
      #expect(seen.contains(help), "\(help)")
    }
    #expect(painter.row(with: "two units of the concept left out") != nil)
    painter.press(.up)
    #expect(painter.row(with: "two units of the concept left out") == nil)
    painter.type("x")
    #expect(painter.state.mode == .painting)
    #expect(!painter.session.isEdited)
  }

  @Test(arguments: [60, 80, 120])
  func `hints are whole, and a wide screen has all of them`(width: Int) {
    let painter = Painter(width: width, height: 24)
    let hints = Self.entries.compactMap(\.hint)
    let line = painter.row(23)
    let shown = line.split(separator: "  ").map { $0.split(separator: " ") }
      .filter { !$0.isEmpty }
    for hint in shown { #expect(hints.contains { $0 == hint.last ?? "" }, "\(hint)") }
    for needed in ["paint", "remove", "undo", "help", "quit"] {
      #expect(shown.contains { $0.last ?? "" == needed }, "\(needed)")
    }
    if width == 120 { #expect(shown.count == hints.count) }
  }
}
