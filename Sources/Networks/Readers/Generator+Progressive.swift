import Checkpoints
import Tensors
import Units

extension Generator {
  /// Reads a Progressive GAN, as `proggan.py` of GAN Dissection names and runs it.
  ///
  /// Every block normalizes its input pixels before anything else, so that a layer's features are
  /// the unnormalized ones after its leaky ReLU. Odd layers from 3 on double their input between
  /// the normalization and the convolution.
  ///
  /// The first checkpoints have other names for the same tensors: `features.0` for `layer1`, and
  /// `output` without a size. The layers are named alike for both.
  static func progressive(
    _ checkpoint: Checkpoint
  ) throws(NetworkError) -> LayerReader {
    var reader = LayerReader(checkpoint)
    let isOld = !reader.contains("layer1.conv.weight")
    func block(_ number: Int) -> String { isOld ? "features.\(number - 1)" : "layer\(number)" }
    var count = 1
    while reader.contains("\(block(count + 1)).conv.weight") { count += 1 }
    for number in 1...count {
      try reader.appendConvolution(
        block(number), name: "layer\(number)", kernel: number == 1 ? 4 : 3,
        padding: number == 1 ? 3 : 1, upsamples: number > 1 && number % 2 == 1,
        activation: .leakyReLU)
    }
    let name = "output_\(reader.grid.height)x\(reader.grid.width)"
    let output = isOld ? "output" : name
    if !isOld, !reader.contains("\(output).conv.weight"),
      let other = checkpoint.entries.first(where: {
        $0.name.hasPrefix("output_") && $0.name.hasSuffix(".conv.weight")
      })
    {
      throw .unexpectedPictureSize(
        String(other.name.dropLast(".conv.weight".count)), expected: reader.grid)
    }
    try reader.appendConvolution(
      output, name: name, kernel: 1, padding: 0, upsamples: false, activation: .none)
    try reader.expectAllUsed(by: .progressive)
    return reader
  }
}

extension LayerReader {
  /// Reads one block; the scale that training kept out of the weights is put back in.
  fileprivate mutating func appendConvolution(
    _ block: String, name layer: String, kernel: Int, padding: Int, upsamples: Bool,
    activation: Activation
  ) throws(NetworkError) {
    let name = "\(block).conv.weight"
    let (outputs, inputs) = try extents(name, [nil, units, kernel, kernel])
    let isPicture = activation == .none
    if isPicture, outputs != 1, outputs != 3 {
      throw .unexpectedShape(
        name, expected: "3×\(inputs)×1×1 or 1×\(inputs)×1×1",
        found: Shape(outputs, inputs, kernel, kernel))
    }
    let shape = ConvolutionShape(
      inputs: inputs, outputs: outputs, kernel: kernel, padding: padding, doublesInput: upsamples,
      grid: grid)
    let weights = try parameters(name, shape.weightShape)
    let bias = try parameters("\(block).wscale.b", Shape(outputs)).elements
    let gain = isPicture ? 1 : 2.0.squareRoot() / Double(kernel)
    let scale = Float(gain / Double(inputs).squareRoot())
    try append(
      Convolution(
        shape, weights: weights, scale: scale, bias: bias, activation: activation,
        normalizesPixels: true),
      names: [layer])
  }
}
