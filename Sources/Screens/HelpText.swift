/// The lines of the help, and how far it scrolls.
enum HelpText {
  /// A heading, or a key with what it does.
  struct Line: Sendable {
    let text: String
    var isTitle = false
  }

  /// Every key, group by group, then what no key tells.
  static let lines: [Line] = {
    var lines: [Line] = []
    for group in CommandTable.Group.allCases {
      if !lines.isEmpty { lines.append(Line(text: "")) }
      lines.append(Line(text: group.rawValue, isTitle: true))
      for entry in CommandTable.standard.entries where entry.group == group {
        lines.append(line(entry.label, entry.help))
      }
    }
    lines += [Line(text: ""), Line(text: "List of strokes", isTitle: true)]
    lines += StrokeCommandTable.standard.entries.map { line($0.label, $0.help) }
    return lines + [
      Line(text: ""), Line(text: "Without recipes", isTitle: true),
      Line(text: "  The brushes are single units, drawn with their level;"),
      Line(text: "  ganbrush --recipes FILE gives concepts."),
      Line(text: "  r            the most unusual under the brush first"),
      Line(text: ""), Line(text: "Mouse", isTitle: true),
      Line(text: "  left drag    paint, on canvas or picture"),
      Line(text: "  right drag   remove"),
      Line(text: "  click        choose a concept"),
      Line(text: "  wheel        brush size, or through the list"),
      Line(text: ""), Line(text: "Marks", isTitle: true),
      Line(text: "  3+  3×       concept 3 drawn, removed"),
      Line(text: "  ·+  ·×       the same on another layer"),
      Line(text: "  ○ ▲ ✕        off, boosted, ablated everywhere"),
      Line(text: "  ●  –         unit in use, left out"),
      Line(text: "  −2           two units of the concept left out"),
    ]
  }()

  private static func line(_ label: String, _ help: String) -> Line {
    let gap = String(repeating: " ", count: max(1, 13 - label.count))
    return Line(text: "  \(label)\(gap)\(help)")
  }

  /// How many lines a screen of some height shows.
  static func rows(height: Int) -> Int { max(1, min(lines.count, height - 5)) }

  /// A first line in sight with which a screen of some height stays full.
  static func clamped(_ scroll: Int, height: Int) -> Int {
    max(0, min(scroll, lines.count - rows(height: height)))
  }
}
