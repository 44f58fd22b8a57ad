import Files

/// Why a file of a model cannot be used.
package struct FileFailure: Error, CustomStringConvertible {
  package let path: String
  package let reason: String

  package init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }

  package var description: String { "\(shown: path): \(reason)" }
}
