package import Cells

/// Which screen rows show which rows of a list.
///
/// A list too long for its rectangle scrolls so that the selected row stays in sight.
package struct ListGeometry: Equatable, Sendable {
  /// The row of the list that is selected.
  package let selection: Int
  /// The rows of the list in sight.
  package let rows: Range<Int>
  /// How many rows follow those in sight.
  package let countBelow: Int
  /// The screen cells of all rows.
  package let area: Rect
  /// The screen rows that a row of the list takes.
  private let rowHeight: Int

  package init(count: Int, selection: Int, rect: Rect, rowHeight: Int = 1) {
    self.selection = selection
    self.rowHeight = rowHeight
    let room = rect.height / rowHeight
    let first = max(0, min(selection - room / 2, count - room))
    rows = first..<min(first + room, count)
    countBelow = count - rows.upperBound
    area = rect
  }

  /// The screen rectangle of a row that is in sight.
  package func rect(row: Int) -> Rect {
    Rect(
      row: area.row + (row - rows.lowerBound) * rowHeight, column: area.column, height: rowHeight,
      width: area.width)
  }

  /// The row of the list under a screen cell.
  package func row(at row: Int, column: Int) -> Int? {
    guard area.contains(row: row, column: column) else { return nil }
    let found = rows.lowerBound + (row - area.row) / rowHeight
    return rows.contains(found) ? found : nil
  }
}
