import CVectors
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
    let activation = activation.kind
    unsafe output.features.forEachPixel(of: region) { image, row, column, pixel in
      unsafe pixel.update(from: first.at(image, row, column), count: first.stride)
      unsafe Processor.kernels.add(pixel, second.at(image, row, column), first.stride)
      unsafe Processor.kernels.activate(pixel, activation, first.stride)
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
