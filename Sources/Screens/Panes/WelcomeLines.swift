import Cells

/// What a person needs for the first strokes, in three lines below the panes.
struct WelcomeLines: Sendable {
  let commands: CommandTable

  /// The rows that they take, above message and hints.
  static let count = 3

  private var lines: [String] {
    [
      "\(commands.moveKeys) move the brush, \(commands.key(.paint)) paints, "
        + "\(commands.key(.remove)) removes, \(commands.key(.undo)) undoes",
      "1 2 3 choose what to paint; dragging the mouse paints, too",
      "\(commands.key(.listCommands)) finds any command by its name, "
        + "\(commands.key(.help)) lists the keys, \(commands.key(.quit)) quits",
    ]
  }

  func draw(on grid: inout CellGrid, above row: Int) {
    for (number, line) in lines.enumerated() {
      grid.write(line, row: row - Self.count + number, column: 1, Style(bold: true))
    }
  }
}
