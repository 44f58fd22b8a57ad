package import Units

/// One picture that a journal keeps: its strokes, those that were taken away, and the file that has them.
package struct KeptPicture: Equatable, Sendable {
  package var session: Session
  /// What was painted before all was taken away, or another session was opened.
  package private(set) var cleared: Session?
  /// Where the strokes are saved as they are.
  package var savedPath: String?

  package init(_ session: Session) { self.session = session }

  /// What would be lost without the journal: what was taken away, too, while nothing else is painted.
  package var unsaved: Session? {
    savedPath != nil ? nil : session.isEdited ? session : cleared
  }

  /// Takes another session in the place of the one that is there.
  package mutating func exchange(for new: Session) {
    if session.isEdited, savedPath == nil { cleared = session }
    (session, savedPath) = (new, nil)
  }

  /// Takes in that the strokes as they are have a file.
  package mutating func recordSave(to path: String) { (savedPath, cleared) = (path, nil) }
}

/// The pictures that a journal keeps, one of which is painted on.
package struct KeptPictures: Equatable, Sendable {
  package var current: KeptPicture
  /// Those that were painted on before, the last one last.
  package private(set) var others: [KeptPicture] = []

  package init(_ session: Session) { current = KeptPicture(session) }

  /// All that would be lost without the journal, the picture that is painted on last.
  package var unsaved: [Session] { (others + [current]).compactMap(\.unsaved) }

  /// Goes to a picture; one that is not known begins with a session.
  package mutating func enter(_ latent: Latent, _ session: @autoclosure () -> Session) {
    guard latent != current.session.latent else { return }
    let left = current
    current = remove(latent) ?? KeptPicture(session())
    if left.session.isEdited || left.unsaved != nil { others.append(left) }
  }

  /// Whether the strokes of a picture are known.
  package func knows(_ latent: Latent) -> Bool {
    latent == current.session.latent || others.contains { $0.session.latent == latent }
  }

  /// Takes in that the strokes of a picture as they are have a file.
  package mutating func recordSave(to path: String, of latent: Latent) {
    if latent == current.session.latent { return current.recordSave(to: path) }
    for index in others.indices where others[index].session.latent == latent {
      others[index].recordSave(to: path)
    }
  }

  private mutating func remove(_ latent: Latent) -> KeptPicture? {
    others.firstIndex { $0.session.latent == latent }.map { others.remove(at: $0) }
  }
}
