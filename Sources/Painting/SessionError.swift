package import Files

/// Why a session or a list of strokes cannot be used.
package enum SessionError: Error, Equatable {
  case file(InputError)
  case malformed(String)
  case wrongFormat(found: String)
  case unsupportedVersion(Int)
  /// A picture without a session inside.
  case noSession
  case otherModel(expected: String, found: String)
  case unknownLayer(String, known: [String])
  case unitOutOfRange(layer: String, unit: Int, count: Int)
  case notFinite(layer: String, unit: Int)
  /// A stroke or toggle that says both what it sets and what it would set if it were not muted.
  case halfMuted
  case idOutOfRange(Int, maximum: Int)
  /// Cells of units that the edits change, all together.
  case tooManyCells(Int, limit: Int)
}

extension SessionError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .file(let error): "cannot be read: \(error.reason)"
    case .malformed(let reason): "is damaged or of another kind: \(reason)"
    case .wrongFormat(let found): "has format '\(shown: found)', expected '\(SessionFile.format)'"
    case .unsupportedVersion(let version):
      "has version \(version), this program reads version \(SessionFile.version)"
    case .noSession: "is a picture without a ganbrush session in it"
    case .otherModel(let expected, let found):
      "was painted with model \(found), the open model is \(expected)"
    case .unknownLayer(let layer, let known):
      "names layer '\(shown: layer)', the generator has \(shown: known)"
    case .unitOutOfRange(let layer, let unit, let count):
      "names unit \(unit) of layer '\(shown: layer)', which has \(count) units"
    case .notFinite(let layer, let unit):
      "sets unit \(unit) of layer '\(shown: layer)' to something that is not a number"
    case .halfMuted: "has a stroke or toggle with edits that are muted and edits that are not"
    case .idOutOfRange(let id, let maximum): "has picture id \(id), expected 0 to \(maximum)"
    case .tooManyCells(let count, let limit):
      "edits \(count) cells of units, counted with every stroke, expected at most \(limit)"
    }
  }
}
