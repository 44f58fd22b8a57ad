import Units

/// Some neighbouring units of a map: what one group of a grouped convolution reads.
package struct UnitSelection: LayerOperation {
  package let units: Range<Int>
  package let inputs: [MapSize]
  package let output: MapSize

  /// Prepares for maps of a size.
  ///
  /// - Precondition: The map has the units.
  package init(_ units: Range<Int>, of input: MapSize) {
    precondition(
      units.lowerBound >= 0 && units.upperBound <= input.units, "units \(units) of \(input)")
    self.units = units
    inputs = [input]
    output = MapSize(units: units.count, grid: input.grid)
  }

  package func affected(by region: PixelRegion, ofInput _: Int) -> PixelRegion { region }

  package func write(
    _ region: PixelRegion, of output: MeasuredMap, from inputs: [MeasuredMap], scratch: Scratch
  ) {
    let source = unsafe inputs[0].features.pixels
    let units = units
    unsafe output.features.forEachPixel(of: region) { image, row, column, pixel in
      let features = unsafe source.at(image, row, column) + units.lowerBound
      unsafe pixel.update(from: features, count: units.count)
    }
    output.measure(region)
  }

  /// The definition: unit by unit.
  package func definition(_ input: Tensor) -> Tensor {
    Tensor(units: output.units, output.grid) { unit, row, column in
      input[units.lowerBound + unit, row, column]
    }
  }
}
