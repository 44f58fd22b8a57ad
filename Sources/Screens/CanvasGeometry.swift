package import Cells
package import Units

/// Which screen cells show which cells of a layer's grid.
///
/// A grid too large for its rectangle scrolls so that the cursor stays in sight.
package struct CanvasGeometry: Equatable, Sendable {
  /// Screen rows of a grid cell; it is twice as many columns wide.
  package let zoom: Int
  /// The grid rows and columns in sight.
  package let rows: Range<Int>
  package let columns: Range<Int>
  /// The screen cells that show them, in the middle of the rectangle.
  package let area: Rect

  package init(grid: Grid, rect: Rect, cursor: (row: Int, column: Int)) {
    zoom = max(1, min(rect.height / grid.height, rect.width / (2 * grid.width)))
    rows = Self.inSight(grid.height, room: rect.height / zoom, around: cursor.row)
    columns = Self.inSight(grid.width, room: rect.width / (2 * zoom), around: cursor.column)
    let (height, width) = (rows.count * zoom, columns.count * 2 * zoom)
    area = Rect(
      row: rect.row + (rect.height - height) / 2, column: rect.column + (rect.width - width) / 2,
      height: height, width: width)
  }

  private static func inSight(_ count: Int, room: Int, around cursor: Int) -> Range<Int> {
    let visible = max(0, min(count, room))
    let first = max(0, min(cursor - visible / 2, count - visible))
    return first..<first + visible
  }

  /// The screen rectangle of a grid cell that is in sight.
  package func rect(row: Int, column: Int) -> Rect {
    Rect(
      row: area.row + (row - rows.lowerBound) * zoom,
      column: area.column + (column - columns.lowerBound) * 2 * zoom, height: zoom,
      width: 2 * zoom)
  }

  /// The grid cell under a screen cell.
  package func cell(row: Int, column: Int) -> (row: Int, column: Int)? {
    guard area.contains(row: row, column: column) else { return nil }
    return (
      rows.lowerBound + (row - area.row) / zoom,
      columns.lowerBound + (column - area.column) / (2 * zoom)
    )
  }
}
