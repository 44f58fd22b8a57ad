package import Painting
package import Recipes
package import Units

/// Where the brush is, how large, and what its strokes set.
package struct Brush: Sendable {
  /// The row and column of the brush on the grid of the layer.
  package private(set) var cursor: (row: Int, column: Int)
  /// Cells along a side.
  package private(set) var side = 1
  /// How many units a stroke sets.
  package private(set) var strength: Int
  /// A name of the recipes' draw values, or nil for each recipe's own.
  package var draw: String?

  /// Puts the smallest brush in the middle of a layer.
  package init(strength: Int, on layer: LayerSummary) {
    cursor = (layer.grid.height / 2, layer.grid.width / 2)
    self.strength = min(strength, layer.units)
  }

  // MARK: Position and size

  /// The upper left cell, which may lie outside the grid.
  package var origin: (row: Int, column: Int) {
    (cursor.row - (side - 1) / 2, cursor.column - (side - 1) / 2)
  }

  /// The rows and columns of a grid that are under the brush.
  package func area(on grid: Grid) -> (rows: Range<Int>, columns: Range<Int>) {
    (
      (origin.row..<origin.row + side).clamped(to: 0..<grid.height),
      (origin.column..<origin.column + side).clamped(to: 0..<grid.width)
    )
  }

  /// Adds the cells under the brush to a mask.
  package func paint(_ mask: inout Mask) {
    mask.insert(row: origin.row, column: origin.column, side: side)
  }

  /// Moves to a cell of the grid.
  package mutating func move(to cell: (row: Int, column: Int)) { cursor = cell }

  /// Moves one cell, at most to the edge of the grid.
  package mutating func move(_ direction: Command.Direction, on grid: Grid) {
    switch direction {
    case .up: cursor.row = max(0, cursor.row - 1)
    case .down: cursor.row = min(grid.height - 1, cursor.row + 1)
    case .left: cursor.column = max(0, cursor.column - 1)
    case .right: cursor.column = min(grid.width - 1, cursor.column + 1)
    }
  }

  /// Moves to the same place of the picture on another grid.
  package mutating func move(from old: Grid, to new: Grid) {
    func scaled(_ cell: Int, _ old: Int, _ new: Int) -> Int {
      Int((Double(cell) + 0.5) / Double(old) * Double(new))
    }
    cursor = (
      scaled(cursor.row, old.height, new.height), scaled(cursor.column, old.width, new.width)
    )
  }

  /// Makes the brush a cell narrower, down to one.
  package mutating func shrink() { side = max(1, side - 1) }

  /// Makes the brush a cell wider, up to the grid.
  package mutating func grow(on grid: Grid) { side = min(side + 1, min(grid.height, grid.width)) }

  /// Keeps position, size and strength inside what a layer has.
  package mutating func fit(_ layer: LayerSummary) {
    let grid = layer.grid
    cursor = (min(cursor.row, grid.height - 1), min(cursor.column, grid.width - 1))
    side = min(side, min(grid.height, grid.width))
    strength = min(strength, layer.units)
  }

  // MARK: What a stroke sets

  /// The units of a recipe that a stroke sets, with the values that draw it.
  ///
  /// - Parameters:
  ///   - recipe: What is painted.
  ///   - session: Says which units the concept leaves out.
  /// - Returns: Channels, best first, each with an activation.
  package func units(of recipe: Recipe, in session: Session) -> [(unit: Int, value: Float)] {
    kept(values(of: recipe), of: recipe, in: session)
  }

  /// The units that a stroke sets to remove the concept of a recipe, with the values that do so.
  ///
  /// - Parameters:
  ///   - removal: What was measured to remove the concept; without it the units that draw become 0.
  ///   - recipe: What is removed.
  ///   - session: Says which units the concept leaves out.
  /// - Returns: Channels, best first, each with an activation.
  package func units(
    of removal: Recipe?, removing recipe: Recipe, in session: Session
  ) -> [(unit: Int, value: Float)] {
    guard let removal else { return units(of: recipe, in: session).map { ($0.unit, 0) } }
    return kept(removal.strongest(removal.units.count), of: recipe, in: session)
  }

  /// As many units as a stroke sets, without those that a concept leaves out.
  private func kept(
    _ values: [(unit: Int, value: Float)], of recipe: Recipe, in session: Session
  ) -> [(unit: Int, value: Float)] {
    let leftOut = session.leftOut[recipe.concept] ?? []
    let kept = values.filter { !leftOut.contains(Unit(recipe.layer, $0.unit)) }
    return Array(kept.prefix(strength))
  }

  /// All units of a recipe with the values that draw it.
  package func values(of recipe: Recipe) -> [(unit: Int, value: Float)] {
    recipe.strongest(recipe.units.count, draw: draw)
  }

  /// The kind of values that strokes of a recipe draw with.
  package func drawName(of recipe: Recipe) -> String {
    draw.flatMap { recipe.draws[$0] == nil ? nil : $0 } ?? recipe.draw
  }

  /// Sets how many units a stroke sets, at most all of the layer.
  package mutating func setStrength(_ count: Int, on layer: LayerSummary) {
    strength = min(count, layer.units)
  }
}
