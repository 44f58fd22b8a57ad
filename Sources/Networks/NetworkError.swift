package import Checkpoints
package import Tensors

/// Why a file does not give a network, or an intervention does not fit one.
package enum NetworkError: Error, Equatable {
  case checkpoint(CheckpointError)
  /// None of the known generators has tensors of these names.
  case unknownArchitecture(names: [String])
  /// The expected extents are written as text, with `any` for those that may vary.
  case unexpectedShape(String, expected: String, found: Shape)
  case unexpectedTensor(String, Generator.Architecture)
  case unexpectedPictureSize(String, expected: Grid)
  case pictureTooLarge(Grid, limit: Int)
  case unknownLayer(LayerName, known: [LayerName])
  case unitOutOfRange(Unit, units: Int)
  case gridMismatch(LayerName, expected: Grid, found: Grid)
  case mapMismatch(Unit, cells: Int, alphas: Int, values: Int)
}

extension NetworkError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .checkpoint(let error): error.description
    case .unknownArchitecture(let names):
      "not a known generator: expected 'main.0.weight' (DCGAN) or 'layer1.conv.weight' "
        + "(Progressive GAN), found \(Self.list(names))"
    case .unexpectedShape(let name, let expected, let found):
      "tensor '\(name)' is \(found), expected \(expected)"
    case .unexpectedTensor(let name, let architecture):
      "tensor '\(name)' has no place in a \(architecture.title)"
    case .unexpectedPictureSize(let name, let expected):
      "the picture's layer is '\(name)', expected a picture of \(expected)"
    case .pictureTooLarge(let found, let limit):
      "the picture would be \(found), expected at most \(limit)×\(limit)"
    case .unknownLayer(let name, let known):
      "no layer '\(name)', expected one of \(Self.list(known.map(\.rawValue)))"
    case .unitOutOfRange(let unit, let units):
      "no unit \(unit.channel) at layer '\(unit.layer)', expected 0 to \(units - 1)"
    case .gridMismatch(let name, let expected, let found):
      "the grid of layer '\(name)' is \(expected), the intervention's is \(found)"
    case .mapMismatch(let unit, let cells, let alphas, let values):
      "unit \(unit.channel) at layer '\(unit.layer)' has \(alphas) alphas and \(values) values, "
        + "expected \(cells) of each"
    }
  }

  /// The first names, and how many more there are.
  private static func list(_ names: [String]) -> String {
    guard !names.isEmpty else { return "no tensors" }
    let shown = names.prefix(20).map { "'\($0)'" }.joined(separator: ", ")
    return names.count > 20 ? "\(shown) and \(names.count - 20) more" : shown
  }
}
