import Cells

/// What a person needs for the first strokes, in three lines over the panes.
struct WelcomeLines: Sendable {
  static let lines = [
    "arrows move the brush, space paints, x removes, u undoes",
    "1 2 3 choose what to paint; dragging the mouse paints, too",
    ": finds any command by its name, ? lists the keys, q quits",
  ]

  /// The rows that they take on a screen of some height, above message and hints.
  static func rows(height: Int) -> Range<Int> {
    let end = max(0, height - 2)
    return max(0, end - lines.count)..<end
  }

  func draw(on grid: inout CellGrid) {
    for (row, line) in zip(Self.rows(height: grid.height), Self.lines) {
      grid.fill(Rect(row: row, column: 0, height: 1, width: grid.width))
      grid.write(line, row: row, column: 0, Style(bold: true))
    }
  }
}
