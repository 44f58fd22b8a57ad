package import Units

/// Tensors of C×H×W as what they stand for: the feature maps of C units.
extension Tensor {
  /// Makes feature maps from a formula.
  package init(
    units: Int, _ grid: Grid, _ feature: (_ unit: Int, _ row: Int, _ column: Int) -> Float
  ) {
    var elements: [Float] = []
    elements.reserveCapacity(units * grid.count)
    for unit in 0..<units {
      for row in 0..<grid.height {
        for column in 0..<grid.width { elements.append(feature(unit, row, column)) }
      }
    }
    self.init(shape: Shape(units, grid.height, grid.width), elements: elements)
  }

  /// The feature of a unit at a cell.
  ///
  /// - Precondition: The shape is C×H×W and has the cell.
  package subscript(unit: Int, row: Int, column: Int) -> Float {
    let (height, width) = (shape.extents[1], shape.extents[2])
    return elements[(unit * height + row) * width + column]
  }
}
