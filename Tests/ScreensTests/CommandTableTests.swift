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
      .previousTen, .find, .weaker,
      .stronger, .setStrength, .toggle, .openConcept, .listRankings, .listDraws, .listLayers,
      .listModels, .coarserLayer, .finerLayer,
      .previousPicture, .nextPicture, .goToPicture, .pickedPicture, .listPictures, .bookmark, .undo,
      .redo, .reset,
      .strokes, .carryStrokes,
      .compare, .zoom, .featureSize, .heat, .context, .unit, .dissect, .savePicture, .savePictureAs,
      .saveSession, .open, .export, .listCommands, .redraw, .help,
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

  @Test func `every line of the help and the palette fits the smallest screen`() throws {
    for keys in ["?", ":"] {
      var painter = Painter(width: 60, height: 20)
      painter.type(keys)
      let list = try #require(painter.list)
      let labels = list.choices.filter { !$0.isHeading }.map(\.label.count).max() ?? 0
      for choice in list.choices {
        #expect(choice.text.allSatisfy { labels + 3 + $0.count <= 58 }, "\(choice.text)")
      }
    }
  }

  @Test func `every command has a name of its own, which the palette finds`() throws {
    var painter = Painter()
    painter.type(":")
    let list = try #require(painter.list)
    let names = list.choices.map { $0.text.joined() }
    #expect(Set(names).count == names.count)
    let offered = list.choices.compactMap { choice -> Command? in
      if case .perform(let command) = choice.action { command } else { nil }
    }
    #expect(offered.count == list.choices.count && Set(offered).count == offered.count)
    let named = Self.commands.filter { command in
      if case .concept(let index) = command { index < 11 } else { true }
    }
    #expect(Set(offered) == named)
    for choice in list.choices {
      var typing = list
      for key in choice.text.joined() { _ = typing.handle(.character(key), page: 10) }
      #expect(typing.found.contains(choice), "\(choice.text)")
    }
  }

  @Test func `the word of a hint finds its command first`() throws {
    var painter = Painter()
    painter.type(":")
    let list = try #require(painter.list)
    for entry in CommandTable.standard.entries where entry.parts.count == 1 {
      guard let hint = entry.hint else { continue }
      var typing = list
      for key in hint { _ = typing.handle(.character(key), page: 10) }
      #expect(typing.selected?.label == entry.label, "\(hint)")
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
    painter.press(.home)
    #expect(painter.row(with: "two units of the concept left out") == nil)
    painter.press(.escape)
    #expect(painter.state.mode == .painting)
    #expect(!painter.session.isEdited)
  }

  @Test(arguments: [60, 80, 120])
  func `hints are whole, name what does something, and leave the way to all others`(width: Int) {
    for keys in ["", " ", " u", "v", " b", ">", "/", "\r"] {
      var painter = Painter(width: width, height: 24)
      for key in keys { painter.press(key == "\r" ? .enter : .character(key)) }
      let hints = painter.state.hints
      let line = painter.row(23)
      let shown = hints.filter { line.contains("\($0.keys) \($0.text)") }
      let text = shown.map { "\($0.keys) \($0.text)" }.joined(separator: "  ")
      #expect(line.trimmingSuffix { $0 == " " } == " \(text)", "\(keys): \(line)")
      guard painter.state.mode == .painting else { continue }
      for needed in ["commands", "help", "quit"] {
        #expect(shown.contains { $0.text == needed }, "\(keys): no \(needed) in \(line)")
      }
      #expect(shown.contains { $0.text == "undo" } == painter.state.document.canUndo)
    }
  }
}

extension String {
  fileprivate func trimmingSuffix(while predicate: (Character) -> Bool) -> Substring {
    var text = self[...]
    while let last = text.last, predicate(last) { text.removeLast() }
    return text
  }
}
