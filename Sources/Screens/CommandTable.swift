package import Cells

/// The one table behind the keys, the help overlay, the hints and the README's list.
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

    fileprivate init(
      _ group: Group, _ label: String, _ bindings: [Key: Command], _ help: String,
      hint: String? = nil
    ) {
      self.group = group
      self.label = label
      self.bindings = bindings
      self.help = help
      self.hint = hint
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
      ], "move the brush"),
    Entry(
      .paint, "space", [.character(" "): .paint], "paint the concept under the brush",
      hint: "paint"),
    Entry(
      .paint, "x", [.character("x"): .remove, .delete: .remove],
      "remove the concept by units found for that", hint: "remove"),
    Entry(.paint, "u", [.character("u"): .undo], "undo", hint: "undo"),
    Entry(.paint, "U ^R", [.character("U"): .redo, .control("r"): .redo], "redo"),
    Entry(.paint, "R", [.character("R"): .reset], "take every stroke and toggle away"),
    Entry(
      .paint, "e", [.character("e"): .strokes], "list of strokes: mute, delete, change any",
      hint: "strokes"),
    Entry(
      .paint, "[ ]", [.character("["): .smallerBrush, .character("]"): .largerBrush],
      "smaller or larger brush (wheel)"),
    Entry(
      .paint, "- +",
      [.character("-"): .weaker, .character("+"): .stronger, .character("="): .stronger],
      "strength: fewer or more units"),
    Entry(.paint, "n", [.character("n"): .setStrength], "strength: any number of units"),
    Entry(
      .paint, "r", [.character("r"): .nextRanking], "rank units otherwise: iou, ... (or here)"),
    Entry(
      .paint, "d", [.character("d"): .nextDraw], "draw with other values: level, mean, ..."),
    Entry(
      .concepts, "1…9 0 A…Z",
      Dictionary(
        uniqueKeysWithValues: conceptKeys.enumerated().map {
          (Key.character($1), Command.concept($0))
        }), "pick the concept with this key", hint: "concept"),
    Entry(
      .concepts, "tab S-tab", [.tab: .nextConcept, .backTab: .previousConcept],
      "next or previous concept"),
    Entry(
      .concepts, "pgdn pgup", [.pageDown: .nextTen, .pageUp: .previousTen], "ten on or back"),
    Entry(
      .concepts, "/", [.character("/"): .findConcept], "find a concept, or a unit by its number"),
    Entry(
      .concepts, "t", [.character("t"): .toggle],
      "everywhere: boosted, ablated, off", hint: "toggle"),
    Entry(
      .concepts, "enter", [.enter: .openConcept], "open the concept, switch its units"),
    Entry(
      .pictures, ", .", [.character(","): .previousPicture, .character("."): .nextPicture],
      "previous or next picture", hint: "pictures"),
    Entry(.pictures, "g", [.character("g"): .goToPicture], "go to a picture by its id"),
    Entry(
      .pictures, "G", [.character("G"): .pickedPicture], "next picture of the model's gallery"),
    Entry(
      .pictures, "^T", [.control("t"): .carryStrokes],
      "strokes come along to the next pictures"),
    Entry(
      .view, "< >", [.character("<"): .coarserLayer, .character(">"): .finerLayer],
      "coarser or finer layer"),
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
      .view, "i", [.character("i"): .unit], "what the unit is, with its top pictures"),
    Entry(.view, "m", [.character("m"): .dissect], "dissect: find what the model's units match"),
    Entry(.view, "^L", [.control("l"): .redraw], "draw the screen again"),
    Entry(
      .files, "s", [.character("s"): .savePicture],
      "save the picture; asks for its name once", hint: "save"),
    Entry(
      .files, "^S", [.control("s"): .savePictureAs], "save the picture by another name or scale"),
    Entry(
      .files, "p", [.character("p"): .export], "export a time lapse, or before and after"),
    Entry(.files, "w", [.character("w"): .saveSession], "save the session, to go on later"),
    Entry(.files, "o", [.character("o"): .open], "open a session or a saved picture"),
    Entry(.files, "esc", [.escape: .cancel], "close, cancel"),
    Entry(
      .files, "? F1", [.character("?"): .help, .function(1): .help], "this help", hint: "help"),
    Entry(.files, "^Z", [.control("z"): .suspend], "back to the shell until fg"),
    Entry(
      .files, "q ^C", [.character("q"): .quit, .control("c"): .quit], "quit", hint: "quit"),
  ])
}
