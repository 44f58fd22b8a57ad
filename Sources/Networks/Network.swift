package import Checkpoints

/// Whatever network a checkpoint holds.
package enum Network: Sendable {
  case generator(Generator)
  case classifier(Classifier)

  /// Recognises the architecture by the tensors' names and takes all sizes from their shapes.
  ///
  /// - Throws: `NetworkError`, which tells what each known architecture would have had, where none
  ///   fits, and otherwise the first tensor that does not fit.
  package init(_ checkpoint: Checkpoint) throws(NetworkError) {
    let architecture = try Architecture(of: checkpoint)
    switch architecture.kind {
    case .generator: self = .generator(try Generator(checkpoint, as: architecture))
    case .classifier: self = .classifier(try Classifier(checkpoint, as: architecture))
    }
  }

  package var architecture: Architecture {
    switch self {
    case .generator(let generator): generator.architecture
    case .classifier(let classifier): classifier.architecture
    }
  }

  /// The name of the architecture that papers use.
  package var title: String { architecture.title }

  /// Layers that can be retained, in order.
  package var layers: [LayerSummary] {
    switch self {
    case .generator(let generator): generator.layers
    case .classifier(let classifier): classifier.layers
    }
  }

  /// Trained numbers, as PyTorch counts them: no running statistics.
  package var parameterCount: Int {
    switch self {
    case .generator(let generator): generator.parameterCount
    case .classifier(let classifier): classifier.parameterCount
    }
  }
}
