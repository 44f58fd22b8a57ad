import Units

/// A convolution with all that surrounds it: scales of the pixels that it reads, bias and activation.
///
/// This is the only place that chooses an algorithm: a layer hands over sizes and weights, and
/// knows nothing of what becomes of them. `ConvolutionDefinition` says what must come out.
package struct Convolution: LayerOperation {
  package let shape: ConvolutionShape
  package let scheme: TileScheme
  package let normalizesPixels: Bool
  let convolution: PendingConvolution
  /// Computes the gradient of the input; made when it is first asked for.
  let turned = TurnedConvolution()

  /// Chooses a scheme; the weights are arranged for it when the convolution first runs.
  ///
  /// - Parameters:
  ///   - shape: The sizes.
  ///   - weights: Of the shape's `weightShape`.
  ///   - scale: What all weights are multiplied with when they are arranged.
  ///   - bias: One a unit of the output; none is zeros.
  ///   - activation: What becomes of the sums.
  ///   - normalizesPixels: Whether each pixel of the input is scaled to unit mean square first.
  package init(
    _ shape: ConvolutionShape, weights: Tensor, scale: Float = 1, bias: [Float] = [],
    activation: Activation = .none, normalizesPixels: Bool = false
  ) {
    self.init(
      shape, ConvolutionCost.cheapest(for: shape), weights: weights, scale: scale, bias: bias,
      activation: activation, normalizesPixels: normalizesPixels)
  }

  /// The schemes that can compute a convolution.
  package static func schemes(for shape: ConvolutionShape) -> [TileScheme] {
    ConvolutionCost.schemes(for: shape)
  }

  /// Takes one of the schemes that fit the shape.
  package init(
    _ shape: ConvolutionShape, _ scheme: TileScheme, weights: Tensor, scale: Float = 1,
    bias: [Float] = [], activation: Activation = .none, normalizesPixels: Bool = false
  ) {
    precondition(
      weights.shape == shape.weightShape,
      "weights of \(weights.shape), expected \(shape.weightShape)")
    self.shape = shape
    self.scheme = scheme
    self.normalizesPixels = normalizesPixels
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
    2 * Double(scheme.tiles(making: region).count) * Double(scheme.multiplicationCount)
      * Double(shape.inputs) * Double(shape.outputs)
  }

  package var inputs: [MapSize] { [MapSize(units: shape.inputs, grid: shape.grid)] }
  package var output: MapSize { MapSize(units: shape.outputs, grid: shape.outputGrid) }
  package var movingWindow: Window? {
    shape.isTransposed || shape.doublesInput ? nil : shape.window
  }

  /// The pixels of the output that change when a region of the input does.
  ///
  /// In tiles of two-dimensional transforms every output is a sum over the whole patch, in which
  /// what it does not depend on cancels out. Those outputs stay as they are, though computed again
  /// they would be rounded differently: the difference is in the last bits, and never grows.
  package func affected(by region: PixelRegion, ofInput _: Int) -> PixelRegion {
    shape.affected(by: region)
  }

  /// What each unit of an input adds to the outputs.
  ///
  /// - Precondition: `isFullyConnected`.
  package func contributions(of input: FeatureMap) -> UnitContributions {
    precondition(isFullyConnected, "contributions to \(output)")
    return UnitContributions(of: input, convolution.arranged)
  }

  package func write(
    _ region: PixelRegion, of output: MeasuredMap, from inputs: [MeasuredMap], scratch: Scratch
  ) {
    let input = inputs[0]
    precondition(
      input.features.height == shape.grid.height && input.features.width == shape.grid.width,
      "an input of \(input.features.height)×\(input.features.width), expected \(shape.grid)")
    convolution.arranged.write(
      region, of: output.features, from: input.features,
      scaledBy: normalizesPixels ? input.scales : nil, measuring: output.scales, scratch: scratch)
  }
}
