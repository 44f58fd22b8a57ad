package import Cells
package import Units

/// Which screen cells show which cells of a layer's grid: always the whole grid.
///
/// A cell of the grid is twice as many columns wide as it is rows high, or, where there is less room, half
/// a screen cell; several share one where even that is too much.
package struct FeatureGeometry: Equatable, Sendable {
  package let grid: Grid
  /// Screen rows of a grid cell, which is twice as many columns wide.
  ///
  /// Nil where it has no more than half a screen cell.
  package let zoom: Int?
  /// Rows and columns of the grid that share the half of a screen cell.
  package let step: Int
  /// The screen cells that show the grid.
  package let area: Rect

  package init(grid: Grid, rect: Rect) {
    self.grid = grid
    let zoom = min(rect.height / grid.height, rect.width / (2 * grid.width))
    guard zoom == 0 else {
      (self.zoom, step) = (zoom, 1)
      area = Rect(
        row: rect.row, column: rect.column, height: zoom * grid.height,
        width: 2 * zoom * grid.width)
      return
    }
    self.zoom = nil
    guard !rect.isEmpty else {
      (step, area) = (1, rect)
      return
    }
    func parts(_ count: Int, _ size: Int) -> Int { (count + size - 1) / size }
    step = max(parts(grid.height, 2 * rect.height), parts(grid.width, rect.width))
    area = Rect(
      row: rect.row, column: rect.column, height: parts(grid.height, 2 * step),
      width: parts(grid.width, step))
  }

  /// The screen rectangle that has a grid cell.
  package func rect(row: Int, column: Int) -> Rect {
    guard let zoom else {
      return Rect(
        row: area.row + row / (2 * step), column: area.column + column / step, height: 1, width: 1)
    }
    return Rect(
      row: area.row + row * zoom, column: area.column + column * 2 * zoom, height: zoom,
      width: 2 * zoom)
  }

  /// The grid cell under a screen cell, or the first of several.
  package func cell(row: Int, column: Int) -> (row: Int, column: Int)? {
    guard area.contains(row: row, column: column) else { return nil }
    let (row, column) = (row - area.row, column - area.column)
    guard let zoom else { return (row * 2 * step, column * step) }
    return (row / zoom, column / (2 * zoom))
  }

  /// The rows and columns of the grid that share a half of a screen cell; nil below the grid.
  ///
  /// Halves are counted from the top of the area, columns from its left.
  func cells(inHalf half: Int, column: Int) -> (rows: Range<Int>, columns: Range<Int>)? {
    let rows = (half * step..<(half + 1) * step).clamped(to: 0..<grid.height)
    let columns = (column * step..<(column + 1) * step).clamped(to: 0..<grid.width)
    return rows.isEmpty || columns.isEmpty ? nil : (rows, columns)
  }
}
