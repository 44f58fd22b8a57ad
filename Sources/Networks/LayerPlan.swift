package import Tensors

/// How a generator computes one of its layers, and what that takes.
package struct LayerPlan: Sendable {
  package let layer: LayerSummary
  /// The sizes of its convolution.
  package let shape: ConvolutionShape
  /// The algorithm that was chosen for it.
  package let scheme: TileScheme
  /// Multiplications and additions of a full render.
  package let flop: Double
  /// Bytes of the weights, in the order in which the algorithm reads them.
  package let weightByteCount: Int
}

extension Generator {
  /// What was chosen for each layer, in order.
  package var plan: [LayerPlan] {
    stack.map { layer in
      let (convolution, summary) = (layer.convolution, layer.summary)
      let pixels = PixelRegion(rows: 0..<summary.grid.height, columns: 0..<summary.grid.width)
      return LayerPlan(
        layer: summary, shape: convolution.shape, scheme: convolution.scheme,
        flop: convolution.flop(of: pixels), weightByteCount: convolution.weightByteCount)
    }
  }
}
