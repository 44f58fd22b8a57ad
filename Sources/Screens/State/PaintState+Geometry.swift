import Cells
import Recipes

/// Where things lie on the screen: panes draw there, and the mouse is heard there.
extension PaintState {
  package var layout: PaintLayout {
    PaintLayout(width: display.size.width, height: display.size.height, grid: grid)
  }

  /// The cells of the canvas.
  package var canvasGeometry: CanvasGeometry {
    CanvasGeometry(grid: grid, rect: layout.canvas.inset(by: 1), cursor: brush.cursor)
  }

  /// The rows of an open list of choices.
  func choiceGeometry(of list: ChoiceList) -> ListGeometry {
    ListGeometry(
      count: list.found.count, selection: list.selection,
      rect: ChoicePane.rect(for: list, width: display.size.width, height: display.size.height).rows)
  }

  /// The rows of the list of concepts, or of the open list of units.
  package var listGeometry: ListGeometry {
    let rect = layout.concepts.inset(by: 1)
    return mode.unitList.map {
      ListGeometry(count: $0.recipe.units.count, selection: $0.selection, rect: rect)
    } ?? ListGeometry(count: concepts.recipes.count, selection: concepts.chosenIndex, rect: rect)
  }
}
