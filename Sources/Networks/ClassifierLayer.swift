package import Tensors
package import Units

/// One step of a classifier: everything from one feature map that has a name to the next.
package struct ClassifierLayer: SizedLayer {
  /// What a layer does to its input.
  package enum Operation: Sendable {
    case convolution(FoldedConvolution)
    /// A convolution of the whole input as one pixel, row by row and channel by channel.
    case fullyConnected(FoldedConvolution)
    /// x · scale + shift with a ReLU.
    case normalization(scale: [Float], shift: [Float])
    case maximum(window: Int, stride: Int, padding: Int)
    case localNormalization
    case average
    case residual(ResidualBlock)
  }

  /// The names of modules that have the same features, the one with tensors first.
  package let names: [LayerName]
  package let operation: Operation
  /// The size of its output, under the first name.
  package let summary: LayerSummary

  /// Makes a layer, whose output is known in size from the operation or from the layer before.
  init(_ names: [String], _ operation: Operation, units: Int, grid: Grid) {
    precondition(!names.isEmpty, "a layer without a name")
    self.names = names.map(LayerName.init(rawValue:))
    self.operation = operation
    summary = LayerSummary(name: self.names[0], units: units, grid: grid)
  }

  /// Runs the layer.
  package func output(of input: Tensor) -> Tensor {
    switch operation {
    case .convolution(let convolution): return convolution.output(of: input)
    case .fullyConnected(let convolution):
      let pixel = Tensor(shape: Shape(input.shape.count, 1, 1), elements: input.elements)
      return convolution.output(of: pixel)
    case .normalization(let scale, let shift):
      var features = input
      features.scaleSlices(by: scale)
      features.addBias(shift, then: .relu)
      return features
    case .maximum(let window, let stride, let padding):
      return input.maximumPooled(window: window, stride: stride, padding: padding)
    case .localNormalization:
      var features = input
      features.normalizeLocally()
      return features
    case .average: return input.averagePooled()
    case .residual(let block): return block.output(of: input)
    }
  }
}
