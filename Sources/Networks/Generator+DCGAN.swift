import Checkpoints
import Tensors

extension Generator {
  /// Reads the generator of PyTorch's DCGAN example, of any width and depth.
  ///
  /// `main` is a flat list of modules, three a block: transposed convolution `3i`, batch
  /// normalization `3i + 1`, ReLU `3i + 2`. The last block has no normalization and ends with tanh,
  /// so that the picture is module `3i + 1`. A block is named for its last module.
  static func dcgan(_ checkpoint: Checkpoint) throws(NetworkError) -> LayerReader {
    var reader = LayerReader(checkpoint)
    var last = 3
    while reader.contains("main.\(last + 3).weight") { last += 3 }
    for index in stride(from: 0, through: last, by: 3) {
      try reader.appendTransposed(index, isLast: index == last)
    }
    try reader.expectAllUsed(by: .dcgan)
    return reader
  }
}

extension LayerReader {
  /// Reads the block whose convolution is module `index`, with the normalization folded in.
  fileprivate mutating func appendTransposed(
    _ index: Int, isLast: Bool
  ) throws(NetworkError) {
    let name = "main.\(index).weight"
    let (inputs, outputs) = try extents(name, outer: [channels, nil], kernel: 4)
    if isLast, outputs != 1, outputs != 3 {
      throw .unexpectedShape(
        name, expected: "\(inputs)×3×4×4 or \(inputs)×1×4×4",
        found: Shape(inputs, outputs, 4, 4))
    }
    let shape = ConvolutionShape(
      inputs: inputs, outputs: outputs, kernel: 4, stride: index == 0 ? 1 : 2,
      padding: index == 0 ? 0 : 1, isTransposed: true, grid: grid)
    var weights = try parameters(name, shape.weightShape)
    var bias = [Float](repeating: 0, count: outputs)
    if contains("main.\(index).bias") {
      bias = try parameters("main.\(index).bias", Shape(outputs)).elements
    }
    if !isLast {
      let (scale, shift) = try normalization("main.\(index + 1)", units: outputs)
      for unit in 0..<outputs { bias[unit] = bias[unit] * scale[unit] + shift[unit] }
      let kernels = weights.elements.enumerated().map { $1 * scale[$0 / 16 % outputs] }
      weights = Tensor(shape: weights.shape, elements: kernels)
    }
    try append(
      GeneratorLayer(
        name: LayerName(rawValue: "main.\(isLast ? index + 1 : index + 2)"),
        normalizesPixels: false, upsamples: false,
        convolution: ConvolutionPlan(shape, weights: weights), bias: bias,
        activation: isLast ? .tanh : .relu))
  }

  /// Batch normalization with its running statistics, as x · scale + shift.
  private mutating func normalization(
    _ module: String, units: Int
  ) throws(NetworkError) -> (scale: [Float], shift: [Float]) {
    let weight = try parameters("\(module).weight", Shape(units)).elements
    let bias = try parameters("\(module).bias", Shape(units)).elements
    let mean = try statistics("\(module).running_mean", Shape(units)).elements
    let variance = try statistics("\(module).running_var", Shape(units)).elements
    // PyTorch's default, which a checkpoint does not hold.
    let epsilon: Float = 1e-5
    let scale = (0..<units).map { weight[$0] / (variance[$0] + epsilon).squareRoot() }
    return (scale, (0..<units).map { bias[$0] - mean[$0] * scale[$0] })
  }
}
