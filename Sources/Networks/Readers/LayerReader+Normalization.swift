import Tensors
import Units

extension LayerReader {
  /// Reads a 3×3 convolution with padding 1, with the normalization after it folded into its weights
  /// and a ReLU.
  ///
  /// - Parameters:
  ///   - module: The convolution, with a bias or without.
  ///   - normalization: The module that follows it.
  ///   - names: The names of the layer that both and a ReLU make.
  /// - Throws: The tensor that is missing, or does not fit.
  mutating func appendNormalizedConvolution(
    _ module: String, normalization: String, names: [String]
  ) throws(NetworkError) {
    let input = size(at: last)
    let (weights, bias) = try normalizedConvolution(
      module, normalization: normalization, inputs: input.units)
    let shape = ConvolutionShape(
      inputs: input.units, outputs: bias.count, kernel: 3, padding: 1, grid: input.grid)
    try append(
      Convolution(shape, weights: weights, bias: bias, activation: .relu), names: names)
  }

  /// The kernels of a 3×3 convolution and its bias, with the normalization after it folded in.
  ///
  /// - Parameters:
  ///   - module: The convolution, with a bias or without.
  ///   - normalization: The module that follows it.
  ///   - inputs: The units that it reads.
  /// - Returns: Weights as in a checkpoint, and one bias a unit.
  /// - Throws: The tensor that is missing, or does not fit.
  mutating func normalizedConvolution(
    _ module: String, normalization: String, inputs: Int
  ) throws(NetworkError) -> (weights: Tensor, bias: [Float]) {
    let (units, _) = try extents("\(module).weight", [nil, inputs, 3, 3])
    var weights = try parameters("\(module).weight", Shape(units, inputs, 3, 3))
    var bias = [Float](repeating: 0, count: units)
    if contains("\(module).bias") {
      bias = try parameters("\(module).bias", Shape(units)).elements
    }
    let (scale, shift) = try self.normalization(normalization, units: units, after: module)
    weights.scaleSlices(by: scale)
    for unit in 0..<units { bias[unit] = bias[unit] * scale[unit] + shift[unit] }
    return (weights, bias)
  }

  /// Batch normalization with its running statistics, as x · scale + shift.
  ///
  /// - Parameters:
  ///   - module: The name before `.weight`, `.bias`, `.running_mean` and `.running_var`.
  ///   - units: How many there must be of each.
  ///   - convolution: The module before it, for an error.
  /// - Returns: The factors and addends, one of each a unit.
  /// - Throws: What is missing of the module, or which number is no variance.
  mutating func normalization(
    _ module: String, units: Int, after convolution: String
  ) throws(NetworkError) -> (scale: [Float], shift: [Float]) {
    let hasScale = contains("\(module).weight") || contains("\(module).bias")
    if !hasScale {
      guard contains("\(module).running_mean") || contains("\(module).running_var") else {
        throw .missingNormalization(module, after: convolution)
      }
      throw .normalizationWithoutScale(module)
    }
    let weight = try parameters("\(module).weight", Shape(units)).elements
    let bias = try parameters("\(module).bias", Shape(units)).elements
    let mean = try statistics("\(module).running_mean", Shape(units)).elements
    let variance = try statistics("\(module).running_var", Shape(units)).elements
    if let index = variance.firstIndex(where: { $0 < 0 }) {
      throw .unexpectedValue(
        "\(module).running_var", index: index, found: "\(variance[index])", expected: "0 or more")
    }
    // PyTorch's default, which a checkpoint does not hold.
    let epsilon: Float = 1e-5
    let scale = (0..<units).map { weight[$0] / (variance[$0] + epsilon).squareRoot() }
    return (scale, (0..<units).map { bias[$0] - mean[$0] * scale[$0] })
  }
}
