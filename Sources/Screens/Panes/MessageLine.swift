import Cells
import Dissection
import Files
import Painting
import Recipes
import Units

/// The line below the panes: a question, the last message, or what the brush would do.
struct MessageLine: Sendable {
  let mode: PaintMode
  let commands: CommandTable
  /// The pictures with strokes that are not saved, the one in sight first.
  let unsaved: [Latent]
  /// The stroke that is selected in the list.
  let selectedItem: PaintedItem?
  let feedback: Feedback
  let session: Session
  let marks: StrokeMarks
  let concepts: ConceptList
  let brush: Brush
  let view: CanvasView
  /// Where the chosen concept takes, while that is looked at.
  let context: ContextMap?
  let unitView: UnitView
  /// The unit that the view of a unit shows.
  let unit: Unit
  /// What is being exported.
  let exporting: ExportProgress?

  func draw(on grid: inout CellGrid, in rect: Rect) {
    switch mode {
    case .prompt(let prompt):
      draw(prompt, on: &grid, in: rect)
    case .confirming(.quit):
      write(" \(loss). quit? ", on: &grid, rect, Style(bold: true, reversed: true))
    case .confirming(.open):
      write(
        " \(loss). open all the same? ", on: &grid, rect,
        Style(bold: true, reversed: true))
    case .confirming(.overwrite(let path, let wasChanged)):
      let reason = wasChanged ? "was changed by somebody else" : "exists"
      ask(" \(reason). replace it? ", about: path, on: &grid, rect)
    case .confirming(.overwritePicture(let path)):
      ask(" exists. replace it? ", about: path, on: &grid, rect)
    case .confirming(.overwriteExport(let export)):
      ask(" exists. replace it? ", about: export.path, on: &grid, rect)
    case .confirming(.export):
      write(
        " export the session's pictures: as what? ", on: &grid, rect,
        Style(bold: true, reversed: true))
    case .confirming(.stopDissection):
      let question =
        " the model is being dissected (\(unitView.percent ?? 0) %). stop it? what is counted is kept "
      write(question, on: &grid, rect, Style(bold: true, reversed: true))
    case .choosing(let list) where list.isInPlace: draw(list, on: &grid, in: rect)
    case .choosing(let list):
      write(" \(list.selected?.remark ?? "")", on: &grid, rect, Style())
    case .sheet(let sheet) where feedback.message == nil:
      write(" \(sheet.sentence(commands))", on: &grid, rect, Style())
    case .painting, .units, .strokes, .sheet:
      if let message = feedback.message {
        let style =
          message.isError ? Style.complaint : Style(bold: true)
        write(" \(message.isError ? "! " : "")\(message.text)", on: &grid, rect, style)
      } else {
        write(
          " \(exporting?.sentence ?? selectedItem?.sentence ?? legend ?? prospect)", on: &grid,
          rect,
          Style())
      }
    }
  }

  /// What is to be lost; pictures that are not in sight are named.
  private var loss: String {
    let lost = unsaved.filter { mode.mayLose($0, inSight: session.latent) }
    let strokes =
      lost.contains { $0 != session.latent } ? "strokes on \(lost.names)" : "strokes"
    return "\(strokes) are \(feedback.areStrokesKept ? "not saved" : "neither saved nor kept")"
  }

  private func draw(_ prompt: Prompt, on grid: inout CellGrid, in rect: Rect) {
    draw(prompt.line, after: " \(prompt.question.rawValue): ", on: &grid, in: rect)
  }

  /// What is typed to find something, and how many answer to it.
  private func draw(_ list: ChoiceList, on grid: inout CellGrid, in rect: Rect) {
    let count = list.line.text.isEmpty ? "" : "\(list.found.count) of \(list.choices.count) "
    var room = rect
    room.width -= count.count
    draw(list.line, after: " \(list.title): ", on: &grid, in: room)
    grid.write(count, row: rect.row, column: room.column + room.width, Style(dim: true))
  }

  private func draw(
    _ line: LineEditor, after label: String, on grid: inout CellGrid, in rect: Rect
  ) {
    var column = grid.write(label, row: rect.row, column: 0, Style(bold: true), limit: rect.width)
    let line = line.view(width: rect.width - column - 1)
    column = grid.write(line.before, row: rect.row, column: column, limit: rect.width)
    column = grid.write(
      line.cursor, row: rect.row, column: column, Style(reversed: true), limit: rect.width)
    grid.write(line.after, row: rect.row, column: column, limit: rect.width)
  }

  /// Writes a question about a file, whose path loses its beginning before anything else is cut.
  private func ask(
    _ question: String, about path: String, on grid: inout CellGrid, _ rect: Rect
  ) {
    // The view has a cell for the cursor, and the line a blank before the path.
    let line = LineEditor(String(path.suffix(LineEditor.limit / 4)))
    let path = line.view(width: rect.width - question.cellWidth).before
    write(" \(path)\(question)", on: &grid, rect, Style(bold: true, reversed: true))
  }

  private func write(_ text: String, on grid: inout CellGrid, _ rect: Rect, _ style: Style) {
    grid.write(text, row: rect.row, column: rect.column, style, limit: rect.width)
  }

  /// What the pictures of a unit show, or the shades of the canvas, while they are in sight.
  private var legend: String? {
    guard unitView.isOpen else { return context.map(legend(of:)) }
    guard let findings = unitView.findings(of: unit) else { return nil }
    return
      "lit: above its level \(UnitPane.text(findings.level, digits: 2)), which 1 % of pixels exceed"
  }

  /// What a stroke at the brush would add, what the brightest shade stands for, and how far trying is.
  private func legend(of map: ContextMap) -> String {
    let (row, column) = brush.cursor
    let here = map.changes[row * concepts.layer.grid.width + column]
    let full = (100 * map.full).decimals(1)
    let tried = map.count < map.changes.count ? " · \(map.count) of \(map.changes.count) cells" : ""
    return "\(shown: map.question.concept) here \(here?.signedPercentage ?? "…") of the picture"
      + " · brightest +\(full) % and more\(tried)"
  }

  /// What the brush would do, and what lies under it.
  private var prospect: String {
    let recipe = concepts.chosen
    let (row, column) = brush.cursor
    let grid = concepts.layer.grid
    let painted = marks[row * grid.width + column].map {
      " · \(shown: $0.concept) \($0.direction == .draw ? "drawn" : "removed")"
        + ($0.otherLayer.map { " on \(shown: $0)" } ?? "")
    }
    return view.comparison.prefix
      + "\(shown: recipe.concept) · \(values(of: recipe)) · brush \(brush.side)×\(brush.side)"
      + " · cell \(row),\(column)\(painted ?? "")"
  }

  /// How many units a stroke sets, or what it sets a single one to.
  private func values(of recipe: Recipe) -> String {
    guard concepts.areSingleUnits else {
      return "\(brush.units(of: recipe, in: session).count) units"
    }
    guard let table = concepts.quantiles else { return "no level yet" }
    let level = table.activation(at: QuantileTable.level, unit: recipe.units[0])
    guard abs(level) < 1e6 else { return "level \(level)" }
    let hundredths = Int((abs(level) * 100).rounded())
    let cents = hundredths % 100
    return "level \(level < 0 ? "−" : "")\(hundredths / 100).\(cents < 10 ? "0" : "")\(cents)"
  }
}

extension Style {
  /// How what could not be done is shown.
  static let complaint = Style(.rgb(255, 110, 100), bold: true)
  /// The same for what lasts, in a line that is reversed.
  static let alarm = Style(.rgb(255, 110, 100), bold: true, reversed: true)
}
