package import Tensors

/// A bottleneck of a residual network: three convolutions whose result is added to their input.
package struct ResidualBlock: Sendable {
  /// 1×1, 3×3 and 1×1, the last without activation.
  let convolutions: [FoldedConvolution]
  /// Gives the input the size of the result, where they differ.
  let projection: FoldedConvolution?

  /// Runs the block, with the ReLU after the sum.
  package func output(of input: Tensor) -> Tensor {
    var features = convolutions.reduce(input) { $1.output(of: $0) }
    features.addThenRectify(projection?.output(of: input) ?? input)
    return features
  }
}
