import Checkpoints
import Tensors
import Units

extension Classifier {
  /// The modules that are lists of blocks.
  fileprivate static let stages = 4...7

  /// Reads a ResNet152, or a shorter one, as `oldresnet152.py` of the published code numbers it.
  ///
  /// Module 0 is a convolution, 1 and 2 its normalization and ReLU, 3 a pooling, 4 to 7 the stages,
  /// 8 the average and 10 the classes. Its ReLUs do not work in place: the features of layer `0`
  /// are those before the normalization. Every block is a layer, and the last one of a stage has
  /// the stage's name too.
  static func resNet(
    _ checkpoint: Checkpoint, blocks: [Int], pictureSize: Grid
  ) throws(NetworkError) -> LayerReader {
    var reader = try LayerReader(
      checkpoint, picture: MapSize(units: pictureChannels, grid: pictureSize))
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
    try reader.append(Averaging(of: reader.size(at: reader.last)), names: ["8"])
    try reader.appendFullyConnected(["10"], module: "10.1")
    try reader.expectAllUsed(by: .resNet(blocks: blocks))
    return reader
  }
}

extension LayerReader {
  /// Reads modules 0 to 3; the normalization is not folded, because layer 0 comes before it.
  fileprivate mutating func appendStem() throws(NetworkError) {
    let input = size(at: last)
    let (units, _) = try extents("0.weight", [nil, input.units, 7, 7])
    let shape = ConvolutionShape(
      inputs: input.units, outputs: units, kernel: 7, stride: 2, padding: 3, grid: input.grid)
    try append(
      Convolution(shape, weights: try parameters("0.weight", shape.weightShape)), names: ["0"])
    let (scale, shift) = try normalization("1", units: units, after: "0")
    try append(
      Normalization(scale: scale, shift: shift, of: size(at: last), then: .relu), names: ["2"])
    try appendMaximum("3", window: 3, stride: 2, padding: 1)
  }

  /// Reads a block: three convolutions, 1×1, 3×3 and 1×1, whose result is added to their input.
  ///
  /// The convolutions are modules 0, 3 and 6 of `BLOCK.0.0`; module 0 of `BLOCK.0.1` is the projection
  /// that gives the input the size of the result, where they differ.
  fileprivate mutating func appendBlock(
    _ block: String, stride: Int, stage: String?
  ) throws(NetworkError) {
    let source = last
    try appendFolded("\(block).0.0", 0, kernel: 1, then: .relu)
    try appendFolded("\(block).0.0", 3, kernel: 3, stride: stride, then: .relu)
    let result = try appendFolded("\(block).0.0", 6, kernel: 1, then: .none)
    var shortcut = source
    if size(at: result) != size(at: source) || contains("\(block).0.1.0.weight") {
      shortcut = try appendFolded(
        "\(block).0.1", 0, kernel: 1, stride: stride, to: size(at: result).units, then: .none,
        reading: source)
    }
    try append(
      Addition(of: size(at: result), then: .relu), names: [block] + (stage.map { [$0] } ?? []),
      reading: [result, shortcut])
  }

  /// Reads a convolution without bias and the normalization that follows it.
  @discardableResult
  private mutating func appendFolded(
    _ list: String, _ number: Int, kernel: Int, stride: Int = 1, to outputs: Int? = nil,
    then activation: Activation, reading source: LayerGraph.Source? = nil
  ) throws(NetworkError) -> LayerGraph.Source {
    let source = source ?? last
    let input = size(at: source)
    let module = "\(list).\(number)"
    let (units, _) = try extents("\(module).weight", [outputs, input.units, kernel, kernel])
    let shape = ConvolutionShape(
      inputs: input.units, outputs: units, kernel: kernel, stride: stride, padding: kernel / 2,
      grid: input.grid)
    var weights = try parameters("\(module).weight", shape.weightShape)
    let (scale, shift) = try normalization("\(list).\(number + 1)", units: units, after: module)
    weights.scaleSlices(by: scale)
    return try append(
      Convolution(shape, weights: weights, bias: shift, activation: activation), reading: [source])
  }
}

extension Architecture {
  /// The number of blocks in each stage, by the names of their first convolutions.
  static func residualBlocks(_ checkpoint: Checkpoint) -> [Int] {
    Classifier.stages.map { stage in
      var count = 0
      while checkpoint.contains("\(stage).\(count).0.0.0.weight") { count += 1 }
      return count
    }
  }
}
