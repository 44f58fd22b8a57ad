/// Why bytes that begin as a JPEG file are no picture that can be read.
package enum JPEGError: Error, Equatable {
  case unacceptableSize(width: Int, height: Int, limit: Int)
  /// The file ends before its last pixel.
  case endsEarly
  /// Its scans take more memory than is allowed.
  case oversized(limit: Int)
  /// What libjpeg says.
  case undecodable(String)
}

extension JPEGError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unacceptableSize(let width, let height, let limit):
      "the JPEG picture is \(width)×\(height), expected 1 to \(limit) pixels"
    case .endsEarly: "the JPEG file ends early: its last pixels are missing"
    case .oversized(let limit):
      "the JPEG picture needs more than \(limit) bytes of memory: its pixels come in several scans"
    case .undecodable(let message): "the JPEG picture cannot be decoded: \(message)"
    }
  }
}
