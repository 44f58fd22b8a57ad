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
  /// The layers of a generator that can be painted on: all before the picture's own, which is the only
  /// one where there is no other.
  package var canvases: [LayerSummary] { count > 1 ? Array(dropLast()) : self }
}

/// The rows and columns of a layer's feature maps.
package struct Grid: Hashable, Sendable {
  package let height: Int
  package let width: Int

  package init(height: Int, width: Int) {
    precondition(height > 0 && width > 0, "a grid of \(height)×\(width)")
    self.height = height
    self.width = width
  }

  /// The number of cells.
  package var count: Int { height * width }

  /// The places of a square window on this grid, as PyTorch counts them: without those that fit
  /// in part.
  ///
  /// - Precondition: The window fits at least once.
  package func windows(of side: Int, stride: Int, padding: Int) -> Grid {
    Grid(
      height: (height + 2 * padding - side) / stride + 1,
      width: (width + 2 * padding - side) / stride + 1)
  }
}

extension Grid: CustomStringConvertible {
  package var description: String { "\(height)×\(width)" }
}
