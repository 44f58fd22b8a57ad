package import Files

/// Why a file is no picture that can be read.
package enum PictureError: Error, Equatable {
  /// What it is instead of a picture that we read, if it is something that people take for one.
  case unknownFormat(found: ForeignFormat?)
  case png(PNGError)
  case jpeg(JPEGError)
  case webP(WebPError)
}

extension PictureError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unknownFormat(let found):
      "not a PNG, JPEG or WebP file"
        + (found.map { " but \($0.rawValue)" } ?? ": the first bytes are the signature of none")
    case .png(let error): error.description
    case .jpeg(let error): error.description
    case .webP(let error): error.description
    }
  }
}
