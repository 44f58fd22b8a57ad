package import Tensors
package import Units

/// How a network computes one of its convolutions, and what that takes.
package struct LayerPlan: Sendable {
  package let layer: LayerSummary
  /// The sizes of its convolution.
  package let shape: ConvolutionShape
  /// The algorithm that was chosen for it.
  package let scheme: TileScheme
  /// Multiplications and additions of a full run.
  package let flop: Double
  /// Bytes of the weights, in the order in which the algorithm reads them.
  package let weightByteCount: Int

  init(_ name: LayerName, _ convolution: Convolution) {
    let size = convolution.output
    layer = LayerSummary(name: name, units: size.units, grid: size.grid)
    shape = convolution.shape
    scheme = convolution.scheme
    flop = convolution.flop(of: size.region)
    weightByteCount = convolution.weightByteCount
  }
}
