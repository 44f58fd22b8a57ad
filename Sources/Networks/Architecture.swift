package import Checkpoints
package import Units

/// A family of networks, told apart by the names of the tensors in their checkpoints.
package enum Architecture: Hashable, Sendable {
  /// The kind of thing that a network is for.
  package enum Kind: String, CaseIterable, Sendable {
    case generator = "generator"
    case classifier = "classifier"
    case segmenter = "segmenter"
  }

  /// The generator of PyTorch's example; the prefix stands before the numbers of its modules.
  case dcgan(prefix: String)
  case progressive
  case vgg16
  case alexNet
  /// A residual network of bottlenecks, with the number of blocks in each of its four stages.
  case resNet(blocks: [Int])
  /// A classifier of convolutions with batch normalization, whose last maps are averaged.
  case vgg
  /// A segmenter of five scales.
  case unet

  /// Recognises the architecture by names, and by shapes where names are numbers only.
  ///
  /// - Throws: `NetworkError.unknownArchitecture`.
  package init(of checkpoint: Checkpoint) throws(NetworkError) {
    func has(_ name: String, in part: String) -> Bool {
      checkpoint.contains("\(part).\(name)") || checkpoint.contains(name)
    }
    if checkpoint.contains("layer1.conv.weight") || checkpoint.contains("features.0.conv.weight") {
      self = .progressive
    } else if has("conv1_1.weight", in: "features") {
      self = .vgg16
    } else if has("conv1.weight", in: "features"), has("fc6.weight", in: "classifier") {
      self = .alexNet
    } else if checkpoint.contains("0.weight"), checkpoint.contains("4.0.0.0.0.weight") {
      self = .resNet(blocks: Self.residualBlocks(checkpoint))
    } else if checkpoint.contains("down.0.0.0.weight") {
      self = .unet
    } else if checkpoint.contains("features.0.weight"), checkpoint.contains("classifier.weight") {
      self = .vgg
    } else if let modules = NumberedModules(checkpoint) {
      self = .dcgan(prefix: modules.prefix)
    } else {
      throw .unknownArchitecture(names: checkpoint.entries.map(\.name))
    }
  }

  /// The architecture without its particulars.
  package var family: NetworkFamily {
    switch self {
    case .dcgan: .dcgan
    case .progressive: .progressive
    case .vgg16: .vgg16
    case .alexNet: .alexNet
    case .resNet: .resNet
    case .vgg: .vgg
    case .unet: .unet
    }
  }

  package var kind: Kind {
    switch self {
    case .dcgan, .progressive: .generator
    case .vgg16, .alexNet, .resNet, .vgg: .classifier
    case .unet: .segmenter
    }
  }

  /// The name that papers use.
  package var title: String {
    switch self {
    case .dcgan: "DCGAN"
    case .progressive: "Progressive GAN"
    case .vgg16: "VGG16"
    case .alexNet: "AlexNet"
    case .resNet(blocks: [3, 8, 36, 3]): "ResNet152"
    case .resNet: "ResNet"
    case .vgg: "VGG with batch normalization"
    case .unet: "U-Net"
    }
  }

  /// The title with its article.
  var phrase: String { "\(self == .alexNet ? "an" : "a") \(title)" }

  /// The error for a network of another kind than is wanted.
  func wrongKind(expected: Kind) -> NetworkError {
    .wrongKind(phrase, found: kind.rawValue, expected: expected.rawValue)
  }
}
