package import Files

/// Why bytes are not a PNG picture that can be read.
package enum PNGError: Error, Equatable {
  /// What it is instead, if it is something that people take for pictures.
  case notPNG(found: ForeignFormat?)
  /// Xcode's kind of PNG, which libpng does not read.
  case appleVariant
  /// Fewer bytes are left than a chunk needs, its length and checksum included.
  case truncated(offset: Int, needed: Int, found: Int)
  case malformedChunk(offset: Int)
  case wrongChecksum(chunk: String, expected: UInt32, found: UInt32)
  /// The chunk is not where the format wants it.
  case missingChunk(String)
  case unacceptableSize(width: Int, height: Int, limit: Int)
  case malformedText(chunk: String, reason: String)
  case oversizedText(limit: Int)
  /// What libpng says.
  case undecodable(String)
}

extension PNGError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .notPNG(let found):
      "not a PNG file"
        + (found.map { " but \($0.rawValue)" } ?? ": the first bytes are not its signature")
    case .appleVariant:
      "a PNG file of Apple's variant (CgBI), which only their systems read, expected a standard one"
    case .truncated(let offset, let needed, let found):
      "the PNG file ends early: \(needed) bytes expected at byte \(offset), found \(found)"
    case .malformedChunk(let offset):
      "the PNG file has a malformed chunk at byte \(offset)"
    case .wrongChecksum(let chunk, let expected, let found):
      """
      the PNG chunk '\(chunk)' is damaged: checksum \(String(found, radix: 16)), \
      expected \(String(expected, radix: 16))
      """
    case .missingChunk(let chunk):
      "the PNG file has no chunk '\(chunk)' in its place"
    case .unacceptableSize(let width, let height, let limit):
      """
      the PNG picture is \(width)×\(height), expected 1 to \(limit) pixels and sides of at most \
      \(PNG.sideLimit)
      """
    case .malformedText(let chunk, let reason):
      "the PNG text chunk '\(chunk)' is malformed: \(reason)"
    case .oversizedText(let limit):
      "the PNG file's compressed text is larger than \(limit) bytes"
    case .undecodable(let message):
      "the PNG picture cannot be decoded: \(message)"
    }
  }
}
