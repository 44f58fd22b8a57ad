package import Checkpoints
package import Tensors
package import Units

/// A network that tells the class of a picture, layer by layer.
///
/// Layers have the names of the published code. Its ReLUs work in place in VGG16 and AlexNet, so
/// that what it calls the features of `conv5_3` are those after the ReLU; here `conv5_3` and
/// `relu5_3` are two names for the same features. Dropout does nothing outside training, and has no
/// layer.
package struct Classifier: LayeredNetwork {
  package let architecture: Architecture
  package let graph: LayerGraph
  /// The names of the classes, by their numbers; `class 0` and so on where the file has none.
  package let classes: [String]
  /// Trained numbers, as PyTorch counts them: no running statistics.
  package let parameterCount: Int

  static let pictureChannels = 3

  /// The size of square pictures.
  static func pictureSize(side: Int) -> MapSize {
    MapSize(units: pictureChannels, grid: Grid(height: side, width: side))
  }

  /// Reads the classifier that a checkpoint holds, in whatever part of the file it lies.
  ///
  /// - Parameters:
  ///   - checkpoint: The tensors.
  ///   - pictureSize: The size of the pictures where the tensors leave it open, as a residual
  ///     network's do, which averages whatever is left of a picture; by default what the file notes,
  ///     or what such networks are trained on.
  /// - Throws: `NetworkError`, with the first tensor that does not fit.
  package init(_ checkpoint: Checkpoint, pictureSize: Grid? = nil) throws(NetworkError) {
    try self.init(try NetworkPart(of: checkpoint, kind: .classifier), pictureSize: pictureSize)
  }

  /// Takes all sizes that they tell from the tensors' shapes.
  package init(_ part: NetworkPart, pictureSize: Grid? = nil) throws(NetworkError) {
    try self.init(part.checkpoint, as: part.architecture, pictureSize: pictureSize)
  }

  /// Reads a checkpoint whose architecture is known.
  ///
  /// - Throws: Also `NetworkError.wrongKind`, if it is not a classifier's.
  init(
    _ checkpoint: Checkpoint, as architecture: Architecture, pictureSize: Grid? = nil
  ) throws(NetworkError) {
    let notes = NetworkNotes(checkpoint, of: .classifier)
    let noted = try notes.pictureSide()
    func size(_ usual: Int) -> Grid {
      let side = noted ?? usual
      return pictureSize ?? Grid(height: side, width: side)
    }
    let reading =
      switch architecture {
      case .vgg16: try Self.vgg16(checkpoint)
      case .alexNet: try Self.alexNet(checkpoint)
      case .resNet(let blocks): try Self.resNet(checkpoint, blocks: blocks, pictureSize: size(224))
      case .vgg: try Self.vgg(checkpoint, pictureSize: size(64))
      case .dcgan, .progressive, .unet: throw architecture.wrongKind(expected: .classifier)
      }
    self.architecture = architecture
    graph = reading.graph
    let count = graph.size(at: graph.output).units
    classes = try notes.names("categories", count: count) ?? (0..<count).map { "class \($0)" }
    parameterCount = reading.parameterCount
  }

  /// The size of the pictures that it reads, in three channels.
  package var pictureSize: Grid { graph.input.grid }

  /// Brings a picture into the range that the network was trained to read.
  ///
  /// The published ones read colours of 0...1 less the means of ImageNet's, divided by their
  /// deviations; a VGG with batch normalization reads -1...1.
  ///
  /// - Parameter picture: 3×H×W in -1...1.
  /// - Returns: 3×H×W, for `classify`.
  package func normalized(_ picture: Tensor) -> Tensor {
    guard architecture != .vgg else { return picture }
    var result = picture
    let pixels = picture.shape.count / Self.pictureChannels
    for channel in 0..<Self.pictureChannels {
      let (mean, deviation) = Self.imageNetColours[channel]
      for index in channel * pixels..<(channel + 1) * pixels {
        result.elements[index] = ((picture.elements[index] + 1) / 2 - mean) / deviation
      }
    }
    return result
  }

  /// Mean and deviation of red, green and blue, as torchvision has them.
  private static let imageNetColours: [(mean: Float, deviation: Float)] = [
    (0.485, 0.229), (0.456, 0.224), (0.406, 0.225),
  ]
}
