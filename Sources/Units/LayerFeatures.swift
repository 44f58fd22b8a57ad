/// The feature maps of all units of one layer, as values that can be looked at.
package struct LayerFeatures: Equatable, Sendable {
  package let grid: Grid
  /// Unit after unit, each row by row.
  private let activations: [Float]

  /// Makes feature maps.
  ///
  /// - Precondition: Every unit has an activation for each cell of the grid.
  package init(grid: Grid, activations: [Float]) {
    precondition(
      activations.count.isMultiple(of: grid.count), "\(activations.count) activations on \(grid)")
    self.grid = grid
    self.activations = activations
  }

  /// The activation of a unit at a cell, which is counted row by row.
  package subscript(unit unit: Int, cell cell: Int) -> Float {
    activations[unit * grid.count + cell]
  }
}
