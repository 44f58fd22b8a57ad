import Checkpoints
import Tensors
import Units

extension Classifier {
  /// Reads a VGG with batch normalization, of any width and depth, whose last maps are averaged.
  ///
  /// `features` is a flat list of modules, in torchvision's names: 3×3 convolution `N`, batch
  /// normalization `N + 1`, ReLU `N + 2`, which is the layer's name; a number without tensors before
  /// the next convolution is a pooling by maxima of 2×2. The means of the last layer go to one fully
  /// connected layer, `classifier`.
  static func vgg(
    _ checkpoint: Checkpoint, pictureSize: Grid
  ) throws(NetworkError) -> LayerReader<ClassifierLayer> {
    var reader = LayerReader<ClassifierLayer>(checkpoint, channels: pictureChannels)
    try reader.readPicture(of: pictureSize)
    let numbers = convolutions(checkpoint)
    for (index, number) in numbers.enumerated() {
      try reader.appendNormalizedConvolution(number)
      guard index + 1 < numbers.count else { break }
      let next = numbers[index + 1]
      if next == number + 3 { continue }
      guard next == number + 4 else {
        throw .misplacedConvolution(
          "features.\(next)", after: "features.\(number)", expected: "features.\(number + 3)")
      }
      try reader.appendHalving("features.\(number + 3)")
    }
    let units = reader.channels ?? pictureChannels
    try reader.append(
      ClassifierLayer(["mean"], .average, units: units, grid: Grid(height: 1, width: 1)))
    try reader.appendFullyConnected(["classifier"], module: "classifier")
    try reader.expectAllUsed(by: .vgg)
    return reader
  }

  /// The numbers of the modules in `features` whose weights are no vectors, in ascending order.
  private static func convolutions(_ checkpoint: Checkpoint) -> [Int] {
    checkpoint.entries.compactMap { entry in
      let parts = entry.name.split(separator: ".")
      guard parts.count == 3, parts[0] == "features", parts[2] == "weight",
        entry.extents.count != 1, let number = Int(parts[1]), 0..<10_000 ~= number
      else { return nil }
      return number
    }.sorted()
  }
}

extension LayerReader<ClassifierLayer> {
  fileprivate mutating func appendNormalizedConvolution(_ number: Int) throws(NetworkError) {
    let (shape, weights, bias) = try normalizedConvolution(
      "features.\(number)", normalization: "features.\(number + 1)",
      inputs: channels ?? Classifier.pictureChannels, grid: grid)
    let convolution = FoldedConvolution(shape, weights: weights, bias: bias, activation: .relu)
    try append(
      ClassifierLayer(
        ["features.\(number + 2)"], .convolution(convolution), units: shape.outputs, grid: grid))
  }

  /// Adds a pooling, unless the map is too small for it.
  fileprivate mutating func appendHalving(_ name: String) throws(NetworkError) {
    guard min(grid.height, grid.width) >= 2 else {
      throw .pictureTooSmall(inputGrid, for: LayerName(rawValue: name))
    }
    try appendMaximum(name, window: 2, stride: 2)
  }
}
