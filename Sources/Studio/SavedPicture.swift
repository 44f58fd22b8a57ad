package import Files
package import Painting
package import Pictures

/// A picture as it is saved: its pixels, and inside the file the session that made them.
package struct SavedPicture {
  /// The file that a picture is saved to.
  package enum Name: Sendable {
    /// The first name that is free: `stem.png`, `stem-2.png` and so on.
    case next(stem: String)
    case file(String, OutputFile.Existing)
  }

  package let png: [UInt8]

  /// Encodes a picture with each pixel as `scale` × `scale`.
  package init(_ picture: Picture, scale: Int, _ session: Session, _ model: ModelIdentity) {
    png = PNG.encode(picture.enlarged(by: scale), text: Self.text(session, model))
  }

  /// Encodes the picture of a session beside that without its edits, which is on the left.
  package init(
    _ picture: Picture, beside original: Picture, scale: Int, _ session: Session,
    _ model: ModelIdentity
  ) {
    self.init(
      ContactSheet.picture(of: [original, picture]), scale: scale, session, model)
  }

  /// The texts that a picture of a session carries.
  static func text(_ session: Session, _ model: ModelIdentity) -> [String: String] {
    [
      SessionFile.chunk: SessionFile(model: model, session: session).json,
      "Software": "ganbrush \(Release.version)",
    ]
  }

  /// Writes the file.
  ///
  /// - Returns: Its path.
  package func write(as name: Name) throws(OutputError) -> String {
    switch name {
    case .next(let stem): return try writeNext(stem)
    case .file(let path, let existing):
      // A pipe would keep the painter waiting for its reader.
      try OutputFile.write(png, to: path, existing, .regular)
      return path
    }
  }

  private func writeNext(_ stem: String) throws(OutputError) -> String {
    var number = 1
    while true {
      let path = number == 1 ? "\(stem).png" : "\(stem)-\(number).png"
      do {
        // Another painter may take the name between a look and the save, so they are one step.
        try OutputFile.write(png, to: path, .kept)
        return path
      } catch {
        guard case .exists = error else { throw error }
        number += 1
      }
    }
  }
}
