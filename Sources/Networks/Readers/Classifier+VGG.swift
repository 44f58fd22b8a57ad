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
  ) throws(NetworkError) -> LayerReader {
    var reader = try LayerReader(
      checkpoint, picture: MapSize(units: pictureChannels, grid: pictureSize))
    let numbers = convolutions(checkpoint)
    for (index, number) in numbers.enumerated() {
      try reader.appendNormalizedConvolution(
        "features.\(number)", normalization: "features.\(number + 1)",
        names: ["features.\(number + 2)"])
      guard index + 1 < numbers.count else { break }
      let next = numbers[index + 1]
      if next == number + 3 { continue }
      guard next == number + 4 else {
        throw .misplacedConvolution(
          "features.\(next)", after: "features.\(number)", expected: "features.\(number + 3)")
      }
      try reader.appendHalving("features.\(number + 3)")
    }
    try reader.append(Averaging(of: reader.size(at: reader.last)), names: ["mean"])
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

extension LayerReader {
  /// Adds a pooling, unless the map is too small for it.
  fileprivate mutating func appendHalving(_ name: String) throws(NetworkError) {
    guard min(grid.height, grid.width) >= 2 else {
      throw .pictureTooSmall(size(at: .input).grid, for: LayerName(rawValue: name))
    }
    try appendMaximum(name, window: 2, stride: 2)
  }
}
