import CVectors
import Units

/// The mean of each unit over the whole map, as a map of one pixel.
package struct Averaging: LayerOperation {
  package let inputs: [MapSize]
  package let output: MapSize

  package init(of input: MapSize) {
    inputs = [input]
    output = MapSize(units: input.units, grid: Grid(height: 1, width: 1))
  }

  package var movingWindow: Window? { nil }

  package func affected(by region: PixelRegion, ofInput _: Int) -> PixelRegion {
    region.isEmpty ? .none : output.region
  }

  package func write(
    _ region: PixelRegion, of output: MeasuredMap, from inputs: [MeasuredMap], scratch: Scratch
  ) {
    let (source, target) = (inputs[0].features, output.features)
    guard !region.isEmpty else { return }
    let count = Float(source.height * source.width)
    for image in 0..<source.images {
      let (first, mean) = unsafe (source.pixel(image, 0, 0), target.pixel(image, 0, 0))
      unsafe mean.update(from: first, count: source.pixelStride)
      for pixel in 1..<source.height * source.width {
        unsafe Processor.kernels.add(mean, first + pixel &* source.pixelStride, source.pixelStride)
      }
      for unit in 0..<source.pixelStride { unsafe mean[unit] /= count }
    }
    output.measure(region)
  }

  /// The definition: the sum over all pixels by their number.
  package func definition(_ input: Tensor) -> Tensor {
    let grid = inputs[0].grid
    return Tensor(units: output.units, output.grid) { unit, _, _ in
      var sum: Float = 0
      for cell in 0..<grid.count { sum += input[unit, cell / grid.width, cell % grid.width] }
      return sum / Float(grid.count)
    }
  }
}
