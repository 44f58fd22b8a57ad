package import Tensors
package import Units

/// A convolution with all that follows it unit by unit: normalization, bias and activation.
package struct FoldedConvolution: Sendable {
  /// One plan for each group of channels; the groups do not see each other.
  private let groups: [ConvolutionPlan]

  /// Arranges the weights.
  ///
  /// - Parameters:
  ///   - shape: The convolution of one group.
  ///   - groups: How many groups there are.
  ///   - weights: Those of all groups, one after another.
  ///   - bias: One for each unit of all groups.
  ///   - activation: What follows the bias.
  init(
    _ shape: ConvolutionShape, groups: Int = 1, weights: Tensor, bias: [Float],
    activation: Activation
  ) {
    precondition(
      weights.shape.count == groups * shape.weightShape.count
        && bias.count == groups * shape.outputs,
      "weights of \(weights.shape) and \(bias.count) biases for \(groups) groups")
    let parts = groups == 1 ? [weights] : weights.slices(groups)
    self.groups = parts.enumerated().map { group, part in
      ConvolutionPlan(
        shape, weights: part,
        bias: Array(bias[group * shape.outputs..<(group + 1) * shape.outputs]),
        activation: activation)
    }
  }

  /// The number of units.
  package var units: Int { groups.count * groups[0].shape.outputs }
  package var grid: Grid { groups[0].shape.outputGrid }

  /// Convolves a map.
  package func output(of input: Tensor) -> Tensor {
    if groups.count == 1 { return groups[0].output(of: input) }
    let parts = zip(groups, input.slices(groups.count)).map { $0.output(of: $1).elements }
    return Tensor(shape: Shape(units, grid.height, grid.width), elements: Array(parts.joined()))
  }
}

extension Tensor {
  /// Cuts the first extent into equal parts.
  fileprivate func slices(_ count: Int) -> [Tensor] {
    let part = Shape([shape.extents[0] / count] + shape.extents.dropFirst())
    return (0..<count).map {
      Tensor(shape: part, elements: Array(elements[$0 * part.count..<($0 + 1) * part.count]))
    }
  }
}
