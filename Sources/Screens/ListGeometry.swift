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

  package init(count: Int, selection: Int, rect: Rect) {
    self.selection = selection
    let first = max(0, min(selection - rect.height / 2, count - rect.height))
    rows = first..<min(first + rect.height, count)
    countBelow = count - rows.upperBound
    area = rect
  }

  /// The screen rectangle of a row that is in sight.
  package func rect(row: Int) -> Rect {
    Rect(
      row: area.row + row - rows.lowerBound, column: area.column, height: 1, width: area.width)
  }

  /// The row of the list under a screen cell.
  package func row(at row: Int, column: Int) -> Int? {
    guard area.contains(row: row, column: column) else { return nil }
    let found = rows.lowerBound + row - area.row
    return rows.contains(found) ? found : nil
  }
}
