package import Files
import Painting

/// What a file is that a person wants to open: its first bytes tell, whatever its name says.
package enum OpenableFile: Equatable, Sendable {
  /// A session, also one in a picture or a journal.
  case session
  /// A checkpoint, or what nothing tells from one.
  case checkpoint
  /// Something that people take for one of them.
  case foreign(ForeignFormat)

  /// Looks at the beginning of a file, and never waits for a pipe.
  package init(path: String) throws(InputError) {
    let start = try InputFile.start(of: path)
    self =
      switch ForeignFormat(start: start) {
      case .png, .json: .session
      case .text where JournalReader.recognizes(start): .session
      case nil, .zip: .checkpoint
      case let format?: .foreign(format)
      }
  }
}
