import Painting
import Pictures

/// A picture as it is saved: its pixels, and inside the file the session that made them.
struct SavedPicture {
  let png: [UInt8]

  /// Encodes a picture with each pixel as `scale` × `scale`.
  init(_ picture: Picture, scale: Int, _ session: Session, _ model: ModelIdentity) {
    let file = SessionFile(model: model, session: session)
    png = PNG.encode(
      picture.enlarged(by: scale),
      text: [SessionFile.chunk: file.json, "Software": "ganbrush \(Release.version)"])
  }
}
