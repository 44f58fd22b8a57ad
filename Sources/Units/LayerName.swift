import Files

/// A layer's key in the checkpoint, such as `layer4` or `main.8`.
package struct LayerName: Hashable, Sendable, RawRepresentable, ExpressibleByStringLiteral {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
  package init(stringLiteral value: String) { rawValue = value }
}

extension LayerName: Codable {
  package init(from decoder: any Decoder) throws {
    rawValue = try decoder.singleValueContainer().decode(String.self)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }
}

extension DefaultStringInterpolation {
  /// Appends the name of a layer, which comes from a file, in a form that a terminal may show.
  package mutating func appendInterpolation(shown name: LayerName) {
    appendInterpolation(shown: name.rawValue)
  }
}

extension LayerName: CustomStringConvertible {
  package var description: String { rawValue }
}
