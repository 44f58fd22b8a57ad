import CVectors
import Units

/// Keeps the largest feature of each unit under each place of a window; what is no number counts as
/// the largest.
///
/// Places that do not fit any more are left out, as PyTorch does unless told otherwise; what lies
/// beside the map never counts.
package struct MaximumPooling: LayerOperation {
  package let window: Window
  package let inputs: [MapSize]
  package let output: MapSize

  /// Prepares for maps of a size.
  ///
  /// - Precondition: The window fits at least once, and its padding is at most half of it.
  package init(_ window: Window, of input: MapSize) {
    precondition(2 * window.padding <= window.side, "padding \(window.padding) of \(window.side)")
    precondition(
      min(input.grid.height, input.grid.width) + 2 * window.padding >= window.side,
      "a window of \(window.side) over \(input)")
    self.window = window
    inputs = [input]
    output = MapSize(units: input.units, grid: window.places(on: input.grid))
  }

  package var movingWindow: Window? { window }

  package func affected(by region: PixelRegion, ofInput _: Int) -> PixelRegion {
    window.places(seeing: region).clamped(height: output.grid.height, width: output.grid.width)
  }

  package func write(
    _ region: PixelRegion, of output: MeasuredMap, from inputs: [MeasuredMap], scratch: Scratch
  ) {
    let source = unsafe inputs[0].features.pixels
    let window = window
    unsafe output.features.forEachPixel(of: region, weighing: window.side) {
      image, row, column, pixel in
      let rows = unsafe window.pixels(at: row, within: source.height)
      let columns = unsafe window.pixels(at: column, within: source.width)
      let first = unsafe source.at(image, rows.lowerBound, columns.lowerBound)
      let rowStride = unsafe source.width &* source.stride
      unsafe pixel.update(from: first, count: source.stride)
      for y in 0..<rows.count {
        for x in 0..<columns.count {
          unsafe Processor.kernels.keep_larger(
            pixel, first + (y &* rowStride &+ x &* source.stride), source.stride)
        }
      }
    }
    output.measure(region)
  }

  /// The definition: the largest of all pixels that lie under the window.
  package func definition(_ input: Tensor) -> Tensor {
    let grid = inputs[0].grid
    return Tensor(units: output.units, output.grid) { unit, row, column in
      var largest = -Float.infinity
      for y in 0..<grid.height where window.covers(y, at: row) {
        for x in 0..<grid.width where window.covers(x, at: column) {
          let feature = input[unit, y, x]
          if feature > largest || feature.isNaN { largest = feature }
        }
      }
      return largest
    }
  }
}
