/// A file of lines such as `model = church`, which a person writes by hand.
///
/// Empty lines and those that begin with `#` tell nothing. Spaces around a key and its value do not count.
package struct ConfigurationFile: Sendable {
  /// What one line sets.
  package struct Setting: Equatable, Sendable {
    package let line: Int
    package let key: String
    package let value: String
  }

  package let path: String
  package let settings: [Setting]

  /// A hand writes less.
  private static let limit = 1 << 20

  /// Reads a file.
  ///
  /// - Returns: Nil where there is none.
  /// - Throws: `ConfigurationError`, with the line that is at fault.
  package init?(_ path: String) throws(ConfigurationError) {
    let bytes: [UInt8]
    do {
      bytes = try InputFile.bytes(of: path, limit: Self.limit)
    } catch {
      if case .missing = error { return nil }
      throw .unreadable(error)
    }
    self.path = path
    var settings: [Setting] = []
    for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
    {
      guard let text = String(validating: line, as: UTF8.self) else {
        throw .malformed(path, line: index + 1, reason: "it is damaged, expected UTF-8")
      }
      let trimmed = Self.trimmed(text[...])
      if trimmed.isEmpty || trimmed.hasPrefix("#") { continue }
      guard let sign = trimmed.firstIndex(of: "=") else {
        throw .malformed(
          path, line: index + 1, reason: "'\(shown: trimmed)' has no =, expected key = value")
      }
      let key = String(Self.trimmed(trimmed[..<sign]))
      let value = String(Self.trimmed(trimmed[trimmed.index(after: sign)...]))
      guard !key.isEmpty, !value.isEmpty else {
        throw .malformed(
          path, line: index + 1,
          reason: "'\(shown: trimmed)' has no \(key.isEmpty ? "key" : "value")")
      }
      if let first = settings.first(where: { $0.key == key }) {
        throw .malformed(
          path, line: index + 1, reason: "'\(shown: key)' is set in line \(first.line), too")
      }
      settings.append(Setting(line: index + 1, key: key, value: value))
    }
    self.settings = settings
  }

  /// The error for a setting that means nothing.
  package func refusal(of setting: Setting, _ reason: String) -> ConfigurationError {
    .malformed(path, line: setting.line, reason: reason)
  }

  private static func trimmed(_ text: Substring) -> Substring {
    let start = text.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
    return start.lastIndex { !$0.isWhitespace }.map { start[...$0] } ?? ""
  }
}

/// Why a file of settings cannot be used.
package enum ConfigurationError: Error, Equatable, CustomStringConvertible {
  case unreadable(InputError)
  case malformed(String, line: Int, reason: String)

  package var description: String {
    switch self {
    case .unreadable(let error): error.description
    case .malformed(let path, let line, let reason): "\(shown: path), line \(line): \(reason)"
    }
  }
}
