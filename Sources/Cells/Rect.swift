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

  /// The rectangle without `amount` cells at each side.
  package func inset(by amount: Int) -> Rect {
    Rect(
      row: row + amount, column: column + amount, height: height - 2 * amount,
      width: width - 2 * amount)
  }

  /// Whether a cell lies in the rectangle.
  package func contains(row: Int, column: Int) -> Bool {
    (self.row..<self.row + height).contains(row)
      && (self.column..<self.column + width).contains(column)
  }

  /// Whether the two share a cell.
  package func intersects(_ other: Rect) -> Bool {
    !isEmpty && !other.isEmpty && row < other.row + other.height && other.row < row + height
      && column < other.column + other.width && other.column < column + width
  }
}
