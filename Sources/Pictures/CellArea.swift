/// A rectangle of character cells; rows grow downwards from 0.
package struct CellArea: Hashable, Sendable {
  package var row: Int
  package var column: Int
  package var height: Int
  package var width: Int

  /// Makes an area; negative extents become 0.
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

  /// The smallest area that holds both.
  package func union(_ other: CellArea) -> CellArea {
    let row = min(row, other.row)
    let column = min(column, other.column)
    return CellArea(
      row: row, column: column, height: max(rows.upperBound, other.rows.upperBound) - row,
      width: max(columns.upperBound, other.columns.upperBound) - column)
  }

  /// Whether the two share a cell.
  package func intersects(_ other: CellArea) -> Bool {
    !isEmpty && !other.isEmpty && rows.overlaps(other.rows) && columns.overlaps(other.columns)
  }
}
