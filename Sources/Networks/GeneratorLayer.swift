package import Units

/// One block of a generator: everything from one editable feature map to the next.
package struct GeneratorLayer: SizedLayer {
  package let name: LayerName
  /// Whether each pixel of the input is scaled to unit mean square first.
  package let normalizesPixels: Bool
  /// The convolution, with bias and activation.
  package let convolution: ConvolutionPlan

  package var summary: LayerSummary {
    LayerSummary(
      name: name, units: convolution.shape.outputs, grid: convolution.shape.outputGrid)
  }
}
