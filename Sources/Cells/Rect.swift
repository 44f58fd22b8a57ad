/// A rectangle of cells; rows grow downwards from 0.
package struct Rect: Hashable, Sendable {
  package var row: Int
  package var column: Int
  package var height: Int
  package var width: Int

  /// Makes a rectangle; negative extents become 0.
  package init(row: Int, column: Int, height: Int, width: Int) {
    self.row = row
    self.column = column
    self.height = max(0, height)
    self.width = max(0, width)
  }

  package var isEmpty: Bool { height == 0 || width == 0 }
  package var count: Int { height * width }
  package var rows: Range<Int> { row..<row + height }
  package var columns: Range<Int> { column..<column + width }

  /// The rectangle without `amount` cells at each side.
  package func inset(by amount: Int) -> Rect {
    Rect(
      row: row + amount, column: column + amount, height: height - 2 * amount,
      width: width - 2 * amount)
  }

  /// The rectangle cut in two across its longer side.
  package var halves: [Rect] {
    var (first, second) = (self, self)
    if height > width {
      first.height = height / 2
      second.row += first.height
      second.height -= first.height
    } else {
      first.width = width / 2
      second.column += first.width
      second.width -= first.width
    }
    return [first, second]
  }

  /// Whether a cell lies in the rectangle.
  package func contains(row: Int, column: Int) -> Bool {
    rows.contains(row) && columns.contains(column)
  }

  /// Whether the two share a cell.
  package func intersects(_ other: Rect) -> Bool {
    !isEmpty && !other.isEmpty && rows.overlaps(other.rows) && columns.overlaps(other.columns)
  }

  /// The smallest rectangle that holds both.
  package func union(_ other: Rect) -> Rect {
    let row = min(row, other.row)
    let column = min(column, other.column)
    return Rect(
      row: row, column: column, height: max(rows.upperBound, other.rows.upperBound) - row,
      width: max(columns.upperBound, other.columns.upperBound) - column)
  }
}
