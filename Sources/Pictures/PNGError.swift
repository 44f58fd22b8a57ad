/// Why bytes are not a PNG picture that can be read.
package enum PNGError: Error, Equatable {
  case notPNG
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
    case .notPNG:
      "not a PNG file: the first eight bytes are not its signature"
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
      "the PNG picture is \(width)×\(height), expected 1 to \(limit) pixels"
    case .malformedText(let chunk, let reason):
      "the PNG text chunk '\(chunk)' is malformed: \(reason)"
    case .oversizedText(let limit):
      "the PNG file's compressed text is larger than \(limit) bytes"
    case .undecodable(let message):
      "the PNG picture cannot be decoded: \(message)"
    }
  }
}
