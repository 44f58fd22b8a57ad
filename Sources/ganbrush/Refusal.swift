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

  /// A name that means nothing here, with those that do.
  ///
  /// - Parameters:
  ///   - kind: What it is to be the name of, such as "layer".
  ///   - name: The name.
  ///   - known: The names that there are.
  init(no kind: String, _ name: String, expected known: [String]) {
    self.init("no \(kind) '\(shown: name)', expected one of \(shown: known)", status: 2)
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
