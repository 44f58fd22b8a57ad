/// The rows of the help: every key, group by group, then what no key tells: marks and words.
enum HelpText {
  static func choices(_ commands: CommandTable) -> [Choice] {
    let keys = CommandTable.Group.allCases.flatMap { group in
      let entries = commands.entries.enumerated().filter { $1.group == group }
      return [Choice(heading: group.rawValue)]
        + entries.map { index, entry in
          Choice(entry.label, [entry.help], action(of: entry, at: index))
        }
    }
    return keys + notes
  }

  /// A line with one command runs it; one with several lists them.
  private static func action(of entry: CommandTable.Entry, at index: Int) -> Choice.Action {
    guard entry.parts.count == 1, let part = entry.parts.first else {
      return .listParts(entry: index)
    }
    return .perform(part.command)
  }

  private static let notes =
    section(
      "List of strokes", StrokeCommandTable.standard.entries.map { ($0.label, $0.help) })
    + section(
      "Without recipes",
      [
        ("single units", "each unit is a brush, drawn with its level"),
        ("--recipes F", "starts ganbrush with the concepts of a file"),
      ])
    + section(
      "Mouse",
      [
        ("left drag", "paint, on picture or features"), ("right drag", "remove"),
        ("click", "choose a concept"), ("wheel", "brush size, or through the list"),
      ])
    + section(
      "Marks",
      [
        ("3+  3×", "concept 3 drawn, removed"), ("·+  ·×", "the same on another layer"),
        ("○ ▲ ✕", "everywhere: as it was, more, none"), ("●  –", "unit in use, left out"),
        ("−2", "two units of the concept left out"),
        ("▲1  ✕1", "one of its units raised, or off, everywhere"),
      ])
    + section(
      "Words",
      [
        ("unit", "one channel of a layer of the generator"),
        ("concept", "what is seen: a tree, a door, the sky"),
        ("level", "what a unit exceeds in 1 % of all places"),
        ("IoU", "how far unit and concept overlap, 0 to 1"),
        ("chance", "the IoU with concepts of other pictures"),
      ])

  /// Rows that only tell something, under a heading.
  private static func section(_ heading: String, _ rows: [(label: String, text: String)])
    -> [Choice]
  {
    [Choice(heading: heading)] + rows.map { Choice($0.label, [$0.text], .none) }
  }
}
