import Checkpoints
import Tensors
import Units

extension Classifier {
  private static let stages = 4...7

  /// The number of blocks in each stage, by the names of their first convolutions.
  static func residualBlocks(_ checkpoint: Checkpoint) -> [Int] {
    stages.map { stage in
      var count = 0
      while checkpoint.contains("\(stage).\(count).0.0.0.weight") { count += 1 }
      return count
    }
  }

  /// Reads a ResNet152, or a shorter one, as `oldresnet152.py` of the published code numbers it.
  ///
  /// Module 0 is a convolution, 1 and 2 its normalization and ReLU, 3 a pooling, 4 to 7 the stages,
  /// 8 the average and 10 the classes. Its ReLUs do not work in place: the features of layer `0`
  /// are those before the normalization. Every block is a layer, and the last one of a stage has
  /// the stage's name too.
  static func resNet(
    _ checkpoint: Checkpoint, blocks: [Int], pictureSize: Grid
  ) throws(NetworkError) -> LayerReader<ClassifierLayer> {
    var reader = LayerReader<ClassifierLayer>(checkpoint, channels: pictureChannels)
    try reader.readPicture(of: pictureSize)
    try reader.appendStem()
    for (stage, count) in zip(stages, blocks) {
      // A stage without blocks fails at the first tensor that it lacks.
      for block in 0..<max(count, 1) {
        let isStrided = block == 0 && stage > stages.lowerBound
        let isLast = block == count - 1
        try reader.appendBlock(
          "\(stage).\(block)", stride: isStrided ? 2 : 1, stage: isLast ? "\(stage)" : nil)
      }
    }
    let units = reader.channels ?? pictureChannels
    try reader.append(
      ClassifierLayer(["8"], .average, units: units, grid: Grid(height: 1, width: 1)))
    try reader.appendFullyConnected(["10"], module: "10.1")
    try reader.expectAllUsed(by: .resNet(blocks: blocks))
    return reader
  }
}

extension LayerReader<ClassifierLayer> {
  /// Reads modules 0 to 3; the normalization is not folded, because layer 0 comes before it.
  fileprivate mutating func appendStem() throws(NetworkError) {
    let channels = channels ?? Classifier.pictureChannels
    let (units, _) = try extents("0.weight", [nil, channels, 7, 7])
    let shape = ConvolutionShape(
      inputs: channels, outputs: units, kernel: 7, stride: 2, padding: 3, grid: grid)
    let convolution = FoldedConvolution(
      shape, weights: try parameters("0.weight", shape.weightShape),
      bias: [Float](repeating: 0, count: units), activation: .none)
    try append(
      ClassifierLayer(["0"], .convolution(convolution), units: units, grid: shape.outputGrid))
    let (scale, shift) = try normalization("1", units: units, after: "0")
    try append(
      ClassifierLayer(
        ["2"], .normalization(scale: scale, shift: shift), units: units, grid: grid))
    try appendMaximum("3", window: 3, stride: 2, padding: 1)
  }

  /// Reads a block; its convolutions are modules 0, 3 and 6 of `BLOCK.0.0`, the projection that its
  /// input may have is module 0 of `BLOCK.0.1`.
  fileprivate mutating func appendBlock(
    _ block: String, stride: Int, stage: String?
  ) throws(NetworkError) {
    let input = LayerSummary(
      name: LayerName(rawValue: block), units: channels ?? Classifier.pictureChannels, grid: grid)
    let reducing = try folded(
      "\(block).0.0", 0, kernel: 1, stride: 1, of: input.units, grid, .relu)
    let middle = try folded(
      "\(block).0.0", 3, kernel: 3, stride: stride, of: reducing.units, grid, .relu)
    let widening = try folded(
      "\(block).0.0", 6, kernel: 1, stride: 1, of: middle.units, middle.grid, .none)
    var projection: FoldedConvolution?
    let isSameSize = widening.units == input.units && widening.grid == grid
    if !isSameSize || contains("\(block).0.1.0.weight") {
      projection = try folded(
        "\(block).0.1", 0, kernel: 1, stride: stride, of: input.units, to: widening.units, grid,
        .none)
    }
    try append(
      ClassifierLayer(
        [block] + (stage.map { [$0] } ?? []),
        .residual(
          ResidualBlock(convolutions: [reducing, middle, widening], projection: projection)),
        units: widening.units, grid: widening.grid))
  }

  /// Reads a convolution without bias and the normalization that follows it.
  private mutating func folded(
    _ list: String, _ number: Int, kernel: Int, stride: Int, of inputs: Int,
    to outputs: Int? = nil, _ grid: Grid, _ activation: Activation
  ) throws(NetworkError) -> FoldedConvolution {
    let module = "\(list).\(number)"
    let (units, _) = try extents("\(module).weight", [outputs, inputs, kernel, kernel])
    let shape = ConvolutionShape(
      inputs: inputs, outputs: units, kernel: kernel, stride: stride, padding: kernel / 2,
      grid: grid)
    var weights = try parameters("\(module).weight", shape.weightShape)
    let (scale, shift) = try normalization("\(list).\(number + 1)", units: units, after: module)
    weights.scaleSlices(by: scale)
    return FoldedConvolution(shape, weights: weights, bias: shift, activation: activation)
  }
}
