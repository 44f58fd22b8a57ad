package import Files
package import Painting
package import Pictures

/// Why a network cannot look at a picture that a person named.
package enum SeeingError: Error {
  /// The picture's file cannot be read.
  case unreadable(InputError)
  /// The file is no picture, or a damaged one.
  case malformed(path: String, PictureError)
  /// The network cannot be made for the picture's size.
  case network(FileFailure)
  /// The weights are so large that scores are no numbers; both files are named.
  case notFinite(network: String, picture: String)
}

extension SeeingError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unreadable(let error): error.description
    case .malformed(let path, let error): "\(shown: path): \(error)"
    case .network(let failure): failure.description
    case .notFinite(let network, let picture):
      "\(shown: network): its scores for \(shown: picture) are no finite numbers"
    }
  }
}
