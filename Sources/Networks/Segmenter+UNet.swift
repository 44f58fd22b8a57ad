import Checkpoints
import Tensors
import Units

extension Segmenter {
  /// Reads a U-Net, as Assets/Training names it.
  ///
  /// `down.K` are the scales from fine to coarse, with two blocks each, `up.K` the ways back to scale
  /// K with one. A block is a 3×3 convolution, a batch normalization and a ReLU. Scales
  /// follow each other by maxima of 2×2, and on the way back by copies of each pixel. `out` is a
  /// convolution of 1×1 with a unit for each concept.
  static func unet(
    _ checkpoint: Checkpoint, pictureSize: Grid
  ) throws(NetworkError) -> LayerReader<SegmenterLayer> {
    guard pictureSize.height.isMultiple(of: sideUnit), pictureSize.width.isMultiple(of: sideUnit)
    else { throw .indivisiblePicture(pictureSize, by: sideUnit) }
    var reader = LayerReader<SegmenterLayer>(checkpoint, channels: pictureChannels)
    try reader.readPicture(of: pictureSize)
    let grids = (0..<scales).map {
      Grid(height: pictureSize.height >> $0, width: pictureSize.width >> $0)
    }
    var widths: [Int] = []
    for (scale, grid) in grids.enumerated() {
      try reader.appendBlock(
        "down.\(scale).0", from: scale == 0 ? .picture : .halved, grid: grid)
      try reader.appendBlock(
        "down.\(scale).1", alias: "down.\(scale)", from: .previous, grid: grid)
      widths.append(reader.channels ?? pictureChannels)
    }
    for scale in (0..<scales - 1).reversed() {
      try reader.appendBlock(
        "up.\(scale)", from: .joined(scale: scale), beside: widths[scale], grid: grids[scale])
    }
    try reader.appendConcepts()
    try reader.expectAllUsed(by: .unet)
    return reader
  }
}

extension LayerReader<SegmenterLayer> {
  /// Reads a block, whose convolution is its module 0 and whose normalization is module 1.
  ///
  /// - Parameters:
  ///   - block: The name before the numbers of modules, which is the layer's.
  ///   - alias: Another name of the same features.
  ///   - source: What the block reads.
  ///   - others: Units that it reads besides those of the layer before.
  ///   - grid: The size of what it reads.
  /// - Throws: The tensor that is missing, or does not fit.
  fileprivate mutating func appendBlock(
    _ block: String, alias: String? = nil, from source: SegmenterLayer.Source,
    beside others: Int = 0, grid: Grid
  ) throws(NetworkError) {
    let inputs = (channels ?? Segmenter.pictureChannels) + others
    let (shape, weights, bias) = try normalizedConvolution(
      "\(block).0", normalization: "\(block).1", inputs: inputs, grid: grid)
    try append(
      SegmenterLayer(
        names: ([block] + (alias.map { [$0] } ?? [])).map(LayerName.init(rawValue:)),
        source: source,
        convolution: ConvolutionPlan(shape, weights: weights, bias: bias, activation: .relu)))
  }

  /// Reads the last layer, which has a score for each concept.
  fileprivate mutating func appendConcepts() throws(NetworkError) {
    let inputs = channels ?? Segmenter.pictureChannels
    let (concepts, _) = try extents("out.weight", [nil, inputs, 1, 1])
    guard concepts <= LabelMap.conceptLimit else {
      throw .unexpectedShape(
        "out.weight", expected: "at most \(LabelMap.conceptLimit)×\(inputs)×1×1",
        found: Shape(concepts, inputs, 1, 1))
    }
    let shape = ConvolutionShape(
      inputs: inputs, outputs: concepts, kernel: 1, padding: 0, grid: grid)
    try append(
      SegmenterLayer(
        names: ["out"], source: .previous,
        convolution: ConvolutionPlan(
          shape, weights: try parameters("out.weight", shape.weightShape),
          bias: try parameters("out.bias", Shape(concepts)).elements)))
  }
}
