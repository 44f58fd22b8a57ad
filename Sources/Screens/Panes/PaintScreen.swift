package import Cells
import Units

/// The whole painter on one screen.
package struct PaintScreen: Sendable {
  private let state: PaintState
  private let layout: PaintLayout

  /// Lays the panes out for the state's size.
  package init(_ state: PaintState) {
    self.state = state
    layout = state.layout
  }

  /// The cells that pictures may cover; nil while something lies over them.
  package var pictureRoom: Rect? {
    if case .choosing(let list) = state.mode, !list.isInPlace { return nil }
    guard !layout.isTooSmall else { return nil }
    return unitPane?.pictureRoom(in: layout.picture) ?? layout.picture
  }

  private var sheet: PictureSheet? { if case .sheet(let sheet) = state.mode { sheet } else { nil } }

  private var unitPane: UnitPane? {
    sheet == nil && state.unitView.isOpen
      ? UnitPane(unit: state.chosenUnit, view: state.unitView, commands: state.commands) : nil
  }

  /// Draws every pane; the room for the picture stays blank.
  package func draw() -> CellGrid {
    var grid = CellGrid(width: state.display.size.width, height: state.display.size.height)
    guard !layout.isTooSmall else {
      drawSizeNotice(on: &grid)
      return grid
    }
    let (session, concepts, brush) = (state.session, state.concepts, state.brush)
    let contextMap = state.contextMap
    if !layout.features.isEmpty {
      FeaturePane(
        geometry: state.featureGeometry, session: session, marks: state.marks, concepts: concepts,
        brush: brush, feedback: state.feedback, view: state.view, context: contextMap,
        unit: state.chosenUnit, showsUnit: state.unitView.isOpen, highlight: state.highlight,
        display: state.display
      ).draw(on: &grid, in: layout.features)
    }
    unitPane?.draw(on: &grid, in: layout.picture)
    if let list = state.mode.openStrokes {
      StrokePane(
        geometry: state.listGeometry, session: session, layer: concepts.layer.name,
        openItem: list.unit == nil ? nil : state.selectedItem
      ).draw(on: &grid, in: layout.concepts)
    } else if !layout.concepts.isEmpty {
      ConceptPane(
        geometry: state.listGeometry, concepts: concepts, openUnits: state.mode.unitList,
        brush: brush, session: session
      ).draw(on: &grid, in: layout.concepts)
    }
    if !layout.header.isEmpty {
      HeaderLine(
        document: state.document, concepts: concepts, brush: brush, feedback: state.feedback,
        unitView: state.unitView, pictureTitle: state.display.pictureTitle
      ).draw(on: &grid, in: layout.header)
    }
    MessageLine(
      mode: state.mode, commands: state.commands, unsaved: state.document.unsavedPictures,
      selectedItem: state.selectedItem, feedback: state.feedback, session: session,
      marks: state.marks,
      concepts: concepts, brush: brush, view: state.view, context: contextMap,
      unitView: state.unitView, unit: state.chosenUnit,
      exporting: state.exporting
    ).draw(on: &grid, in: layout.message)
    if !layout.hints.isEmpty {
      HintLine(hints: state.hints, remark: state.remark).draw(on: &grid, in: layout.hints)
    }
    if case .choosing(let list) = state.mode, !list.isInPlace {
      ChoicePane(list).draw(on: &grid)
    } else if state.isWelcoming, state.mode == .painting, !layout.header.isEmpty {
      WelcomeLines(commands: state.commands).draw(on: &grid, above: layout.message.row)
    }
    return grid
  }

  private func drawSizeNotice(on grid: inout CellGrid) {
    let quit = state.commands.key(.quit)
    let advice =
      switch state.mode {
      case .painting: "\(quit) quits; nothing is lost"
      case .confirming(.quit): "not saved: y quits, n stays"
      // The key belongs to what cannot be seen.
      default: "esc, then \(quit) quits"
      }
    let lines = [
      "needs \(PaintLayout.smallestWidth)×\(PaintLayout.smallestHeight) characters",
      "this screen has \(grid.width)×\(grid.height)", advice,
    ]
    for (row, line) in lines.enumerated() {
      grid.write(
        line, row: max(0, (grid.height - lines.count) / 2) + row,
        column: max(0, (grid.width - line.count) / 2))
    }
  }
}
