import Files
import Glibc
import Painting
import Terminal

/// An end of the program that is not the program's fault: a sentence for the person, and a status.
struct Refusal: Error {
  let message: String
  /// 2 where the arguments are at fault, 128 and the number of a signal, else 1.
  let status: Int32

  init(_ message: String, status: Int32 = 1) {
    self.message = message.split(separator: "\n", omittingEmptySubsequences: false)
      .map { String($0).visible }.joined(separator: "\n")
    self.status = status
  }

  /// What is wrong with a file of a session or of strokes; that it cannot be read is said as of every
  /// file.
  init(_ kind: String, _ source: InputSource, _ error: SessionError) {
    if case .file(let error) = error {
      self.init("\(error)")
    } else {
      self.init("\(kind) \(shown: source.name) \(error)")
    }
  }

  /// A terminal that is closed ends the program as the signal does that comes with it.
  init(_ error: TerminalError) {
    self.init(error.description, status: error == .closed ? 128 + SIGHUP : 1)
  }
}
