import CVectors
import Units

/// Batch normalization with its running statistics, as x · scale + shift, and an activation.
///
/// Where the features before it are of no interest it is folded into the weights of the convolution
/// instead.
package struct Normalization: LayerOperation {
  package let activation: Activation
  package let output: MapSize
  package var inputs: [MapSize] { [output] }
  /// One a unit, zero for the rest of the last vector.
  let scale: FloatBuffer
  private let shift: FloatBuffer

  /// Prepares for maps of a size.
  ///
  /// - Precondition: There is a factor and an addend for each unit.
  package init(
    scale: [Float], shift: [Float], of size: MapSize, then activation: Activation
  ) {
    precondition(
      scale.count == size.units && shift.count == size.units,
      "\(scale.count) factors and \(shift.count) addends for \(size)")
    output = size
    self.activation = activation
    self.scale = FloatBuffer(paddingVectorsOf: scale)
    self.shift = FloatBuffer(paddingVectorsOf: shift)
  }

  package func affected(by region: PixelRegion, ofInput _: Int) -> PixelRegion { region }

  package func write(
    _ region: PixelRegion, of output: MeasuredMap, from inputs: [MeasuredMap], scratch: Scratch
  ) {
    let source = unsafe inputs[0].features.pixels
    let activation = activation.kind
    let (scale, shift) = unsafe (self.scale.start, self.shift.start)
    unsafe output.features.forEachPixel(of: region) { image, row, column, pixel in
      let features = unsafe source.at(image, row, column)
      unsafe Processor.kernels.multiply_add(features, scale, shift, pixel, source.stride)
      unsafe Processor.kernels.activate(pixel, activation, source.stride)
    }
    output.measure(region)
  }

  /// The definition: element by element.
  package func definition(_ input: Tensor) -> Tensor {
    Tensor(units: output.units, output.grid) { unit, row, column in
      unsafe activation.definition(
        input[unit, row, column] * scale.start[unit] + shift.start[unit])
    }
  }
}
