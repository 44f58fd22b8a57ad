package import Checkpoints
package import Tensors
package import Units

/// Whatever network a checkpoint holds.
package enum Network: Sendable {
  case generator(Generator)
  case classifier(Classifier)
  case segmenter(Segmenter)

  /// Reads the network that a checkpoint holds, in whatever part of the file it lies.
  ///
  /// - Throws: `NetworkError`, which tells what each known architecture would have had, where none
  ///   fits, and otherwise the first tensor that does not fit.
  package init(_ checkpoint: Checkpoint, pictureSize: Grid? = nil) throws(NetworkError) {
    try self.init(try NetworkPart(of: checkpoint), pictureSize: pictureSize)
  }

  /// Takes all sizes from the tensors' shapes.
  ///
  /// - Parameters:
  ///   - part: The tensors.
  ///   - pictureSize: The size of the pictures, where the tensors leave it open.
  /// - Throws: `NetworkError`, with the first tensor that does not fit.
  package init(_ part: NetworkPart, pictureSize: Grid? = nil) throws(NetworkError) {
    let (checkpoint, architecture) = (part.checkpoint, part.architecture)
    switch architecture.kind {
    case .generator: self = .generator(try Generator(checkpoint, as: architecture))
    case .classifier:
      self = .classifier(try Classifier(checkpoint, as: architecture, pictureSize: pictureSize))
    case .segmenter:
      self = .segmenter(
        try Segmenter(checkpoint, as: architecture, pictureSize: pictureSize))
    }
  }

  package var architecture: Architecture {
    switch self {
    case .generator(let generator): generator.architecture
    case .classifier(let classifier): classifier.architecture
    case .segmenter(let segmenter): segmenter.architecture
    }
  }

  /// The name of the architecture that papers use.
  package var title: String { architecture.title }

  /// Layers that can be retained, in order.
  package var layers: [LayerSummary] {
    switch self {
    case .generator(let generator): generator.layers
    case .classifier(let classifier): classifier.layers
    case .segmenter(let segmenter): segmenter.layers
    }
  }

  /// The shape of what it reads: a latent's numbers, or a picture's channels, rows and columns.
  package var inputShape: Shape {
    switch self {
    case .generator(let generator): Shape(generator.latentSize)
    case .classifier(let classifier):
      Shape(
        Classifier.pictureChannels, classifier.pictureSize.height, classifier.pictureSize.width)
    case .segmenter(let segmenter):
      Shape(Segmenter.pictureChannels, segmenter.pictureSize.height, segmenter.pictureSize.width)
    }
  }

  /// Runs all layers and keeps the features of some.
  ///
  /// - Throws: `NetworkError.notFinite`, if the output or the features of one of the layers are no
  ///   finite numbers.
  /// - Precondition: The input has the `inputShape`, and the layers exist.
  package func features(
    of input: Tensor, at layers: Set<LayerName>
  ) throws(NetworkError) -> [LayerName: Tensor] {
    let retained =
      switch self {
      case .generator(let generator):
        try generator.render(input.elements, retaining: layers)?.retained
      case .classifier(let classifier): try classifier.classify(input, retaining: layers)?.retained
      case .segmenter(let segmenter): try segmenter.segment(input, retaining: layers)?.retained
      }
    guard let retained else { preconditionFailure("a run ended that nobody cancelled") }
    for layer in self.layers { try retained[layer.name]?.expectFinite(from: layer.name) }
    return retained
  }

  /// Trained numbers, as PyTorch counts them: no running statistics.
  package var parameterCount: Int {
    switch self {
    case .generator(let generator): generator.parameterCount
    case .classifier(let classifier): classifier.parameterCount
    case .segmenter(let segmenter): segmenter.parameterCount
    }
  }
}
