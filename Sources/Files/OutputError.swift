/// Why a file cannot be written; what stood under its name, if anything, is as it was.
package enum OutputError: Error, Equatable {
  /// What the system says, such as "permission denied".
  case unwritable(String, reason: String)
  /// The reader of a pipe has seen enough.
  case closed(String)
  /// What stands under the name, such as "a folder".
  case unexpectedKind(String, found: String)
  /// Something has the name, and is to keep it.
  case exists(String)
  /// The file is not the one that was to be replaced.
  case changed(String)
  /// The name's ending says that the file holds something else.
  case wrongEnding(String, found: String, expected: [String])
  case noFolder(String, reason: String)
}

extension OutputError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unwritable(OutputFile.standardOutput, let reason):
      "cannot write to standard output: \(reason)"
    case .unwritable(let path, let reason): "cannot write '\(shown: path)': \(reason)"
    case .closed(OutputFile.standardOutput): "nobody reads standard output any more"
    case .closed(let path): "nobody reads '\(shown: path)' any more"
    case .unexpectedKind(let path, let found):
      "'\(shown: path)' is \(found), expected a file to write"
    case .exists(let path): "'\(shown: path)' exists"
    case .changed(let path): "'\(shown: path)' was changed by somebody else"
    case .wrongEnding(let path, let found, let expected):
      "'\(shown: path)' ends in .\(shown: found), expected \(Self.endings(expected))"
    case .noFolder(let path, let reason): "cannot make the folder '\(shown: path)': \(reason)"
    }
  }
}

extension OutputError {
  fileprivate static func endings(_ endings: [String]) -> String {
    endings.map { ".\($0)" }.joined(separator: " or ")
  }

  /// The fact without the path, for those who name the file themselves.
  package var reason: String {
    switch self {
    case .unwritable(_, let reason): "cannot be written: \(reason)"
    case .closed: "nobody reads it any more"
    case .unexpectedKind(_, let found): "it is \(found), expected a file to write"
    case .exists: "it exists"
    case .changed: "it was changed by somebody else"
    case .wrongEnding(_, let found, let expected):
      "it ends in .\(shown: found), expected \(Self.endings(expected))"
    case .noFolder(_, let reason): "its folder cannot be made: \(reason)"
    }
  }
}
