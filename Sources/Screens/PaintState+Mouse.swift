import Cells
import Recipes
import Units
import Painting

/// A brush drag under way: from the press of a button to its release.
struct Drag: Sendable {
  let direction: Stroke.Direction
  var last: (row: Int, column: Int)
}

extension PaintState {
  /// Takes a mouse report: drags paint, clicks select, the wheel changes the brush.
  mutating func handle(_ event: MouseEvent) -> [Effect] {
    switch event.action {
    case .wheelUp, .wheelDown: return turnWheel(event)
    case .release:
      drag = nil
      return []
    case .press(let button): return press(button, event)
    case .drag: return continueDrag(event)
    }
  }

  /// Scrolls through the list under the pointer, or changes the brush.
  private mutating func turnWheel(_ event: MouseEvent) -> [Effect] {
    let isUp = event.action == .wheelUp
    let layout = PaintLayout(width: size.width, height: size.height, grid: grid)
    let isOverList = layout.concepts.contains(row: event.row, column: event.column)
    switch mode {
    case .painting where isOverList: return perform(isUp ? .previousConcept : .nextConcept)
    case .painting: return perform(isUp ? .largerBrush : .smallerBrush)
    case .units where isOverList: return perform(.move(isUp ? .up : .down))
    default: return []
    }
  }

  private mutating func press(_ button: MouseEvent.Button, _ event: MouseEvent) -> [Effect] {
    if case .help = mode {
      mode = .painting
      return []
    }
    guard mode == .painting || isListingUnits else { return [] }
    message = nil
    let layout = PaintLayout(width: size.width, height: size.height, grid: grid)
    if let row = conceptRow(under: event, layout) {
      select(row: row)
      return []
    }
    guard let cell = cell(under: event, layout) else { return [] }
    mode = .painting
    cursor = cell
    guard button != .middle else { return [] }
    let direction: Stroke.Direction = button == .right ? .remove : .draw
    let effects = stroke(direction)
    if !effects.isEmpty { drag = Drag(direction: direction, last: cell) }
    return effects
  }

  /// Adds the cells between the last report and this one to the stroke that the press began.
  private mutating func continueDrag(_ event: MouseEvent) -> [Effect] {
    let layout = PaintLayout(width: size.width, height: size.height, grid: grid)
    guard let drag, let cell = cell(under: event, layout), cell != drag.last,
      var stroke = session.strokes.last, var mask = stroke.mask
    else { return [] }
    let steps = max(abs(cell.row - drag.last.row), abs(cell.column - drag.last.column))
    for step in 1...steps {
      cursor = (
        drag.last.row + (cell.row - drag.last.row) * step / steps,
        drag.last.column + (cell.column - drag.last.column) * step / steps
      )
      mask.insert(row: brushOrigin.row, column: brushOrigin.column, side: brush)
    }
    self.drag?.last = cell
    guard mask != stroke.mask else { return [] }
    stroke.mask = mask
    var next = session
    next.strokes[next.strokes.count - 1] = stroke
    history.amend(next)
    return [needsPicture()]
  }

  private var isListingUnits: Bool {
    if case .units = mode { true } else { false }
  }

  /// The row of the concept list under the mouse.
  private func conceptRow(under event: MouseEvent, _ layout: PaintLayout) -> Int? {
    let inner = layout.concepts.inset(by: 1)
    guard inner.contains(row: event.row, column: event.column) else { return nil }
    let list = ConceptPane(self)
    let row = event.row - inner.row + list.firstRow(height: inner.height)
    return (0..<list.count).contains(row) ? row : nil
  }

  /// Chooses the concept, or the unit, in a row of the concept pane.
  private mutating func select(row: Int) {
    if isListingUnits {
      mode = .units(selection: row)
    } else {
      conceptName = brushes[row].concept
    }
  }

  /// The cell of the canvas under the mouse, on the canvas itself or on the picture.
  private func cell(under event: MouseEvent, _ layout: PaintLayout) -> (row: Int, column: Int)? {
    if let place = picturePlace, place.contains(row: event.row, column: event.column) {
      return (
        (2 * (event.row - place.row) + 1) * grid.height / (2 * place.height),
        (2 * (event.column - place.column) + 1) * grid.width / (2 * place.width)
      )
    }
    return CanvasGeometry(grid: grid, rect: layout.canvas.inset(by: 1), cursor: cursor)
      .cell(row: event.row, column: event.column)
  }
}
