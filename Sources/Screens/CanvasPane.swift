package import Cells
import Recipes
import Files
import Units
import Painting
import Pictures

/// The feature grid: each cell coloured by the picture under it, or by how active the concept is.
package struct CanvasPane: Sendable {
  private let state: PaintState

  package init(_ state: PaintState) { self.state = state }

  /// Draws the grid, what is painted on it, and the brush.
  package func draw(on grid: inout CellGrid, in rect: Rect) {
    let geometry = CanvasGeometry(
      grid: state.grid, rect: rect.inset(by: 1), cursor: state.cursor)
    var title = state.showsHeat ? "\(shown: state.conceptName) activity" : "canvas"
    if geometry.rows.count < state.grid.height { title += " · rows \(Self.span(geometry.rows))" }
    if geometry.columns.count < state.grid.width {
      title += " · columns \(Self.span(geometry.columns))"
    }
    grid.frame(rect, title: title, Style(dim: true))
    let shades = shades()
    let strokes =
      state.showsOriginal
      ? [] : state.session.newestStrokes(on: state.session.layer, grid: state.grid)
    for row in geometry.rows {
      for column in geometry.columns {
        let cell = row * state.grid.width + column
        let place = geometry.rect(row: row, column: column)
        var style = Style()
        if let shades {
          style = shade(shades[cell], on: &grid, in: place)
        } else {
          grid.fill(place, with: Cell("·", Style(dim: true)))
        }
        if strokes.indices.contains(cell), let stroke = strokes[cell] {
          grid.write(
            mark(stroke), row: place.row + place.height / 2,
            column: place.column + (place.width - 2) / 2, style)
        }
      }
    }
    drawBrush(on: &grid, geometry, strokes)
  }

  private static func span(_ range: Range<Int>) -> String {
    "\(range.lowerBound)–\(max(range.lowerBound, range.upperBound - 1))"
  }

  // MARK: Shades

  /// What a cell of the canvas shows: a colour, and how bright or active it is, 0...1.
  private struct Shade {
    let colour: Colour
    let strength: Double
  }

  private func shades() -> [Shade]? {
    if state.showsHeat, let shares = activity() {
      return shares.map { Shade(colour: HeatScale.colour($0), strength: Double($0)) }
    }
    guard let rendered = state.rendered else { return nil }
    let picture = state.showsOriginal ? rendered.original : rendered.picture
    return (0..<state.grid.count).map { cell in
      let (row, column) = (cell / state.grid.width, cell % state.grid.width)
      let top = row * picture.height / state.grid.height
      let left = column * picture.width / state.grid.width
      let pixel = picture.meanColour(
        x: left, y: top,
        width: max(1, (column + 1) * picture.width / state.grid.width - left),
        height: max(1, (row + 1) * picture.height / state.grid.height - top))
      // In steps of 8, so that a far stroke's echo does not send every cell again.
      let colour = Colour.rgb(pixel.red | 7, pixel.green | 7, pixel.blue | 7)
      return Shade(colour: colour, strength: colour.brightness)
    }
  }

  /// For each cell, the mean quantile of the concept's units: 1 is as active as they ever are.
  private func activity() -> [Float]? {
    guard let features = state.shownFeatures, let table = state.quantiles else { return nil }
    let units = state.units(of: state.recipe).map(\.unit)
    guard !units.isEmpty else { return nil }
    return (0..<state.grid.count).map { cell in
      let sum = units.reduce(Float(0)) { sum, unit in
        sum
          + table.quantile(of: features[unit: unit, cell: cell], unit: unit)
      }
      return sum / Float(units.count)
    }
  }

  /// Fills a cell's place; returns the style that text upon it is readable in.
  private func shade(_ shade: Shade, on grid: inout CellGrid, in place: Rect) -> Style {
    guard state.hasColour else {
      let ramp: [Character] = Array(" .:-=+*#%@")
      let index = Int(shade.strength * Double(ramp.count - 1) + 0.5)
      grid.fill(place, with: Cell(ramp[min(max(index, 0), ramp.count - 1)]))
      return Style(reversed: true)
    }
    grid.fill(place, with: Cell(" ", Style(on: shade.colour)))
    return Style(Self.ink(on: shade.colour), on: shade.colour, bold: true)
  }

  private static func ink(on colour: Colour) -> Colour {
    colour.brightness > 0.45 ? .rgb(0, 0, 0) : .rgb(255, 255, 255)
  }

  // MARK: Marks

  /// Two characters: the concept's key and whether it was drawn (+) or removed (×).
  private func mark(_ stroke: Stroke) -> String {
    let place = state.brushes.firstIndex { $0.concept == stroke.concept }
    return ConceptPane.label(place) + (stroke.direction == .draw ? "+" : "×")
  }

  /// Brackets around each row of the brush; where a mark stands in their place, it takes the colour.
  private func drawBrush(
    on grid: inout CellGrid, _ geometry: CanvasGeometry, _ strokes: [Stroke?]
  ) {
    let origin = state.brushOrigin
    let columns = (origin.column..<origin.column + state.brush).clamped(to: geometry.columns)
    let rows = (origin.row..<origin.row + state.brush).clamped(to: geometry.rows)
    guard let first = columns.first, let last = columns.last else { return }
    let style =
      state.hasColour
      ? Style(.rgb(0, 0, 0), on: .rgb(255, 215, 60), bold: true) : Style(bold: true)
    for row in rows {
      let left = geometry.rect(row: row, column: first)
      let right = geometry.rect(row: row, column: last)
      for line in left.row..<left.row + left.height {
        let ends = [
          (bracket: "[", column: left.column, cell: first),
          (bracket: "]", column: right.column + right.width - 1, cell: last),
        ]
        for end in ends {
          let cell = row * state.grid.width + end.cell
          if geometry.zoom == 1, strokes.indices.contains(cell), strokes[cell] != nil {
            grid[line, end.column].style = style
          } else {
            grid.write(end.bracket, row: line, column: end.column, style)
          }
        }
      }
    }
  }
}
