import Files
package import Networks

/// Why nothing is found under what a person named.
package enum AssetError: Error, Equatable {
  /// Neither a file nor the name of an installed generator.
  case noModel(String, installed: [String])
  /// Neither a file nor the name of an installed network of the kind.
  case noNetwork(String, Architecture.Kind, installed: [String])
  /// The name of an installed network that does something else.
  case otherKind(String, Architecture.Kind, expected: Architecture.Kind, installed: [String])
  /// A folder without a network of the kind.
  case emptyFolder(String, Architecture.Kind)
  /// Neither a file nor the name of installed recipes.
  case noRecipes(String, installed: [String])
}

extension AssetError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .noModel(let name, let installed) where installed.isEmpty:
      "no model '\(shown: name)': no models are installed; GANBRUSH_ASSETS names their folder"
    case .noModel(let name, let installed):
      "no file and no model '\(shown: name)'; installed: \(shown: installed)"
    case .noNetwork(let name, let kind, let installed):
      "no file and no \(kind.rawValue) '\(shown: name)'; installed: \(Self.list(installed))"
    case .otherKind(let name, let kind, let expected, let installed):
      "'\(shown: name)' is a \(kind.rawValue), expected a \(expected.rawValue); "
        + "installed: \(Self.list(installed))"
    case .emptyFolder(let folder, let kind):
      "no \(kind.rawValue).safetensors in the folder \(shown: folder)"
    case .noRecipes(let name, let installed):
      "no file and no recipes '\(shown: name)'; installed: \(Self.list(installed))"
    }
  }

  private static func list(_ names: [String]) -> String {
    names.isEmpty ? "none" : "\(shown: names)"
  }
}
