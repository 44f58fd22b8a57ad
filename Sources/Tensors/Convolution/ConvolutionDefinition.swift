import Units

/// What a convolution is, as plainly as it can be said: every scheme must give the same.
package struct ConvolutionDefinition: Sendable {
  private let shape: ConvolutionShape
  private let weights: Tensor
  private let bias: [Float]
  private let activation: Activation
  private let normalizesPixels: Bool

  /// Keeps what `Convolution` is made of.
  package init(
    _ shape: ConvolutionShape, weights: Tensor, bias: [Float] = [],
    activation: Activation = .none, normalizesPixels: Bool = false
  ) {
    self.shape = shape
    self.weights = weights
    self.bias = bias
    self.activation = activation
    self.normalizesPixels = normalizesPixels
  }

  /// For each output the sum over every pixel and tap of the kernel that meet there.
  package func output(of input: Tensor) -> Tensor {
    let input = prepared(input)
    let grid = Grid(height: input.shape.extents[1], width: input.shape.extents[2])
    return Tensor(units: shape.outputs, shape.outputGrid) { output, row, column in
      var sum = bias.isEmpty ? 0 : bias[output]
      for y in 0..<grid.height {
        guard let vertical = tap(from: y, to: row) else { continue }
        for x in 0..<grid.width {
          guard let horizontal = tap(from: x, to: column) else { continue }
          for unit in 0..<shape.inputs {
            sum += weight(output, unit, vertical, horizontal) * input[unit, y, x]
          }
        }
      }
      return activation.definition(sum)
    }
  }

  /// The input with pixels scaled and doubled, where that is asked for.
  private func prepared(_ input: Tensor) -> Tensor {
    let size = shape.doublesInput ? 2 : 1
    let grid = Grid(height: size * shape.grid.height, width: size * shape.grid.width)
    return Tensor(units: shape.inputs, grid) { unit, row, column in
      let (y, x) = (row / size, column / size)
      guard normalizesPixels else { return input[unit, y, x] }
      let squares = (0..<shape.inputs).reduce(Float(0)) { $0 + input[$1, y, x] * input[$1, y, x] }
      return input[unit, y, x] / (squares / Float(shape.inputs) + 1e-8).squareRoot()
    }
  }

  /// Which row or column of the kernel leads from a pixel of the input to one of the output.
  private func tap(from input: Int, to output: Int) -> Int? {
    let tap =
      shape.isTransposed
      ? output + shape.padding - input * shape.stride
      : input + shape.padding - output * shape.stride
    return 0..<shape.kernel ~= tap ? tap : nil
  }

  /// Weights lie as in a checkpoint.
  private func weight(_ output: Int, _ input: Int, _ row: Int, _ column: Int) -> Float {
    let pair =
      shape.isTransposed ? input * shape.outputs + output : output * shape.inputs + input
    return weights.elements[(pair * shape.kernel + row) * shape.kernel + column]
  }
}
