package import Tensors

/// Why a checkpoint cannot be used, in the words of its file format.
package enum CheckpointError: Error, Equatable {
  case missingTensor(String)
  case shapeMismatch(String, expected: Shape, found: Shape)
}

extension CheckpointError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .missingTensor(let name): "no tensor named '\(name)'"
    case .shapeMismatch(let name, let expected, let found):
      "tensor '\(name)' is \(found), expected \(expected)"
    }
  }
}
