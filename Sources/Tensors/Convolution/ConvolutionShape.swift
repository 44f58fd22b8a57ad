package import Units

/// The sizes of a convolution over a map of known size; kernels are square.
package struct ConvolutionShape: Hashable, Sendable {
  package let inputs: Int
  package let outputs: Int
  /// Pixels along a side of the kernel.
  package let kernel: Int
  package let stride: Int
  package let padding: Int
  /// Whether this is the transposed convolution, which enlarges its input `stride` times where the
  /// other reduces it.
  package let isTransposed: Bool
  /// Whether each pixel of the map becomes four equal ones before the convolution.
  package let doublesInput: Bool
  /// The size of the map that it reads, before any doubling.
  package let grid: Grid

  /// Makes a convolution.
  ///
  /// - Precondition: The output is not empty. A convolution that doubles its input is of 3×3 with
  ///   padding 1; a transposed one of more than a pixel of 4×4, with stride 2 and padding 1.
  package init(
    inputs: Int, outputs: Int, kernel: Int, stride: Int = 1, padding: Int,
    isTransposed: Bool = false, doublesInput: Bool = false, grid: Grid
  ) {
    precondition(stride > 0, "stride \(stride)")
    precondition(
      !doublesInput || (kernel, stride, padding, isTransposed) == (3, 1, 1, false),
      "a doubled input under \(kernel)×\(kernel)")
    precondition(
      !isTransposed || grid.count == 1 || (kernel, stride, padding) == (4, 2, 1),
      "a transposed convolution of \(kernel)×\(kernel) with stride \(stride)")
    self.doublesInput = doublesInput
    self.inputs = inputs
    self.outputs = outputs
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
    self.isTransposed = isTransposed
    self.grid = grid
  }

  /// The size of the map that it writes.
  package var outputGrid: Grid {
    if doublesInput { return Grid(height: 2 * grid.height, width: 2 * grid.width) }
    guard isTransposed else { return window.places(on: grid) }
    func side(_ side: Int) -> Int { (side - 1) * stride - 2 * padding + kernel }
    return Grid(height: side(grid.height), width: side(grid.width))
  }

  /// The window that a plain convolution moves over its input.
  var window: Window { Window(side: kernel, stride: stride, padding: padding) }

  /// The pixels of the output that depend on a region of the input.
  package func affected(by region: PixelRegion) -> PixelRegion {
    guard !region.isEmpty else { return region }
    let output = outputGrid
    let pixels =
      doublesInput || isTransposed
      ? PixelRegion(rows: enlarged(region.rows), columns: enlarged(region.columns))
      : window.places(seeing: region)
    return pixels.clamped(height: output.height, width: output.width)
  }

  /// The pixels that a doubling or transposed convolution makes of some.
  private func enlarged(_ pixels: Range<Int>) -> Range<Int> {
    let (first, last) = (pixels.lowerBound, pixels.upperBound - 1)
    if doublesInput { return 2 * first - 1..<2 * last + 3 }
    return first * stride - padding..<last * stride - padding + kernel
  }

  /// The shape of its weights in a checkpoint, which PyTorch orders by the direction.
  package var weightShape: Shape {
    isTransposed
      ? Shape(inputs, outputs, kernel, kernel) : Shape(outputs, inputs, kernel, kernel)
  }
}
