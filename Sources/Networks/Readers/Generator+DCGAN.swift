import Checkpoints
import Tensors
import Units

extension Generator {
  /// Reads the generator of PyTorch's DCGAN example, of any width and depth.
  ///
  /// `main` is a flat list of modules, three a block: transposed convolution `3i`, batch
  /// normalization `3i + 1`, ReLU `3i + 2`. The last block has no normalization and ends with tanh,
  /// so that the picture is module `3i + 1`. A block is named for its last module. The list may
  /// have another name, and begin with a module without tensors, which turns the latent into a
  /// pixel.
  static func dcgan(_ checkpoint: Checkpoint) throws(NetworkError) -> LayerReader {
    guard let modules = NumberedModules(checkpoint), let first = modules.convolutions.first,
      let last = modules.convolutions.last
    else { throw .unknownArchitecture(names: checkpoint.entries.map(\.name)) }
    var reader = LayerReader(checkpoint)
    for number in stride(from: first, to: last + 3, by: 3) {
      if let stray = modules.convolutions.first(where: { number - 3 < $0 && $0 < number }) {
        throw .misplacedConvolution(
          "\(modules.prefix)\(stray)", after: "\(modules.prefix)\(number - 3)",
          expected: "\(modules.prefix)\(number)")
      }
      try reader.appendTransposed(
        modules.prefix, number, isFirst: number == first, isLast: number == last)
    }
    try reader.expectAllUsed(by: .dcgan(prefix: modules.prefix))
    return reader
  }
}

extension LayerReader {
  /// Reads the block whose convolution has this number, with the normalization folded in.
  fileprivate mutating func appendTransposed(
    _ prefix: String, _ number: Int, isFirst: Bool, isLast: Bool
  ) throws(NetworkError) {
    let module = "\(prefix)\(number)"
    let name = "\(module).weight"
    let (inputs, outputs) = try extents(name, [units, nil, 4, 4])
    if isLast, outputs != 1, outputs != 3 {
      throw .unexpectedShape(
        name, expected: "\(inputs)×3×4×4 or \(inputs)×1×4×4",
        found: Shape(inputs, outputs, 4, 4))
    }
    let shape = ConvolutionShape(
      inputs: inputs, outputs: outputs, kernel: 4, stride: isFirst ? 1 : 2,
      padding: isFirst ? 0 : 1, isTransposed: true, grid: grid)
    var weights = try parameters(name, shape.weightShape)
    var bias = [Float](repeating: 0, count: outputs)
    if contains("\(module).bias") {
      bias = try parameters("\(module).bias", Shape(outputs)).elements
    }
    if !isLast {
      let (scale, shift) = try normalization(
        "\(prefix)\(number + 1)", units: outputs, after: module)
      for unit in 0..<outputs { bias[unit] = bias[unit] * scale[unit] + shift[unit] }
      weights.scaleKernels(by: scale)
    }
    try append(
      Convolution(shape, weights: weights, bias: bias, activation: isLast ? .tanh : .relu),
      names: ["\(prefix)\(isLast ? number + 1 : number + 2)"])
  }
}
