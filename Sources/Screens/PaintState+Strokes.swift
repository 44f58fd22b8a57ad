import Recipes
import Files
import Units
import Painting

extension PaintState {
  /// The upper left cell of the brush at the cursor.
  package var brushOrigin: (row: Int, column: Int) {
    (cursor.row - (brush - 1) / 2, cursor.column - (brush - 1) / 2)
  }

  /// Paints the cells of the brush, as one step of the history.
  mutating func stroke(_ direction: Stroke.Direction) -> [Effect] {
    if direction == .draw, lacksDrawValues() { return [] }
    let recipe = recipe
    let units = units(of: recipe)
    guard !units.isEmpty else {
      complain("every unit of \(shown: recipe.concept) is left out; enter opens their list")
      return []
    }
    var mask = Mask(grid: grid)
    mask.insert(row: brushOrigin.row, column: brushOrigin.column, side: brush)
    var next = session
    next.strokes.append(
      Stroke(
        concept: recipe.concept, direction: direction,
        edits: units.map { unit, value in
          UnitEdit(layer: recipe.layer, unit: unit, value: direction == .draw ? value : 0)
        }, mask: mask))
    return commit(next)
  }
}
