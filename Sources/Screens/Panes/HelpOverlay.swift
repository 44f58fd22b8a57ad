package import Cells

/// Every key and what it does, over the panes.
package struct HelpOverlay: Sendable {
  private let scroll: Int

  package init(scroll: Int) { self.scroll = scroll }

  /// Draws the part of the help that the scroll shows.
  package func draw(on grid: inout CellGrid) {
    let rows = HelpText.rows(height: grid.height)
    let width = min(grid.width, 62)
    let rect = Rect(
      row: max(1, (grid.height - rows - 4) / 2), column: (grid.width - width) / 2, height: rows + 2,
      width: width)
    grid.fill(rect)
    grid.frame(rect, title: "help", Style(bold: true))
    let first = HelpText.clamped(scroll, height: grid.height)
    for (row, line) in HelpText.lines[first..<first + rows].enumerated() {
      grid.write(
        line.text, row: rect.row + 1 + row, column: rect.column + 2, Style(bold: line.isTitle),
        limit: rect.column + rect.width - 1)
    }
    let isWhole = rows == HelpText.lines.count
    let footer = isWhole ? " any key closes " : " ↑ ↓ scroll · any other key closes "
    grid.write(
      footer, row: rect.row + rect.height - 1, column: rect.column + 2, Style(bold: true),
      limit: rect.column + rect.width - 1)
  }
}
