package import Tensors
package import Units

/// How a generator or a segmenter computes one of its layers, and what that takes.
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

extension LayerPlan {
  fileprivate init(_ layer: LayerSummary, _ convolution: ConvolutionPlan) {
    let pixels = PixelRegion(rows: 0..<layer.grid.height, columns: 0..<layer.grid.width)
    self.init(
      layer: layer, shape: convolution.shape, scheme: convolution.scheme,
      flop: convolution.flop(of: pixels), weightByteCount: convolution.weightByteCount)
  }
}

extension Generator {
  /// What was chosen for each layer, in order.
  package var plan: [LayerPlan] { stack.map { LayerPlan($0.summary, $0.convolution) } }
}

extension Segmenter {
  /// What was chosen for each layer, in order.
  package var plan: [LayerPlan] { stack.map { LayerPlan($0.summary, $0.convolution) } }
}
