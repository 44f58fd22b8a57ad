import Units

/// How the gradient of a convolution's input is a convolution of the gradient of its sums.
///
/// What an input gives to an output by a tap, the output gives back by the same tap. So the gradient of a
/// transposed convolution is the plain one with the same weights; that of a plain one has its weights
/// mirrored, and reads zeros between the pixels where the stride was more than 1. A pixel that was
/// doubled collects from four, whose mirrored 3×3 add up to one kernel of 4×4 with stride 2.
struct ConvolutionTurning {
  /// The gradient's convolution.
  let shape: ConvolutionShape
  /// Pixels from one pixel of the sums to the next in the map that it reads.
  let step: Int
  /// Where the first of them lies; negative where padding was wider than the kernel reaches.
  let offset: Int
  /// For each tap of a row or column of the kernel, the taps of the gradient's.
  private let taps: [[Int]]

  init(_ forward: ConvolutionShape) {
    let (kernel, padding) = (forward.kernel, forward.padding)
    if forward.isTransposed || forward.doublesInput {
      shape = ConvolutionShape(
        inputs: forward.outputs, outputs: forward.inputs,
        kernel: forward.doublesInput ? 4 : kernel,
        stride: forward.doublesInput ? 2 : forward.stride,
        padding: padding, grid: forward.outputGrid)
      (step, offset) = (1, 0)
      taps = (0..<kernel).map { forward.isTransposed ? [$0] : [2 - $0, 3 - $0] }
      return
    }
    let reach = kernel - 1 - padding
    step = forward.stride
    offset = min(reach, 0)
    let spread = 2 * padding - kernel + 1 + 2 * offset
    shape = ConvolutionShape(
      inputs: forward.outputs, outputs: forward.inputs, kernel: kernel, padding: max(reach, 0),
      grid: Grid(height: forward.grid.height + spread, width: forward.grid.width + spread))
    taps = (0..<kernel).map { [kernel - 1 - $0] }
  }

  /// Whether the map that it reads is another than that of the sums.
  var movesPixels: Bool { step != 1 || offset != 0 }

  /// The weights of the gradient's convolution.
  ///
  /// - Parameter convolution: The arranged one, whose weights as they were read are gone.
  /// - Returns: Weights of the shape's `weightShape`.
  func weights(of convolution: TileConvolution) -> Tensor {
    let (depth, columns) = (convolution.weights.depth, convolution.weights.columns)
    let terms = convolution.scheme.tapTerms
    let side = shape.kernel
    let square = taps.flatMap { rows in
      taps.map { columns in rows.flatMap { row in columns.map { row * side + $0 } } }
    }
    let size = side * side
    var weights = [Float](repeating: 0, count: depth * columns * size)
    unsafe weights.withUnsafeMutableBufferPointer { weights in
      nonisolated(unsafe) let weights = unsafe weights
      Workers.run(depth) { input, _ in
        for output in 0..<columns {
          let kernel = (input * columns + output) * size
          for (terms, targets) in zip(terms, square) {
            var tap: Float = 0
            for term in terms {
              tap += term.factor * convolution.weights[term.matrix, input, output]
            }
            for target in targets { unsafe weights[kernel + target] += tap }
          }
        }
      }
    }
    return Tensor(shape: shape.weightShape, elements: weights)
  }
}

extension PackedWeights {
  /// A number of a matrix.
  fileprivate subscript(matrix: Int, input: Int, output: Int) -> Float {
    let (panel, column) = output.quotientAndRemainder(dividingBy: VectorLayout.panel)
    return unsafe self.panel(panel, matrix: matrix)[input * VectorLayout.panel + column]
  }
}
