import Units

/// The units of several maps beside each other; each pixel of a coarser map counts as a square of
/// equal ones.
package struct Concatenation: LayerOperation {
  package let inputs: [MapSize]
  package let output: MapSize

  /// Prepares for maps of some sizes, in the order of their units.
  ///
  /// - Precondition: The largest grid is a whole multiple of each, as often along both sides.
  package init(of inputs: [MapSize]) {
    let grid = inputs.map(\.grid).max { $0.count < $1.count }
    guard let grid else { preconditionFailure("nothing to put together") }
    for input in inputs {
      let times = grid.height / input.grid.height
      precondition(
        input.grid.height * times == grid.height && input.grid.width * times == grid.width,
        "\(input) beside \(grid)")
    }
    self.inputs = inputs
    output = MapSize(units: inputs.reduce(0) { $0 + $1.units }, grid: grid)
  }

  /// How often a pixel of an input counts along a side.
  func times(_ input: Int) -> Int { output.grid.height / inputs[input].grid.height }

  package var movingWindow: Window? {
    inputs.allSatisfy { $0.grid == output.grid } ? Window(side: 1, stride: 1) : nil
  }

  package func affected(by region: PixelRegion, ofInput input: Int) -> PixelRegion {
    let times = times(input)
    func enlarged(_ pixels: Range<Int>) -> Range<Int> {
      pixels.lowerBound * times..<pixels.upperBound * times
    }
    return PixelRegion(rows: enlarged(region.rows), columns: enlarged(region.columns))
  }

  package func write(
    _ region: PixelRegion, of output: MeasuredMap, from inputs: [MeasuredMap], scratch: Scratch
  ) {
    let target = unsafe output.features.pixels
    // All parts of a row one after another, while it is in the cache.
    output.features.forEachRow(of: region) { image, row in
      var start = 0
      for (index, input) in inputs.enumerated() {
        let (source, units, times) = unsafe (
          input.features.pixels, input.features.units, times(index)
        )
        for column in region.columns {
          unsafe (target.at(image, row, column) + start).update(
            from: source.at(image, row / times, Self.quotient(column, times)), count: units)
        }
        start += units
      }
    }
    output.measure(region)
  }

  /// A division, which takes longer than to copy a pixel, and is seldom by other numbers than 1 and 2.
  @inline(__always)
  private static func quotient(_ number: Int, _ divisor: Int) -> Int {
    divisor == 1 ? number : divisor == 2 ? number >> 1 : number / divisor
  }

  /// The definition: unit by unit.
  package func definition(_ inputs: [Tensor]) -> Tensor {
    Tensor(units: output.units, output.grid) { unit, row, column in
      var unit = unit
      for (index, input) in inputs.enumerated() {
        let units = self.inputs[index].units
        if unit < units { return input[unit, row / times(index), column / times(index)] }
        unit -= units
      }
      preconditionFailure("more units than all inputs have")
    }
  }
}
