package import Tensors

/// One block of a generator: everything from one editable feature map to the next.
package struct GeneratorLayer: SizedLayer {
  package let name: LayerName
  /// Whether each pixel of the input is scaled to unit mean square first.
  package let normalizesPixels: Bool
  /// Whether the input is doubled after that.
  package let upsamples: Bool
  package let convolution: ConvolutionPlan
  package let bias: [Float]
  package let activation: Activation

  package var summary: LayerSummary {
    LayerSummary(
      name: name, units: convolution.shape.outputs, grid: convolution.shape.outputGrid)
  }

  /// Runs the layer.
  package func output(of input: Tensor) -> Tensor {
    var features = input
    if normalizesPixels { features.normalizePixels() }
    if upsamples { features = features.upsampled() }
    features = convolution.output(of: features)
    features.addBias(bias, then: activation)
    return features
  }
}
