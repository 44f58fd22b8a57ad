package import Tensors
import Units

/// How one convolution of a network is computed, with its weights in the order that this needs.
///
/// This is the only place that chooses an algorithm: a layer hands over sizes and weights, and
/// knows nothing of what becomes of them.
package struct ConvolutionPlan: Sendable {
  package let shape: ConvolutionShape
  package let scheme: TileScheme
  private let convolution: PendingConvolution

  /// Chooses a scheme; the weights are arranged for it when the convolution first runs.
  ///
  /// - Parameters:
  ///   - shape: The sizes.
  ///   - weights: Of the shape's `weightShape`.
  ///   - scale: What all weights are multiplied with when they are arranged.
  ///   - bias: One a unit of the output; none is zeros.
  ///   - activation: What becomes of the sums.
  package init(
    _ shape: ConvolutionShape, weights: Tensor, scale: Float = 1, bias: [Float] = [],
    activation: Activation = .none
  ) {
    self.init(
      shape, ConvolutionCost.cheapest(for: shape), weights: weights, scale: scale, bias: bias,
      activation: activation)
  }

  /// The schemes that can compute a convolution.
  package static func schemes(for shape: ConvolutionShape) -> [TileScheme] {
    ConvolutionCost.schemes(for: shape)
  }

  /// Takes one of the schemes that fit the shape.
  package init(
    _ shape: ConvolutionShape, _ scheme: TileScheme, weights: Tensor, scale: Float = 1,
    bias: [Float] = [], activation: Activation = .none
  ) {
    precondition(
      weights.shape == shape.weightShape,
      "weights of \(weights.shape), expected \(shape.weightShape)")
    self.shape = shape
    self.scheme = scheme
    convolution = PendingConvolution(weights) { weights in
      let taps = shape.kernel * shape.kernel
      return TileConvolution(
        scheme, kernels: weights.elements,
        order: shape.isTransposed
          ? PackedWeights.Order(output: taps, input: shape.outputs * taps)
          : PackedWeights.Order(output: shape.inputs * taps, input: taps),
        scale: scale, inputs: shape.inputs,
        bias: bias.isEmpty ? [Float](repeating: 0, count: shape.outputs) : bias,
        activation: activation)
    }
  }

  /// Bytes of the weights once they are arranged.
  package var weightByteCount: Int {
    PackedWeights.byteCount(
      matrices: scheme.matrixCount, depth: shape.inputs, columns: shape.outputs)
  }

  /// Multiplications and additions that a region of the output of one image takes.
  package func flop(of region: PixelRegion) -> Double {
    2 * Double(scheme.tiles(making: region).count) * Double(scheme.productCount)
      * Double(shape.inputs) * Double(shape.outputs)
  }

  /// The pixels of the output that change when a region of the input does.
  ///
  /// In tiles of two-dimensional transforms every output is a sum over the whole patch, in which
  /// what it does not depend on cancels out. Those outputs stay as they are, though computed anew
  /// they would be rounded differently: the difference is in the last bits, and never grows.
  package func affected(by region: PixelRegion) -> PixelRegion { shape.affected(by: region) }

  /// Computes a region of the output, with bias and activation.
  ///
  /// - Parameters:
  ///   - region: Pixels of the output; the others are left as they are.
  ///   - output: Of the shape's outputs and output grid.
  ///   - input: Of the shape's inputs and grid, with as many images.
  ///   - scales: A factor for each pixel of the input.
  ///   - measured: Takes the factors of the output's pixels.
  ///   - scratch: Memory for the workers.
  package func write(
    _ region: PixelRegion, of output: FeatureMap, from input: FeatureMap,
    scaledBy scales: PixelScales? = nil, measuring measured: PixelScales? = nil, scratch: Scratch
  ) {
    precondition(
      input.height == shape.grid.height && input.width == shape.grid.width,
      "an input of \(input.height)×\(input.width), expected \(shape.grid)")
    convolution.arranged.write(
      region, of: output, from: input, scaledBy: scales, measuring: measured, scratch: scratch)
  }

  /// Convolves a map in PyTorch's layout.
  ///
  /// - Precondition: The input has the shape's inputs and grid.
  package func output(of input: Tensor) -> Tensor {
    let expected = Shape(shape.inputs, shape.grid.height, shape.grid.width)
    precondition(input.shape == expected, "an input of \(input.shape), expected \(expected)")
    let grid = shape.outputGrid
    let output = FeatureMap(height: grid.height, width: grid.width, units: shape.outputs)
    write(output.region, of: output, from: FeatureMap([input]), scratch: Scratch())
    return output.tensor()
  }
}
