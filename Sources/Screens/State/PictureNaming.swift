import Files
package import Painting
import Units

/// How saved pictures are called and how large they are: asked once, and then kept.
package struct PictureNaming: Equatable, Sendable {
  /// The path without its ending that the person chose; nil for the model's name and the picture's id.
  private var stem: String?
  /// The side of the square that a pixel is to become.
  private(set) var scale: Int
  /// Whether the person has said both.
  package private(set) var isChosen = false
  /// The path that was answered, while the scale is asked for.
  private(set) var path: String?

  package init(scale: Int = 1) { self.scale = scale }

  /// The path without ending and number, of the picture of a session.
  package func stem(of session: Session, by modelName: String) -> String {
    stem ?? "\(modelName)-id\(session.latent.id)"
  }

  /// The same of the picture in sight.
  func stem(_ document: Document) -> String {
    stem(of: document.session, by: document.modelName)
  }

  /// Takes the name of the next picture; the scale is still to be said.
  ///
  /// - Returns: Why it cannot be a picture's name; nil where it can.
  mutating func choose(path typed: String) -> OutputError? {
    let path = Self.path(typed)
    self.path = path
    return Self.refusal(of: path)
  }

  /// The path of a picture, whose ending may be left out.
  static func path(_ typed: String) -> String {
    typed.hasSuffix("/") || FileFormat.ending(of: typed) != nil
      ? typed : "\(typed).\(FileFormat.png.rawValue)"
  }

  /// Why a path cannot be a picture's; nil where it can.
  static func refusal(of path: String) -> OutputError? {
    path.hasSuffix("/")
      ? .unexpectedKind(path, found: "a folder") : FileFormat.png.refusal(of: path)
  }

  /// Takes the scale, too; the suggested name goes on following the picture's id.
  ///
  /// - Returns: The path of the picture.
  mutating func choose(scale: Int, _ document: Document) -> String {
    guard let path else { preconditionFailure("a scale without a name") }
    let chosen = String(path.dropLast(FileFormat.png.rawValue.count + 1))
    stem = nil
    if chosen != stem(document) { stem = chosen }
    (self.scale, self.path, isChosen) = (scale, nil, true)
    return path
  }

  /// Asks once more at the next picture.
  package mutating func askAgain() { isChosen = false }
}
