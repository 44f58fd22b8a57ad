package import Cells

/// The whole painter on one screen.
package struct PaintScreen: Sendable {
  private let state: PaintState
  private let layout: PaintLayout

  /// Lays the panes out for the state's size.
  package init(_ state: PaintState) {
    self.state = state
    layout = PaintLayout(width: state.size.width, height: state.size.height, grid: state.grid)
  }

  /// The cells that pictures may cover; nil while something lies over them.
  package var picturePlace: Rect? {
    if case .help = state.mode { return nil }
    return layout.isTooSmall ? nil : layout.picture.inset(by: 1)
  }

  /// Draws every pane; the place of the picture stays blank.
  package func draw() -> CellGrid {
    var grid = CellGrid(width: state.size.width, height: state.size.height)
    guard !layout.isTooSmall else {
      drawSizeNotice(on: &grid)
      return grid
    }
    CanvasPane(state).draw(on: &grid, in: layout.canvas)
    let title = state.showsOriginal ? "before" : "picture"
    grid.frame(layout.picture, title: title, Style(bold: state.showsOriginal, dim: true))
    ConceptPane(state).draw(on: &grid, in: layout.concepts)
    StatusLines(state).draw(on: &grid, layout)
    if case .help(let scroll) = state.mode { HelpOverlay(scroll: scroll).draw(on: &grid) }
    return grid
  }

  private func drawSizeNotice(on grid: inout CellGrid) {
    let isAsked = state.mode == .confirming(.quit)
    let lines = [
      "ganbrush needs \(PaintLayout.smallestWidth)×\(PaintLayout.smallestHeight) characters",
      "this screen has \(grid.width)×\(grid.height)",
      isAsked ? "strokes are not saved: y quits, n stays" : "q quits; nothing is lost",
    ]
    for (row, line) in lines.enumerated() {
      grid.write(
        line, row: max(0, (grid.height - lines.count) / 2) + row,
        column: max(0, (grid.width - line.count) / 2))
    }
  }
}
