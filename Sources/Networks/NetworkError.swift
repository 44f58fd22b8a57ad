package import Checkpoints
import Files
package import Tensors
package import Units

/// Why a file does not give a network, or an intervention does not fit one.
package enum NetworkError: Error, Equatable {
  case checkpoint(CheckpointError)
  /// None of the known networks has tensors of these names.
  case unknownArchitecture(names: [String])
  /// The file has no part under the key that was asked for.
  case unknownKey(String, known: [String])
  /// The expected extents are written as text, with `any` for those that may vary.
  case unexpectedShape(String, expected: String, found: Shape)
  /// A number that no layer can use, at its place in the tensor, as text: NaN equals nothing.
  case unexpectedValue(String, index: Int, found: String, expected: String)
  /// The network is named with its article.
  case unexpectedTensor(String, in: String)
  /// The network is named with its article, and kinds by their words.
  case wrongKind(String, found: String, expected: String)
  case missingNormalization(String, after: String)
  case normalizationWithoutScale(String)
  case misplacedConvolution(String, after: String, expected: String)
  case unexpectedPictureSize(String, expected: Grid)
  case pictureTooLarge(Grid, limit: Int)
  case pictureTooSmall(Grid, for: LayerName)
  case indivisiblePicture(Grid, by: Int)
  /// What a note of the file says of the network, and what would fit it.
  case unexpectedNote(String, found: String, expected: String)
  case unknownLayer(LayerName, known: [LayerName])
  /// A layer that no later ones read alone.
  case nothingAbove(LayerName)
  /// What a layer gave that should be a picture or scores, as text: NaN equals nothing.
  case notFinite(LayerName, index: Int, found: String)
  case unitOutOfRange(Unit, units: Int)
  case gridMismatch(LayerName, expected: Grid, found: Grid)
  case mapMismatch(Unit, cells: Int, alphas: Int, values: Int)
}

extension NetworkError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .checkpoint(let error): error.description
    case .unknownArchitecture(let names):
      "not a known network: expected \(Self.known), found \(Self.list(names))"
    case .unknownKey(let key, let known):
      "no tensors under '\(shown: key)', expected "
        + (known.isEmpty ? "no key: all tensors lie bare in the file" : Self.list(known))
    case .unexpectedShape(let name, let expected, let found):
      "tensor '\(shown: name)' is \(found), expected \(expected)"
    case .unexpectedTensor(let name, let network):
      "tensor '\(shown: name)' has no place in \(network)"
    case .unexpectedValue(let name, let index, let found, let expected):
      "tensor '\(shown: name)' holds \(found) at element \(index), expected \(expected)"
    case .wrongKind(let network, let found, let expected):
      "the network is \(network), a \(found), expected a \(expected)"
    case .missingNormalization(let name, let convolution):
      "no batch normalization '\(shown: name)' after the convolution '\(shown: convolution)', expected its weight, "
        + "bias, running_mean and running_var"
    case .normalizationWithoutScale(let name):
      "batch normalization '\(shown: name)' has statistics only (affine=False), expected weight and bias"
    case .misplacedConvolution(let name, let previous, let expected):
      "the next convolution after '\(shown: previous)' is '\(shown: name)', expected '\(shown: expected)', with batch "
        + "normalization and an activation between them"
    case .unexpectedPictureSize(let name, let expected):
      "the picture's layer is '\(shown: name)', expected a picture of \(expected)"
    case .pictureTooLarge(let found, let limit):
      "the picture would be \(found), expected at most \(limit)×\(limit)"
    case .pictureTooSmall(let found, let layer):
      "a picture of \(found) is too small: at layer '\(shown: layer)' nothing is left to halve"
    case .indivisiblePicture(let found, let unit):
      "a picture of \(found), expected sides that are multiples of \(unit)"
    case .unexpectedNote(let note, let found, let expected):
      "the file's note '\(shown: note)' has \(found), expected \(expected)"
    case .unknownLayer(let name, let known):
      "no layer '\(shown: name)', expected one of \(Self.list(known.map(\.rawValue)))"
    case .nothingAbove(let name):
      "layer '\(shown: name)' is not all that later layers read, expected one that is, before the last"
    case .notFinite(let name, let index, let found):
      "layer '\(shown: name)' gives \(found) at element \(index), expected finite numbers"
    case .unitOutOfRange(let unit, let units):
      "no unit \(unit.channel) at layer '\(shown: unit.layer)', expected 0 to \(units - 1)"
    case .gridMismatch(let name, let expected, let found):
      "the grid of layer '\(shown: name)' is \(expected), the intervention's is \(found)"
    case .mapMismatch(let unit, let cells, let alphas, let values):
      "unit \(unit.channel) at layer '\(shown: unit.layer)' has \(alphas) alphas and \(values) values, "
        + "expected \(cells) of each"
    }
  }

  /// The first names, and how many more there are.
  private static func list(_ names: [String]) -> String {
    guard !names.isEmpty else { return "no tensors" }
    let shown = names.prefix(20).map { "'\(shown: $0)'" }.joined(separator: ", ")
    return names.count > 20 ? "\(shown) and \(names.count - 20) more" : shown
  }

  /// What to expect in a checkpoint, for those who come with another.
  private static let known = """
    'main.0.weight' with kernels of 4×4 (DCGAN), \
    'layer1.conv.weight' or 'features.0.conv.weight' (Progressive GAN), \
    'features.conv1_1.weight' (VGG16), 'conv1.weight' and 'fc6.weight' (AlexNet), \
    '0.weight' and '4.0.0.0.0.weight' (ResNet152), \
    'features.0.weight' and 'classifier.weight' (VGG with batch normalization), \
    or 'down.0.0.0.weight' (U-Net)
    """
}
