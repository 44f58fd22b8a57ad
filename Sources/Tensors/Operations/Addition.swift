import Units

/// Adds two maps, then applies an activation: the end of a residual block.
package struct Addition: LayerOperation {
  package let activation: Activation
  package let output: MapSize
  package var inputs: [MapSize] { [output, output] }

  package init(of size: MapSize, then activation: Activation) {
    output = size
    self.activation = activation
  }

  package func affected(by region: PixelRegion, ofInput _: Int) -> PixelRegion { region }

  package func write(
    _ region: PixelRegion, of output: MeasuredMap, from inputs: [MeasuredMap], scratch: Scratch
  ) {
    let (first, second) = unsafe (inputs[0].features.pixels, inputs[1].features.pixels)
    let activation = activation
    unsafe output.features.forEachPixel(of: region) { image, row, column, pixel in
      let addends = unsafe (first.at(image, row, column), second.at(image, row, column))
      for start in unsafe stride(from: 0, to: first.stride, by: VectorLayout.width) {
        let sum = unsafe FeatureMap.load(addends.0 + start) + FeatureMap.load(addends.1 + start)
        unsafe FeatureMap.store(activation.applied(to: sum), pixel + start)
      }
    }
    output.measure(region)
  }

  /// The definition: element by element.
  package func definition(_ first: Tensor, _ second: Tensor) -> Tensor {
    Tensor(units: output.units, output.grid) { unit, row, column in
      activation.definition(first[unit, row, column] + second[unit, row, column])
    }
  }
}
