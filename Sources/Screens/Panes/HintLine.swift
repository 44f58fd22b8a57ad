import Cells
import Files

/// The last line: the keys that help next, or what is to be said of an answer.
struct HintLine: Sendable {
  let mode: PaintMode
  /// Whether the view of a unit is open.
  let showsUnit: Bool

  func draw(on grid: inout CellGrid, in rect: Rect) {
    if case .prompt(let prompt) = mode, let remark = prompt.remark {
      return draw(remark, on: &grid, in: rect)
    }
    var column = 1
    for (keys, hint) in hints {
      guard column + keys.count + hint.count + 1 <= rect.width else { return }
      column = grid.write(keys, row: rect.row, column: column, Style(bold: true))
      column = grid.write(" \(hint)", row: rect.row, column: column, Style(dim: true)) + 2
    }
  }

  private func draw(_ remark: Prompt.Remark, on grid: inout CellGrid, in rect: Rect) {
    let (text, style): (String, Style) =
      switch remark {
      // A long name would leave no room for the reason.
      case .refusal(let sentence, let reason):
        (" ! \(sentence.cellWidth + 3 <= rect.width ? sentence : reason)", .complaint)
      case .candidates(let names): (" \(names.map { $0.shown() }.joined(separator: "  "))", Style())
      }
    grid.write(text, row: rect.row, column: rect.column, style, limit: rect.width)
  }

  /// Keys and what they do, the most needed first.
  private var hints: [(String, String)] {
    switch mode {
    case .prompt(let prompt):
      [("enter", "accept"), ("esc", "cancel"), ("^U", "empty")]
        + (prompt.question.asksForFile ? [("tab", "complete"), ("↑", "earlier")] : [])
    case .confirming(.quit): [("y", "quit"), ("s", "save and quit"), ("n", "stay")]
    case .confirming(.open): [("y", "open"), ("s", "save picture and open"), ("n", "stay")]
    case .confirming(.overwrite): [("y", "replace"), ("n", "keep")]
    case .confirming(.stopDissection): [("y", "stop"), ("n", "go on")]
    case .help: []
    case .units:
      [
        ("space", "unit in or out"), ("t", "toggle"), ("i", showsUnit ? "picture" : "what it is"),
        ("enter", "close"), ("↑ ↓", "move"),
      ]
    case .strokes(let list) where list.unit != nil:
      [("space", "unit on or off"), ("enter", "back to the strokes"), ("↑ ↓", "move")]
    case .strokes:
      StrokeCommandTable.standard.entries.compactMap { entry in
        entry.hint.map { (entry.label, $0) }
      } + [("u", "undo")]
    case .painting where showsUnit:
      [("i", "picture"), ("tab", "next"), ("space", "paint"), ("?", "help"), ("q", "quit")]
    case .painting:
      CommandTable.standard.entries.compactMap { entry in
        entry.hint.map { (shortLabel(of: entry), $0) }
      }
      .sorted { first, second in rank(first.1) < rank(second.1) }
    }
  }

  /// The first of several keys that do the same, and of a list's keys: `?` of `? F1`.
  private func shortLabel(of entry: CommandTable.Entry) -> String {
    Set(entry.bindings.values).count == 1 || entry.bindings.count > 4
      ? entry.label.split(separator: " ").first.map(String.init) ?? entry.label : entry.label
  }

  /// Help and quit come early, so that a narrow screen still names them.
  private func rank(_ hint: String) -> Int {
    ["paint", "remove", "undo", "help", "quit", "save", "concept"].firstIndex(of: hint) ?? 9
  }
}
