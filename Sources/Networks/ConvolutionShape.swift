package import Tensors

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
  /// The size of the map that it reads.
  package let grid: Grid

  /// Makes a convolution.
  ///
  /// - Precondition: The output is not empty.
  package init(
    inputs: Int, outputs: Int, kernel: Int, stride: Int = 1, padding: Int,
    isTransposed: Bool = false, grid: Grid
  ) {
    precondition(stride > 0, "stride \(stride)")
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
    guard isTransposed else {
      return grid.windows(of: kernel, stride: stride, padding: padding)
    }
    func side(_ side: Int) -> Int { (side - 1) * stride - 2 * padding + kernel }
    return Grid(height: side(grid.height), width: side(grid.width))
  }

  /// The shape of its weights in a checkpoint, which PyTorch orders by the direction.
  package var weightShape: Shape {
    isTransposed
      ? Shape(inputs, outputs, kernel, kernel) : Shape(outputs, inputs, kernel, kernel)
  }
}
