import Cells
import Files
import Painting
import Pictures
import Recipes
import Units

/// The cells of the layer, coloured by how active units are, or by the picture under them.
struct FeaturePane: Sendable {
  let geometry: FeatureGeometry
  let session: Session
  let marks: StrokeMarks
  let concepts: ConceptList
  let brush: Brush
  let feedback: Feedback
  let view: CanvasView
  /// Where the chosen concept takes, while that is looked at.
  let context: ContextMap?
  /// The unit that is chosen, and whether it is looked at.
  let unit: Unit
  let showsUnit: Bool
  /// The region of the stroke that is selected in the list.
  let highlight: StrokeHighlight?
  let display: Display

  private var grid: Grid { concepts.layer.grid }

  func draw(on screen: inout CellGrid, in rect: Rect) {
    screen.head(rect, title: titles.first { $0.count <= rect.width } ?? titles[0])
    if let zoom = geometry.zoom {
      if zoom > 0 { drawCells(on: &screen) }
    } else {
      FeatureThumbnail(
        geometry: geometry, shades: shades(), marks: view.showsOriginal ? nil : marks,
        brush: brush.area(on: grid), display: display
      ).draw(on: &screen)
    }
  }

  /// Draws every cell of the grid with its mark, and the brush.
  private func drawCells(on screen: inout CellGrid) {
    let shades = shades()
    for row in 0..<grid.height {
      for column in 0..<grid.width {
        let cell = row * grid.width + column
        let area = geometry.rect(row: row, column: column)
        var style = Style()
        if let shade = shades?[cell] {
          style = self.shade(shade, on: &screen, in: area)
        } else {
          screen.fill(area, with: Cell("·", Style(dim: true)))
        }
        if let mark = mark(in: cell) {
          screen.write(
            text(of: mark), row: area.row + area.height / 2,
            column: area.column + (area.width - 2) / 2, style)
        }
        if highlight?.contains(row: row, column: column, on: grid) == true {
          light(area, on: &screen)
        }
      }
    }
    drawBrush(on: &screen)
  }

  /// What is shown, and shorter words for it.
  private var titles: [String] {
    shownContext.map { question in
      let concept = "\(shown: question.question.concept)"
      return ["where \(concept) takes", "\(concept) takes", concept]
    } ?? activityTitle.map { ["\($0) activity", $0] } ?? ["colours"]
  }

  /// Where the concept takes, unless a unit is looked at.
  private var shownContext: ContextMap? { showsUnit ? nil : context }

  /// Whose activity is shown.
  private var activityTitle: String? {
    guard concepts.quantiles != nil else { return nil }
    return shownUnit.map { "unit \($0.channel)" }
      ?? (view.featureContent == .concept ? "\(shown: concepts.chosenName)" : nil)
  }

  /// The unit whose activity is shown.
  private var shownUnit: Unit? {
    showsUnit || view.featureContent == .unit ? unit : nil
  }

  // MARK: Shades

  /// For each cell what it shows; nil where that is not known.
  private func shades() -> [FeatureShade?]? {
    if let shownContext {
      return shownContext.brightness.map { share in
        share.map { FeatureShade(colour: HeatScale.colour($0), strength: Double($0)) }
      }
    }
    if activityTitle != nil, let shares = activity() {
      return shares.map { FeatureShade(colour: HeatScale.colour($0), strength: Double($0)) }
    }
    guard let rendered = feedback.rendered else { return nil }
    let picture = view.showsOriginal ? rendered.original : rendered.picture
    return (0..<grid.count).map { cell in
      let (row, column) = (cell / grid.width, cell % grid.width)
      let top = row * picture.height / grid.height
      let left = column * picture.width / grid.width
      let pixel = picture.meanColour(
        x: left, y: top, width: max(1, (column + 1) * picture.width / grid.width - left),
        height: max(1, (row + 1) * picture.height / grid.height - top))
      // In steps of 8, so that a far stroke's echo does not send every cell again.
      let colour = Colour.rgb(pixel.red | 7, pixel.green | 7, pixel.blue | 7)
      return FeatureShade(colour: colour, strength: colour.brightness)
    }
  }

  /// How active the units are that respond to the concept, or the one that is looked at.
  private func activity() -> [Float]? {
    let units =
      shownUnit.map { [$0.channel] }
      ?? brush.units(of: concepts.responding, in: session).map(\.unit)
    return feedback.rendered(on: session.layer).map(view.features(of:)).flatMap {
      concepts.activity(of: units, in: $0)
    }
  }

  /// Fills the area of a cell; returns the style that text upon it is readable in.
  private func shade(_ shade: FeatureShade, on screen: inout CellGrid, in area: Rect) -> Style {
    for row in area.rows {
      for column in area.columns {
        screen[row, column] = shade.cell(row: row, column: column, on: display)
      }
    }
    return shade.textStyle(on: display)
  }

  // MARK: Marks

  private func mark(in cell: Int) -> StrokeMarks.Mark? { view.showsOriginal ? nil : marks[cell] }

  /// Two characters: the concept's key, or a small dot on another layer, and whether it was drawn (+) or
  /// removed (×).
  private func text(of mark: StrokeMarks.Mark) -> String {
    let index = concepts.recipes.firstIndex { $0.concept == mark.concept }
    let label = mark.otherLayer == nil ? CommandTable.conceptLabel(index) : "·"
    return label + (mark.direction == .draw ? "+" : "×")
  }

  /// Lights the area of a cell whose stroke is selected; its mark stays.
  private func light(_ area: Rect, on screen: inout CellGrid) {
    let yellow = display.colours.shown(.rgb(255, 215, 60))
    for row in area.rows {
      for column in area.columns {
        screen[row, column].style =
          display.colours == .none
          ? Style(bold: true, reversed: true) : Style(yellow.ink, on: yellow, bold: true)
      }
    }
  }

  /// Brackets around each row of the brush; where they would hide a mark, it takes their colour.
  private func drawBrush(on screen: inout CellGrid) {
    let area = brush.area(on: grid)
    guard let first = area.columns.first, let last = area.columns.last else { return }
    let style = Style.brush(on: display)
    for row in area.rows {
      let left = geometry.rect(row: row, column: first)
      let right = geometry.rect(row: row, column: last)
      for line in left.rows {
        let ends = [
          (bracket: "[", column: left.column, cell: first),
          (bracket: "]", column: right.column + right.width - 1, cell: last),
        ]
        for end in ends {
          let cell = row * grid.width + end.cell
          if geometry.zoom == 1, mark(in: cell) != nil {
            screen[line, end.column].style = style
          } else {
            screen.write(end.bracket, row: line, column: end.column, style)
          }
        }
      }
    }
  }
}
