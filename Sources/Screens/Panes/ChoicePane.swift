package import Cells

/// A list of choices over the panes, with the line that is typed above it.
package struct ChoicePane: Sendable {
  /// The widest list; wider ones are harder to read.
  private static let mostColumns = 76
  /// The widest label; longer ones are cut.
  private static let mostOfLabel = 20

  private let list: ChoiceList

  package init(_ list: ChoiceList) { self.list = list }

  /// Where a list lies on a screen of some size: its frame, and its rows in that.
  package static func rect(
    for list: ChoiceList, width: Int, height: Int
  ) -> (frame: Rect, rows: Rect) {
    // Header, message and hints stay in sight.
    let rows = max(0, min(list.choices.count, height - 6))
    let (screen, width) = (width, min(width, mostColumns))
    let frame = Rect(
      row: max(1, (height - rows - 4) / 2), column: (screen - width) / 2, height: rows + 3,
      width: width)
    let inside = frame.inset(by: 1)
    return (
      frame,
      Rect(row: inside.row + 1, column: inside.column, height: rows, width: inside.width)
    )
  }

  /// Draws the list.
  package func draw(on grid: inout CellGrid) {
    let (frame, rows) = Self.rect(for: list, width: grid.width, height: grid.height)
    grid.fill(frame)
    grid.frame(frame, title: list.title, Style(bold: true))
    drawLine(on: &grid, row: rows.row - 1, columns: rows.columns)
    let geometry = ListGeometry(count: list.found.count, selection: list.selection, rect: rows)
    let labels = list.choices.filter { !$0.isHeading }.map(\.label.cellWidth).max() ?? 0
    for row in geometry.rows {
      draw(
        list.found[row], isSelected: row == geometry.selection, in: geometry.rect(row: row),
        labelWidth: min(labels, Self.mostOfLabel), on: &grid)
    }
    if geometry.countBelow > 0 {
      let more = " \(geometry.countBelow) more "
      grid.write(
        more, row: frame.row + frame.height - 1,
        column: frame.column + frame.width - more.count - 2, Style(dim: true))
    }
  }

  /// What is typed, or that one may type.
  private func drawLine(on grid: inout CellGrid, row: Int, columns: Range<Int>) {
    let end = columns.upperBound
    guard list.isTyping else {
      grid.write(
        "/ or letters filter", row: row, column: columns.lowerBound + 1, Style(dim: true),
        limit: end)
      return
    }
    let label = "find: "
    let line = list.line.view(width: columns.count - label.count - 2)
    var column = grid.write(label, row: row, column: columns.lowerBound + 1, Style(bold: true))
    column = grid.write(line.before, row: row, column: column, limit: end)
    column = grid.write(line.cursor, row: row, column: column, Style(reversed: true), limit: end)
    grid.write(line.after, row: row, column: column, limit: end)
    if list.line.text.isEmpty {
      grid.write("type to filter", row: row, column: column + 1, Style(dim: true), limit: end)
    } else if list.found.isEmpty {
      grid.write("nothing is called that", row: row, column: column + 1, .complaint, limit: end)
    }
  }

  private func draw(
    _ choice: Choice, isSelected: Bool, in rect: Rect, labelWidth: Int, on grid: inout CellGrid
  ) {
    let end = rect.column + rect.width
    guard !choice.isHeading else {
      grid.write(
        choice.label, row: rect.row, column: rect.column + 1, Style(bold: true), limit: end)
      return
    }
    let style = isSelected ? Style(bold: true, reversed: true) : Style()
    grid.fill(rect, with: Cell(" ", style))
    // Told by shape, not by colour alone.
    let mark = (isSelected ? "▸" : " ") + (hasCurrent ? choice.isCurrent ? "●" : " " : "")
    let label = grid.write(mark, row: rect.row, column: rect.column, style)
    let text = label + (labelWidth == 0 ? 0 : labelWidth + 2)
    grid.write(choice.label, row: rect.row, column: label, style, limit: text - 1)
    grid.write(
      Self.fitting(choice.text, width: end - text), row: rect.row, column: text, style, limit: end)
  }

  /// Whether one of the choices is the one that holds now.
  private var hasCurrent: Bool { list.choices.contains(where: \.isCurrent) }

  /// As many pieces as fit, and the first in any case.
  private static func fitting(_ pieces: [String], width: Int) -> String {
    var text = pieces.first ?? ""
    for piece in pieces.dropFirst() where text.cellWidth + 3 + piece.cellWidth <= width {
      text += " · \(piece)"
    }
    return text
  }
}
