package import Files
package import Painting
package import Pictures

/// A picture as it is saved: its pixels, and inside the file the session that made them.
package struct SavedPicture {
  package let png: [UInt8]

  /// Encodes a picture with each pixel as `scale` × `scale`.
  package init(_ picture: Picture, scale: Int, _ session: Session, _ model: ModelIdentity) {
    let file = SessionFile(model: model, session: session)
    png = PNG.encode(
      picture.enlarged(by: scale),
      text: [SessionFile.chunk: file.json, "Software": "ganbrush \(Release.version)"])
  }

  /// Writes the file under the first name that is free: `stem.png`, `stem-2.png` and so on.
  ///
  /// - Returns: The name.
  package func write(as stem: String) throws(OutputError) -> String {
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
