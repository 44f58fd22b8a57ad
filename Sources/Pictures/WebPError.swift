internal import CWebP

/// Why bytes that begin as a WebP file are no picture that can be read.
package enum WebPError: Error, Equatable {
  case unacceptableSize(width: Int, height: Int, limit: Int)
  /// The file has fewer bytes than it tells.
  case truncated(needed: Int, found: Int)
  /// Its pixels end early, though the file does not.
  case endsEarly
  case animated
  case undecodable(String)

  /// What libwebp found.
  init(_ status: VP8StatusCode) {
    self =
      switch status {
      case VP8_STATUS_NOT_ENOUGH_DATA, VP8_STATUS_SUSPENDED: .endsEarly
      case VP8_STATUS_OUT_OF_MEMORY: .undecodable("not enough memory")
      case VP8_STATUS_UNSUPPORTED_FEATURE: .undecodable("a feature that libwebp does not know")
      default: .undecodable("its bitstream is damaged")
      }
  }
}

extension WebPError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unacceptableSize(let width, let height, let limit):
      "the WebP picture is \(width)×\(height), expected 1 to \(limit) pixels"
    case .truncated(let needed, let found):
      "the WebP file ends early: \(needed) bytes expected, found \(found)"
    case .endsEarly: "the WebP file ends early: its last pixels are missing"
    case .animated: "an animated WebP file, expected a single picture"
    case .undecodable(let message): "the WebP picture cannot be decoded: \(message)"
    }
  }
}
