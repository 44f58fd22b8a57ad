package import Cells

/// The one table behind the keys, the help overlay, the hints and the list in docs/painting.md.
package struct CommandTable: Sendable {
  /// One line of the help: keys that belong together.
  package struct Entry: Sendable {
    package let group: Group
    /// The keys as people write them.
    package let label: String
    package let bindings: [Key: Command]
    package let help: String
    /// A word for the hint line, where there is room.
    package let hint: String?
    /// What each command does, where the keys have several, in the order of the label.
    package let parts: [Part]

    /// One of several commands that share a line of the help.
    package struct Part: Sendable {
      package let command: Command
      /// Its key as people write it.
      package let label: String
      package let help: String
    }

    fileprivate init(
      _ group: Group, _ label: String, _ bindings: [Key: Command], _ help: String,
      hint: String? = nil, parts: [(command: Command, label: String, help: String)] = []
    ) {
      self.group = group
      self.label = label
      self.bindings = bindings
      self.help = help
      self.hint = hint
      let commands = Set(bindings.values)
      self.parts =
        parts.isEmpty && commands.count == 1
        ? commands.map { Part(command: $0, label: label, help: help) }
        : parts.map { Part(command: $0.command, label: $0.label, help: $0.help) }
    }

    /// The same commands with other keys.
    ///
    /// - Parameters:
    ///   - bindings: The keys.
    ///   - label: How a person writes those of a command.
    /// - Returns: The entry, whose label names the keys.
    func with(_ bindings: [Key: Command], label: (Command) -> String) -> Entry {
      func keys(of command: Command, in bindings: [Key: Command]) -> Set<Key> {
        Set(bindings.filter { $0.value == command }.keys)
      }
      let parts = parts.map { part in
        let isSame =
          keys(of: part.command, in: bindings) == keys(of: part.command, in: self.bindings)
        return (part.command, isSame ? part.label : label(part.command), part.help)
      }
      return Entry(
        group, parts.map(\.1).joined(separator: " "), bindings, help, hint: hint, parts: parts)
    }
  }

  /// The parts of the help.
  package enum Group: String, CaseIterable, Sendable {
    case paint = "Paint"
    case concepts = "Concepts"
    case pictures = "Pictures"
    case view = "View"
    case files = "Files"
  }

  package let entries: [Entry]

  /// The command of a key, if it has one.
  package func command(for key: Key) -> Command? {
    entries.lazy.compactMap { $0.bindings[key] }.first
  }

  /// The keys of the first concepts of the list: digits, then the letters that are no other command's.
  package static let conceptKeys = Array("1234567890ABCDEFHIJKLMNOPQSTVWXYZ")

  /// The key of the concept with an index in the list, also the mark of its strokes; a dot past the last.
  package static func conceptLabel(_ index: Int?) -> String {
    index.flatMap { conceptKeys.indices.contains($0) ? String(conceptKeys[$0]) : nil } ?? "•"
  }

  package static let standard = CommandTable(entries: [
    Entry(
      .paint, "arrows hjkl",
      [
        .left: .move(.left), .down: .move(.down), .up: .move(.up), .right: .move(.right),
        .wordLeft: .move(.left), .wordRight: .move(.right), .character("h"): .move(.left),
        .character("j"): .move(.down),
        .character("k"): .move(.up), .character("l"): .move(.right),
      ], "move the brush, or through an open list",
      parts: [
        (.move(.left), "← h", "move left"), (.move(.down), "↓ j", "move down"),
        (.move(.up), "↑ k", "move up"), (.move(.right), "→ l", "move right"),
      ]),
    Entry(
      .paint, "space", [.character(" "): .paint], "paint what is chosen under the brush",
      hint: "paint"),
    Entry(
      .paint, "x", [.character("x"): .remove, .delete: .remove],
      "take what is chosen away under the brush", hint: "remove"),
    Entry(.paint, "u", [.character("u"): .undo], "undo", hint: "undo"),
    Entry(
      .paint, "U ^R", [.character("U"): .redo, .control("r"): .redo], "redo", hint: "redo"),
    Entry(.paint, "R", [.character("R"): .reset], "take every stroke and toggle away"),
    Entry(
      .paint, "e", [.character("e"): .strokes], "list of strokes: mute, delete, change any",
      hint: "strokes"),
    Entry(
      .paint, "[ ]", [.character("["): .smallerBrush, .character("]"): .largerBrush],
      "smaller or larger brush (wheel)",
      parts: [
        (.smallerBrush, "[", "smaller brush"), (.largerBrush, "]", "larger brush"),
      ]),
    Entry(
      .paint, "- +",
      [.character("-"): .weaker, .character("+"): .stronger, .character("="): .stronger],
      "strokes set fewer or more units",
      parts: [
        (.weaker, "-", "strokes set fewer units"), (.stronger, "+", "strokes set more units"),
      ]),
    Entry(
      .paint, "n", [.character("n"): .setStrength], "strokes set any number of units"),
    Entry(
      .paint, "r", [.character("r"): .listRankings], "choose which units come first"),
    Entry(
      .paint, "d", [.character("d"): .listDraws], "choose what strokes set the units to"),
    Entry(
      .concepts, "1…9 0 A…Z",
      Dictionary(
        uniqueKeysWithValues: conceptKeys.enumerated().map {
          (Key.character($1), Command.concept($0))
        }), "choose the concept or unit with this key", hint: "choose"),
    Entry(
      .concepts, "tab S-tab", [.tab: .nextConcept, .backTab: .previousConcept],
      "choose the next or previous one",
      parts: [
        (.nextConcept, "tab", "choose the next concept or unit"),
        (.previousConcept, "S-tab", "choose the previous concept or unit"),
      ]),
    Entry(
      .concepts, "pgdn pgup", [.pageDown: .nextTen, .pageUp: .previousTen], "ten on or back",
      parts: [
        (.nextTen, "pgdn", "go ten on in the list"),
        (.previousTen, "pgup", "go ten back in the list"),
      ]),
    Entry(
      .concepts, "/", [.character("/"): .find], "find a concept by name, a unit by number",
      hint: "find"),
    Entry(
      .concepts, "t", [.character("t"): .toggle],
      "everywhere: more, none, as it was", hint: "everywhere"),
    Entry(
      .concepts, "enter", [.enter: .openConcept], "list the concept's units, to switch them",
      hint: "units"),
    Entry(
      .pictures, ", .", [.character(","): .previousPicture, .character("."): .nextPicture],
      "previous or next picture", hint: "pictures",
      parts: [
        (.previousPicture, ",", "previous picture"), (.nextPicture, ".", "next picture"),
      ]),
    Entry(.pictures, "g", [.character("g"): .goToPicture], "go to a picture by its id"),
    Entry(
      .pictures, "G", [.character("G"): .pickedPicture], "next picture of the model's gallery",
      hint: "gallery"),
    Entry(
      .pictures, "a", [.character("a"): .listPictures],
      "small pictures: ids, gallery, bookmarks", hint: "all pictures"),
    Entry(
      .pictures, "*", [.character("*"): .bookmark], "bookmark the picture, or take that back"),
    Entry(
      .view, "y", [.character("y"): .listLayers], "choose the layer to paint on", hint: "layers"),
    Entry(
      .pictures, "^T", [.control("t"): .carryStrokes],
      "strokes come along to the next pictures"),
    Entry(
      .view, "< >", [.character("<"): .coarserLayer, .character(">"): .finerLayer],
      "the layer before or after, coarse to fine",
      parts: [
        (.coarserLayer, "<", "paint on the layer before"),
        (.finerLayer, ">", "paint on the layer after"),
      ]),
    Entry(
      .view, "b", [.character("b"): .compare], "before, side by side, wipe, after", hint: "before"),
    Entry(
      .view, "z", [.character("z"): .zoom], "the picture in the whole window, and back",
      hint: "zoom"),
    Entry(
      .view, "f", [.character("f"): .featureSize], "features: small, large, hidden"),
    Entry(
      .view, "v", [.character("v"): .heat], "features: of concept, of unit, or colours"),
    Entry(.view, "c", [.character("c"): .context], "where in the picture the concept takes"),
    Entry(
      .view, "i", [.character("i"): .unit], "what the unit is, with its top pictures",
      hint: "what it is"),
    Entry(.view, "m", [.character("m"): .dissect], "dissect: find what units match; again: stop"),
    Entry(.view, "^L", [.control("l"): .redraw], "draw the screen again"),
    Entry(
      .files, "s", [.character("s"): .savePicture],
      "save the picture; asks for its name once", hint: "save"),
    Entry(
      .files, "^S", [.control("s"): .savePictureAs], "save the picture by another name or scale"),
    Entry(
      .files, "p", [.character("p"): .export], "export a time lapse, or before and after"),
    Entry(.files, "w", [.character("w"): .saveSession], "save the session, to go on later"),
    Entry(
      .files, "o", [.character("o"): .open], "open a session, a saved picture, a model"),
    Entry(.files, "^O", [.control("o"): .listModels], "choose the model that draws"),
    Entry(.files, "esc", [.escape: .cancel], "close what is open, cancel"),
    Entry(
      .files, ":", [.character(":"): .listCommands], "find any command by its name",
      hint: "commands"),
    Entry(
      .files, "? F1", [.character("?"): .help, .function(1): .help], "this help", hint: "help"),
    Entry(.files, "^Z", [.control("z"): .suspend], "back to the shell until fg"),
    Entry(
      .files, "q ^C", [.character("q"): .quit, .control("c"): .quit], "quit", hint: "quit"),
  ])
}
