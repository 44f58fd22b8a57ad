/// What is known of a layer without running it: its name and the size of its output.
package struct LayerSummary: Hashable, Sendable {
  package let name: LayerName
  /// The number of units.
  package let units: Int
  package let grid: Grid

  package init(name: LayerName, units: Int, grid: Grid) {
    self.name = name
    self.units = units
    self.grid = grid
  }
}

extension [LayerSummary] {
  /// The layers of a generator that can be painted on: all before the picture's own, or that one
  /// where it is the only layer.
  package var canvases: [LayerSummary] { count > 1 ? Array(dropLast()) : self }
}
