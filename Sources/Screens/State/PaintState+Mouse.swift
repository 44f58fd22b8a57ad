import Cells
import Painting
import Units

extension PaintState {
  /// Takes a mouse report: drags paint, clicks select, the wheel changes the brush.
  mutating func handle(_ event: MouseEvent) -> [Effect] {
    switch event.action {
    case .wheelUp, .wheelDown: return turnWheel(event)
    case .release:
      lastDragged = nil
      return []
    case .press(let button): return press(button, event)
    case .drag: return continueDrag(event)
    }
  }

  /// Scrolls through the list under the pointer, or changes the brush.
  private mutating func turnWheel(_ event: MouseEvent) -> [Effect] {
    let isUp = event.action == .wheelUp
    let isOverList = layout.concepts.contains(row: event.row, column: event.column)
    switch mode {
    case .choosing(var list):
      list.move(by: isUp ? -1 : 1)
      mode = .choosing(list)
      followFound()
      return []
    case .sheet(var sheet):
      let side = sheetPicture.side
      sheet.move(by: isUp ? -side : side, side: side)
      mode = .sheet(sheet)
      return []
    case .painting where isOverList: return perform(isUp ? .previousConcept : .nextConcept)
    case .painting: return perform(isUp ? .largerBrush : .smallerBrush)
    case .units where isOverList: return perform(.move(isUp ? .up : .down))
    default: return []
    }
  }

  private mutating func press(_ button: MouseEvent.Button, _ event: MouseEvent) -> [Effect] {
    switch mode {
    case .painting, .units: break
    case .choosing(let list) where !list.isInPlace: return press(event, in: list)
    case .choosing(let list): mode = list.modeBelow
    case .sheet(let sheet): return press(event, on: sheet)
    case .prompt, .confirming: return []
    }
    feedback.clearMessage()
    meter.forget()
    if let row = listGeometry.row(at: event.row, column: event.column) {
      select(row: row)
      return []
    }
    guard let cell = cell(under: event) else { return [] }
    mode = .painting
    brush.move(to: cell)
    guard button != .middle else { return [] }
    let direction: Stroke.Direction = button == .right ? .remove : .draw
    let effects = paint(direction)
    if !effects.isEmpty { lastDragged = cell }
    return effects
  }

  /// Chooses the row under the pointer; elsewhere a click closes the list.
  private mutating func press(_ event: MouseEvent, in list: ChoiceList) -> [Effect] {
    guard let row = choiceGeometry(of: list).row(at: event.row, column: event.column) else {
      mode = list.modeBelow
      return []
    }
    let choice = list.found[row]
    return choice.isHeading ? [] : choose(choice, in: list)
  }

  /// Adds the cells between the last report and this one to the stroke that the press began.
  private mutating func continueDrag(_ event: MouseEvent) -> [Effect] {
    guard let last = lastDragged, let cell = cell(under: event), cell != last,
      let stroke = session.strokes.last, var mask = stroke.mask
    else { return [] }
    let steps = max(abs(cell.row - last.row), abs(cell.column - last.column))
    for step in 1...steps {
      brush.move(
        to: (
          last.row + (cell.row - last.row) * step / steps,
          last.column + (cell.column - last.column) * step / steps
        ))
      brush.paint(&mask)
    }
    lastDragged = cell
    guard mask != stroke.mask else { return [] }
    var grown = stroke
    grown.mask = mask
    document.amend(.strokes(at: session.strokes.count - 1, old: [stroke], new: [grown]))
    let effect = requestPicture()
    meter.follow(grown, request: feedback.newestRequest)
    return [effect]
  }

  /// Chooses the concept, or the unit, in a row of the concept pane.
  private mutating func select(row: Int) {
    if let list = mode.unitList {
      select(row, of: list)
    } else {
      concepts.choose(row)
    }
  }

  /// The cell of the canvas under the mouse, on the canvas itself or on the picture.
  private func cell(under event: MouseEvent) -> (row: Int, column: Int)? {
    if case .rendering = pictureContent, let rect = display.pictureRect,
      rect.contains(row: event.row, column: event.column)
    {
      return (
        (2 * (event.row - rect.row) + 1) * grid.height / (2 * rect.height),
        (2 * (event.column - rect.column) + 1) * grid.width / (2 * rect.width)
      )
    }
    return canvasGeometry.cell(row: event.row, column: event.column)
  }
}
