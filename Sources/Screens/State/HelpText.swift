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
    [Choice(heading: "List of strokes")]
    + StrokeCommandTable.standard.entries.map { Choice($0.label, [$0.help], .none) } + [
      Choice(heading: "Without recipes"),
      Choice("single units", ["each unit is a brush, drawn with its level"], .none),
      Choice("--recipes F", ["starts ganbrush with the concepts of a file"], .none),
      Choice(heading: "Mouse"),
      Choice("left drag", ["paint, on picture or features"], .none),
      Choice("right drag", ["remove"], .none),
      Choice("click", ["choose a concept"], .none),
      Choice("wheel", ["brush size, or through the list"], .none),
      Choice(heading: "Marks"),
      Choice("3+  3×", ["concept 3 drawn, removed"], .none),
      Choice("·+  ·×", ["the same on another layer"], .none),
      Choice("○ ▲ ✕", ["everywhere: as it was, more, none"], .none),
      Choice("●  –", ["unit in use, left out"], .none),
      Choice("−2", ["two units of the concept left out"], .none),
      Choice("▲1  ✕1", ["one of its units raised, or off, everywhere"], .none),
      Choice(heading: "Words"),
      Choice("unit", ["one channel of a layer of the generator"], .none),
      Choice("concept", ["what is seen: a tree, a door, the sky"], .none),
      Choice("level", ["what a unit exceeds in 1 % of all places"], .none),
      Choice("IoU", ["how far unit and concept overlap, 0 to 1"], .none),
      Choice("chance", ["the IoU with concepts of other pictures"], .none),
    ]
}
