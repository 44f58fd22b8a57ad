package import Tensors

/// The sizes of a convolution over a map of known size; kernels are square.
package struct ConvolutionShape: Hashable, Sendable {
  package let inputs: Int
  package let outputs: Int
  /// Pixels along a side of the kernel.
  package let kernel: Int
  package let stride: Int
  package let padding: Int
  /// Whether this is the transposed convolution, which enlarges its input `stride` times.
  package let isTransposed: Bool
  /// The size of the map that it reads.
  package let grid: Grid

  /// Makes a convolution.
  ///
  /// - Precondition: A convolution that is not transposed has stride 1, and the output is not
  ///   empty.
  package init(
    inputs: Int, outputs: Int, kernel: Int, stride: Int = 1, padding: Int,
    isTransposed: Bool = false, grid: Grid
  ) {
    precondition(isTransposed || stride == 1, "stride \(stride)")
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
    Grid(height: outputSide(grid.height), width: outputSide(grid.width))
  }

  private func outputSide(_ side: Int) -> Int {
    isTransposed
      ? (side - 1) * stride - 2 * padding + kernel
      : side + 2 * padding - kernel + 1
  }

  /// The shape of its weights in a checkpoint, which PyTorch orders by the direction.
  package var weightShape: Shape {
    isTransposed
      ? Shape(inputs, outputs, kernel, kernel) : Shape(outputs, inputs, kernel, kernel)
  }
}
