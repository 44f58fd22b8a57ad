import Files

/// Which generator a session was painted with.
package struct ModelIdentity: Hashable, Codable, Sendable {
  package let name: String
  /// SHA-256 of the checkpoint, in hexadecimal; it decides, because names may change.
  package let hash: String

  package init(name: String, hash: String) {
    self.name = name
    self.hash = hash
  }

  private enum CodingKeys: String, CodingKey {
    case name = "name"
    case hash = "hash"
  }
}

extension ModelIdentity: CustomStringConvertible {
  package var description: String { "'\(shown: name)' (\(shown: hash.prefix(8)))" }
}
