/// What a PNG file lacks though its pixels are there.
package enum PNGWarning: Equatable, Sendable {
  /// The file ends early, or what follows the pixels is no chunk.
  case missingEnd
  /// The chunk that says what is transparent is damaged, or not where the format wants it.
  case ignoredTransparency
}

extension PNGWarning: CustomStringConvertible {
  package var description: String {
    switch self {
    case .missingEnd: "the PNG file has no end chunk; it may have been cut"
    case .ignoredTransparency: "the PNG chunk 'tRNS' is damaged; nothing is transparent"
    }
  }
}
