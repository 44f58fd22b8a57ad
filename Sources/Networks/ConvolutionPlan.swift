package import Tensors

/// How one convolution is computed, with its weights in the order that this needs.
///
/// This is the only place that chooses an algorithm: a layer hands over sizes and weights, and
/// knows nothing of what becomes of them.
package struct ConvolutionPlan: Sendable {
  /// A way to compute a convolution with matrix products.
  package enum Algorithm: String, Sendable {
    /// One matrix product from a single pixel to the whole output map.
    case dense
    /// One matrix product over the pixels: a kernel of 1×1.
    case pointwise
    /// Patches as columns, then a matrix product (im2col).
    case patches
    /// A matrix product, then sums of overlapping patches (col2im).
    case scattering
  }

  package let shape: ConvolutionShape
  package let algorithm: Algorithm
  private let weights: [Float]

  /// The most floats that the patches of one band of rows may take: 16 MB.
  private static let patchLimit = 4 << 20

  /// Chooses an algorithm and arranges the weights for it.
  ///
  /// - Precondition: The weights have the shape's `weightShape`.
  package init(_ shape: ConvolutionShape, weights: Tensor) {
    precondition(
      weights.shape == shape.weightShape,
      "weights of \(weights.shape), expected \(shape.weightShape)")
    self.shape = shape
    algorithm = Self.algorithm(for: shape)
    self.weights =
      algorithm == .dense ? Self.denseWeights(shape, weights.elements) : weights.elements
  }

  /// The choice by shape.
  package static func algorithm(for shape: ConvolutionShape) -> Algorithm {
    let isPointwise =
      shape.kernel == 1 && shape.stride == 1 && shape.padding == 0 && !shape.isTransposed
    if isPointwise { return .pointwise }
    if shape.grid.count == 1 { return .dense }
    return shape.isTransposed ? .scattering : .patches
  }

  /// Convolves a map, without bias.
  ///
  /// - Precondition: The input has the shape's inputs and grid.
  package func output(of input: Tensor) -> Tensor {
    let expected = Shape(shape.inputs, shape.grid.height, shape.grid.width)
    precondition(input.shape == expected, "an input of \(input.shape), expected \(expected)")
    let grid = shape.outputGrid
    let outputShape = Shape(shape.outputs, grid.height, grid.width)
    switch algorithm {
    case .dense:
      var output = [Float](repeating: 0, count: outputShape.count)
      // The pixel is the left matrix: its single row leaves the weights as they were read.
      MatrixProduct(rows: 1, columns: output.count, depth: shape.inputs)
        .write(input.elements, weights, to: &output)
      return Tensor(shape: outputShape, elements: output)
    case .pointwise:
      var output = [Float](repeating: 0, count: outputShape.count)
      MatrixProduct(rows: shape.outputs, columns: grid.count, depth: shape.inputs)
        .write(weights, input.elements, to: &output)
      return Tensor(shape: outputShape, elements: output)
    case .patches:
      return Tensor(shape: outputShape, elements: convolvedByPatches(input, grid))
    case .scattering:
      let rows = shape.outputs * shape.kernel * shape.kernel
      var patches = [Float](repeating: 0, count: rows * shape.grid.count)
      MatrixProduct(
        rows: rows, columns: shape.grid.count, depth: shape.inputs, leftIsTransposed: true
      ).write(weights, input.elements, to: &patches)
      return Tensor(
        summing: patches, height: shape.grid.height, width: shape.grid.width,
        kernel: shape.kernel, stride: shape.stride, padding: shape.padding, shape: outputShape)
    }
  }

  /// Goes band by band, because the patches of a large map would not fit the memory at once.
  private func convolvedByPatches(_ input: Tensor, _ grid: Grid) -> [Float] {
    let depth = shape.inputs * shape.kernel * shape.kernel
    let band = max(1, min(grid.height, Self.patchLimit / (depth * grid.width)))
    var patches = [Float](repeating: 0, count: depth * band * grid.width)
    var output = [Float](repeating: 0, count: shape.outputs * grid.count)
    for start in stride(from: 0, to: grid.height, by: band) {
      let rows = start..<min(start + band, grid.height)
      input.copyPatches(
        kernel: shape.kernel, stride: shape.stride, padding: shape.padding, rows: rows,
        to: &patches)
      MatrixProduct(rows: shape.outputs, columns: rows.count * grid.width, depth: depth)
        .write(
          weights, patches, to: &output, from: start * grid.width, width: grid.count)
    }
    return output
  }

  /// Weights as inputs × (outputs · output pixels), zero where the kernel does not reach.
  private static func denseWeights(_ shape: ConvolutionShape, _ weights: [Float]) -> [Float] {
    let (grid, kernel) = (shape.outputGrid, shape.kernel)
    // Which weight of a kernel makes which output pixel.
    var reached: [(pixel: Int, weight: Int)] = []
    for row in 0..<grid.height {
      for column in 0..<grid.width {
        // A convolution sees the pixel through the mirrored kernel, its transpose does not.
        let kernelRow = shape.padding + (shape.isTransposed ? row : -row * shape.stride)
        let kernelColumn = shape.padding + (shape.isTransposed ? column : -column * shape.stride)
        if (0..<kernel).contains(kernelRow), (0..<kernel).contains(kernelColumn) {
          reached.append((row * grid.width + column, kernelRow * kernel + kernelColumn))
        }
      }
    }
    var dense = [Float](repeating: 0, count: shape.inputs * shape.outputs * grid.count)
    // In the order of the weights, which are read once; a kernel's pixels lie together.
    for index in 0..<shape.inputs * shape.outputs {
      let (input, output) =
        shape.isTransposed
        ? index.quotientAndRemainder(dividingBy: shape.outputs)
        : (index % shape.inputs, index / shape.inputs)
      let start = (input * shape.outputs + output) * grid.count
      for (pixel, weight) in reached {
        dense[start + pixel] = weights[index * kernel * kernel + weight]
      }
    }
    return dense
  }
}
