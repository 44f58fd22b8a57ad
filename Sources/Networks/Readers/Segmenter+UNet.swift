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
  ) throws(NetworkError) -> LayerReader {
    guard pictureSize.height.isMultiple(of: sideUnit), pictureSize.width.isMultiple(of: sideUnit)
    else { throw .indivisiblePicture(pictureSize, by: sideUnit) }
    var reader = try LayerReader(
      checkpoint, picture: MapSize(units: pictureChannels, grid: pictureSize))
    var ways: [LayerGraph.Source] = []
    for scale in 0..<scales {
      if scale > 0 { try reader.appendHalving() }
      try reader.appendBlock("down.\(scale).0")
      try reader.appendBlock("down.\(scale).1", alias: "down.\(scale)")
      ways.append(reader.last)
    }
    for scale in (0..<scales - 1).reversed() {
      try reader.appendJoin("up.\(scale)", with: ways[scale])
    }
    try reader.appendConcepts()
    try reader.expectAllUsed(by: .unet)
    return reader
  }
}

extension LayerReader {
  /// Adds maxima of 2×2, which have no tensors.
  fileprivate mutating func appendHalving() throws(NetworkError) {
    try append(MaximumPooling(Window(side: 2, stride: 2), of: size(at: last)))
  }

  /// Reads a block, whose convolution is its module 0 and whose normalization is module 1.
  ///
  /// - Parameters:
  ///   - block: The name before the numbers of modules, which is the layer's.
  ///   - alias: Another name of the same features.
  /// - Throws: The tensor that is missing, or does not fit.
  fileprivate mutating func appendBlock(
    _ block: String, alias: String? = nil
  ) throws(NetworkError) {
    try appendNormalizedConvolution(
      "\(block).0", normalization: "\(block).1", names: [block] + (alias.map { [$0] } ?? []))
  }

  /// Reads a block that sees the coarser features, each of whose pixels is copied four times, beside
  /// those that were found at its own scale.
  ///
  /// Its kernels are cut in two, and the halves' sums added: copies need fewer products, and the half of
  /// which nothing has changed is kept.
  ///
  /// - Parameters:
  ///   - block: The name before the numbers of modules, which is the layer's.
  ///   - place: The features of its scale.
  /// - Throws: The tensor that is missing, or does not fit.
  fileprivate mutating func appendJoin(
    _ block: String, with place: LayerGraph.Source
  ) throws(NetworkError) {
    let (coarse, fine) = (size(at: last), size(at: place))
    let (weights, bias) = try normalizedConvolution(
      "\(block).0", normalization: "\(block).1", inputs: coarse.units + fine.units)
    func half(_ inputs: Range<Int>, of input: MapSize, doubled: Bool) -> (ConvolutionShape, Tensor)
    {
      let shape = ConvolutionShape(
        inputs: inputs.count, outputs: bias.count, kernel: 3, padding: 1, doublesInput: doubled,
        grid: input.grid)
      return (shape, weights.kernels(reading: inputs))
    }
    let (coarseShape, coarseKernels) = half(0..<coarse.units, of: coarse, doubled: true)
    let (fineShape, fineKernels) = half(
      coarse.units..<coarse.units + fine.units, of: fine, doubled: false)
    let halves = [
      try append(Convolution(coarseShape, weights: coarseKernels)),
      try append(Convolution(fineShape, weights: fineKernels, bias: bias), reading: [place]),
    ]
    try append(
      Addition(of: size(at: last), then: .relu), names: [block], reading: halves)
  }

  /// Reads the last layer, which has a score for each concept.
  fileprivate mutating func appendConcepts() throws(NetworkError) {
    let input = size(at: last)
    let (concepts, _) = try extents("out.weight", [nil, input.units, 1, 1])
    guard concepts <= LabelMap.conceptLimit else {
      throw .unexpectedShape(
        "out.weight", expected: "at most \(LabelMap.conceptLimit)×\(input.units)×1×1",
        found: Shape(concepts, input.units, 1, 1))
    }
    let shape = ConvolutionShape(
      inputs: input.units, outputs: concepts, kernel: 1, padding: 0, grid: input.grid)
    try append(
      Convolution(
        shape, weights: try parameters("out.weight", shape.weightShape),
        bias: try parameters("out.bias", Shape(concepts)).elements),
      names: ["out"])
  }
}

extension Tensor {
  /// The parts of a convolution's kernels that read some of its inputs, outputs×inputs×k×k.
  fileprivate func kernels(reading inputs: Range<Int>) -> Tensor {
    var extents = shape.extents
    let (taps, all) = (extents[2] * extents[3], extents[1])
    extents[1] = inputs.count
    return Tensor(
      shape: Shape(extents),
      elements: (0..<extents[0]).flatMap { output in
        let start = output * all
        return elements[(start + inputs.lowerBound) * taps..<(start + inputs.upperBound) * taps]
      })
  }
}
