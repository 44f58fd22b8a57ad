import Cells

/// What a person needs for the first strokes, in three lines over the panes.
struct WelcomeLines: Sendable {
  let commands: CommandTable

  private static let count = 3

  private var lines: [String] {
    [
      "\(commands.moveKeys) move the brush, \(commands.key(.paint)) paints, "
        + "\(commands.key(.remove)) removes, \(commands.key(.undo)) undoes",
      "1 2 3 choose what to paint; dragging the mouse paints, too",
      "\(commands.key(.listCommands)) finds any command by its name, "
        + "\(commands.key(.help)) lists the keys, \(commands.key(.quit)) quits",
    ]
  }

  /// The rows that they take on a screen of some height, above message and hints.
  static func rows(height: Int) -> Range<Int> {
    let end = max(0, height - 2)
    return max(0, end - count)..<end
  }

  func draw(on grid: inout CellGrid) {
    for (row, line) in zip(Self.rows(height: grid.height), lines) {
      grid.fill(Rect(row: row, column: 0, height: 1, width: grid.width))
      grid.write(line, row: row, column: 0, Style(bold: true))
    }
  }
}
