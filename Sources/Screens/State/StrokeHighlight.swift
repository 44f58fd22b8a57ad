package import Painting
package import Units

/// The region of the stroke that is selected in the list, which the picture shows lit.
package struct StrokeHighlight: Equatable, Sendable {
  /// The layer of its units.
  package let layer: LayerName
  /// Its cells, on a grid of their own; nil is the whole picture.
  package let mask: Mask?

  /// Whether a cell of a grid belongs to the region.
  package func contains(row: Int, column: Int, on grid: Grid) -> Bool {
    mask?.paints(row: row, column: column, on: grid) ?? true
  }
}

extension PaintState {
  /// The region that is lit, while the list of strokes is open.
  package var highlight: StrokeHighlight? {
    guard let item = selectedItem else { return nil }
    return StrokeHighlight(layer: item.layers.first ?? layer.name, mask: item.mask)
  }
}
