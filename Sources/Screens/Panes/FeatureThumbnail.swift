import Cells
import Painting
import Units

/// A grid with more cells than there is room for: each has half a cell of the screen, or shares one.
struct FeatureThumbnail: Sendable {
  let geometry: FeatureGeometry
  /// For each cell of the grid what it shows, where that is known.
  let shades: [FeatureShade?]?
  /// The strokes to mark; nil for none.
  let marks: StrokeMarks?
  let brush: (rows: Range<Int>, columns: Range<Int>)
  let display: Display

  func draw(on screen: inout CellGrid) {
    for row in 0..<geometry.area.height {
      for column in 0..<geometry.area.width {
        screen[geometry.area.row + row, geometry.area.column + column] = cell(row, column)
      }
    }
  }

  /// What a cell of the screen shows, counted from the corner of the area.
  private func cell(_ row: Int, _ column: Int) -> Cell {
    let halves = [2 * row, 2 * row + 1].map { geometry.cells(inHalf: $0, column: column) }
    let shown = halves.map { cells in cells.flatMap { FeatureShade.mean(of: shades(in: $0)) } }
    if halves.contains(where: { $0.map(isBrush) ?? false }) {
      var cell = Cell(display.colours == .none ? "#" : "·", Style.brush(on: display))
      if let mark = mark(in: halves) { cell.character = mark }
      return cell
    }
    guard let upper = shown[0] else { return Cell("·", Style(dim: true)) }
    let both = FeatureShade.mean(of: [upper, shown[1] ?? upper]) ?? upper
    if let mark = mark(in: halves) { return Cell(mark, both.textStyle(on: display)) }
    guard display.colours != .none, !display.shades.isASCII else {
      return both.cell(row: row, column: column, on: display)
    }
    return Cell(
      "▀",
      Style(
        upper.colour(row: 2 * row, column: column, on: display),
        on: shown[1]?.colour(row: 2 * row + 1, column: column, on: display) ?? .standard))
  }

  private typealias Cells = (rows: Range<Int>, columns: Range<Int>)

  private func shades(in cells: Cells) -> [FeatureShade] {
    guard let shades else { return [] }
    return cells.rows.flatMap { row in
      cells.columns.compactMap { shades[row * geometry.grid.width + $0] }
    }
  }

  /// Whether cells lie on the border of the brush: inside it, the features are to be seen.
  private func isBrush(_ cells: Cells) -> Bool {
    guard cells.rows.overlaps(brush.rows), cells.columns.overlaps(brush.columns) else {
      return false
    }
    return cells.rows.contains(brush.rows.lowerBound)
      || cells.rows.contains(brush.rows.upperBound - 1)
      || cells.columns.contains(brush.columns.lowerBound)
      || cells.columns.contains(brush.columns.upperBound - 1)
  }

  /// Whether something was drawn or removed in some cells.
  private func mark(in halves: [Cells?]) -> Character? {
    guard let marks else { return nil }
    for cells in halves.compactMap({ $0 }) {
      for row in cells.rows {
        for column in cells.columns {
          guard let mark = marks[row * geometry.grid.width + column] else { continue }
          return mark.direction == .draw ? "+" : "×"
        }
      }
    }
    return nil
  }
}
