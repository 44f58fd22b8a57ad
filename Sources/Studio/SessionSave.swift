import Files
import Painting

/// A session that another thread writes to its file, and how that has ended.
struct SessionSave: Sendable {
  let session: Session
  let path: String
  /// What the new file is known by, or why there is none.
  let outcome: Result<FileIdentity, OutputError>

  /// Writes the file; thousands of strokes take their time.
  ///
  /// - Parameters:
  ///   - file: The session and its model.
  ///   - path: Where.
  ///   - existing: What becomes of a file of that name.
  init(_ file: SessionFile, to path: String, _ existing: OutputFile.Existing) {
    session = file.session
    self.path = path
    outcome = Result { () throws(OutputError) in
      // A pipe would keep the painter waiting for its reader.
      try OutputFile.write(Array(file.json.utf8), to: path, existing, .regular)
    }
  }
}
