package import Units

/// One step of a segmenter: a convolution with what it reads.
package struct SegmenterLayer: SizedLayer {
  /// What a layer reads.
  package enum Source: Hashable, Sendable {
    case picture
    case previous
    /// The layer before, at half the size.
    case halved
    /// The layer before at twice the size, and beside it the features of this scale on the way down.
    case joined(scale: Int)
  }

  /// The names of modules that have the same features.
  package let names: [LayerName]
  package let source: Source
  /// The convolution, with normalization, bias and activation.
  package let convolution: ConvolutionPlan

  package var summary: LayerSummary {
    LayerSummary(
      name: names[0], units: convolution.shape.outputs, grid: convolution.shape.outputGrid)
  }
}
