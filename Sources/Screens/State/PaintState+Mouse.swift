import Cells
import Painting
import Units

extension PaintState {
  /// Takes a mouse report: drags paint, clicks select, the wheel changes the brush.
  mutating func handle(_ event: MouseEvent) -> [Effect] {
    switch event.action {
    case .wheelUp, .wheelDown: return turnWheel(event)
    case .release:
      (drag, draggedStroke) = (nil, nil)
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
      let side = sheetPicture(of: sheet.count).side
      sheet.move(by: isUp ? -side : side, side: side)
      mode = .sheet(sheet)
      return []
    case .prompt(let prompt):
      step(by: isUp ? -1 : 1, in: prompt)
      return []
    case .painting where isOverList: return perform(isUp ? .previousConcept : .nextConcept)
    case .painting: return perform(isUp ? .largerBrush : .smallerBrush)
    case .units where isOverList: return perform(.move(isUp ? .up : .down))
    case .strokes(let list) where isOverList: return perform(.move(by: isUp ? -1 : 1), on: list)
    default: return []
    }
  }

  private mutating func press(_ button: MouseEvent.Button, _ event: MouseEvent) -> [Effect] {
    switch mode {
    case .painting, .units, .strokes: break
    case .choosing(let list) where !list.isInPlace: return press(event, in: list)
    case .choosing(let list): mode = list.below.mode
    case .sheet(let sheet): return press(event, on: sheet)
    case .prompt(let prompt): return press(event, in: prompt)
    case .confirming: return []
    }
    feedback.clearMessage()
    meter.forget()
    if let row = listGeometry.row(at: event.row, column: event.column) {
      select(row: row)
      return []
    }
    if case .wipe = view.comparison, let step = wipeStep(row: event.row, column: event.column) {
      drag = Drag(pane: .picture(part: 0), cell: nil)
      view.comparison = .wipe(nearest: step)
      return []
    }
    let pane: Drag.Pane =
      layout.features.contains(row: event.row, column: event.column)
      ? .features : .picture(part: partOfPicture(row: event.row, column: event.column) ?? 0)
    guard let cell = cell(under: event, in: pane) else { return [] }
    mode = .painting
    brush.move(to: cell)
    guard button != .middle else { return [] }
    let direction: Stroke.Direction = button == .right ? .remove : .draw
    draggedStroke = nil
    let effects = paint(direction)
    if draggedStroke != nil { drag = Drag(pane: pane, cell: cell) }
    return effects
  }

  /// Chooses the row under the pointer; elsewhere a click closes the list.
  private mutating func press(_ event: MouseEvent, in list: ChoiceList) -> [Effect] {
    guard let row = choiceGeometry(of: list).row(at: event.row, column: event.column) else {
      mode = list.below.mode
      return []
    }
    let choice = list.found[row]
    return choice.isHeading ? [] : choose(choice, in: list)
  }

  /// Adds the cells between the last report and this one to the stroke that the press began, or moves
  /// the edge of a wipe.
  private mutating func continueDrag(_ event: MouseEvent) -> [Effect] {
    guard let drag else { return [] }
    guard let last = drag.cell else {
      if case .wipe = view.comparison, let step = wipeStep(row: event.row, column: event.column) {
        view.comparison = .wipe(nearest: step)
      }
      return []
    }
    guard let cell = cell(under: event, in: drag.pane), cell != last,
      let (stroke, isPainted) = draggedStroke, !isPainted || stroke == session.strokes.last
    else { return [] }
    var mask = isPainted ? stroke.mask ?? Mask(grid: grid) : Mask(grid: grid)
    let steps = max(abs(cell.row - last.row), abs(cell.column - last.column))
    for step in 1...steps {
      brush.move(
        to: (
          last.row + (cell.row - last.row) * step / steps,
          last.column + (cell.column - last.column) * step / steps
        ))
      brush.paint(&mask)
    }
    self.drag?.cell = cell
    guard mask != stroke.mask else { return [] }
    var grown = stroke
    grown.mask = mask
    guard isPainted else {
      guard !session.strokes.repeats(grown) else { return [] }
      draggedStroke = (grown, true)
      feedback.clearMessage()
      return paint(grown)
    }
    draggedStroke = (grown, true)
    document.amend(.strokes(at: session.strokes.count - 1, old: [stroke], new: [grown]))
    let effect = requestPicture()
    meter.follow(grown, request: feedback.newestRequest)
    return [effect]
  }

  /// Chooses the concept, the unit or the stroke in a row of the concept pane.
  private mutating func select(row: Int) {
    if let list = mode.unitList {
      select(row, of: list)
    } else if let list = mode.openStrokes {
      select(row, of: list)
    } else {
      concepts.choose(row)
    }
  }

  /// The cell of the layer under the mouse in a pane.
  private func cell(under event: MouseEvent, in pane: Drag.Pane) -> (row: Int, column: Int)? {
    switch pane {
    case .picture(let part): cellOfPicture(row: event.row, column: event.column, in: part)
    case .features: featureGeometry.cell(row: event.row, column: event.column)
    }
  }
}
