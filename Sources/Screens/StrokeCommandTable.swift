package import Cells

/// What a person can do in the list of strokes.
package enum StrokeCommand: Hashable, Sendable {
  case move(by: Int), first, last
  case delete, mute
  /// Above or below its neighbour.
  case raise, lower
  case weaker, stronger, setStrength
  case units, close
}

/// The keys of the list of strokes, for the list itself, its hints and the help.
package struct StrokeCommandTable: Sendable {
  /// Keys that belong together.
  package struct Entry: Sendable {
    /// The keys as people write them.
    package let label: String
    package let bindings: [Key: StrokeCommand]
    package let help: String
    /// A word for the hint line.
    package let hint: String?

    fileprivate init(
      _ label: String, _ bindings: [Key: StrokeCommand], _ help: String, hint: String? = nil
    ) {
      self.label = label
      self.bindings = bindings
      self.help = help
      self.hint = hint
    }
  }

  package let entries: [Entry]

  /// The command of a key, if it has one in the list.
  package func command(for key: Key) -> StrokeCommand? {
    entries.lazy.compactMap { $0.bindings[key] }.first
  }

  package static let standard = StrokeCommandTable(entries: [
    Entry(
      "↑ ↓",
      [
        .up: .move(by: -1), .character("k"): .move(by: -1), .down: .move(by: 1),
        .character("j"): .move(by: 1), .pageUp: .move(by: -10), .pageDown: .move(by: 10),
        .home: .first, .end: .last,
      ], "select one: its region lights up"),
    Entry(
      "x", [.character("x"): .delete, .delete: .delete], "delete it", hint: "delete"),
    Entry(
      "m", [.character("m"): .mute, .character(" "): .mute],
      "mute it, or have it back (space)", hint: "mute"),
    Entry(
      "K J", [.character("K"): .raise, .character("J"): .lower],
      "lay it over the one above, or beneath", hint: "reorder"),
    Entry(
      "- +",
      [
        .character("-"): .weaker, .character("+"): .stronger, .character("="): .stronger,
        .character("n"): .setStrength,
      ], "fewer or more units; n: any number", hint: "strength"),
    Entry("enter", [.enter: .units], "list its units; space switches one", hint: "units"),
    Entry(
      "e", [.character("e"): .close, .escape: .close], "close the list (esc)", hint: "close"),
  ])
}
