/// Why a file cannot be read, in the words of the file system.
package enum InputError: Error, Equatable {
  case missing(String)
  /// What the system says, such as "permission denied".
  case unreadable(String, reason: String)
  /// What stands under the name, such as "a folder".
  case unexpectedKind(String, found: String)
  /// Larger than its reader accepts; nil where the end was not reached.
  case tooLarge(String, bytes: Int?, limit: Int)
}

extension InputError {
  /// The fact without the path, for those who name the file themselves.
  package var reason: String {
    switch self {
    case .missing: "no such file"
    case .unreadable(_, let reason): reason
    case .unexpectedKind(_, let found): "it is \(found), expected a file"
    case .tooLarge(_, let bytes, let limit):
      "it has \(bytes.map(String.init) ?? "more than \(limit)") bytes, expected at most \(limit)"
    }
  }
}

extension InputError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unreadable(InputFile.standardInput, let reason):
      "cannot read from standard input: \(reason)"
    case .missing(let path): "no file at '\(shown: path)'"
    case .unreadable(let path, let reason): "cannot read '\(shown: path)': \(reason)"
    case .unexpectedKind(let path, let found): "'\(shown: path)' is \(found), expected a file"
    case .tooLarge(let path, let bytes, let limit):
      "'\(shown: path)' has \(bytes.map(String.init) ?? "more than \(limit)") bytes, "
        + "expected at most \(limit)"
    }
  }
}
