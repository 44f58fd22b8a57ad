package import Painting
import Units

/// The session that is painted, with its history and the files that hold it.
package struct Document: Sendable {
  /// The name of the generator, for people and for new files.
  package let modelName: String
  private var history: EditHistory<Session>
  /// The session as last saved, or as begun.
  private var saved: Session
  /// The session whose picture is being saved.
  package private(set) var saving: Session?
  /// The session's own file, which saving replaces.
  package private(set) var path: String?
  /// The file in which an interrupted run left a session, until that is saved or given up.
  package private(set) var recovery: String?
  /// Whether the painter goes on with the session of that file.
  private var hasResumed = false

  package init(_ session: Session, modelName: String) {
    self.modelName = modelName
    history = EditHistory(session)
    saved = session
  }

  package var session: Session { history.current }

  package var canUndo: Bool { history.canUndo }
  package var canRedo: Bool { history.canRedo }

  /// Whether strokes or toggles would be lost with the program.
  package var hasUnsavedEdits: Bool { session.isEdited && session != saved }

  /// The path that a person is asked to save the session to.
  package var suggestedPath: String { path ?? "\(modelName)-id\(session.latent.id).json" }

  // MARK: Steps

  /// Makes a session the current one, as one step of the history.
  package mutating func commit(_ next: Session) { history.commit(next) }

  /// Replaces the current session without a step of its own.
  package mutating func amend(_ next: Session) { history.amend(next) }

  /// Steps back once; returns `false` at the beginning.
  package mutating func undo() -> Bool { history.undo() }

  /// Steps forward once; returns `false` when nothing was undone.
  package mutating func redo() -> Bool { history.redo() }

  // MARK: Files

  /// Takes the file that the session was read from as its own.
  package mutating func adopt(_ path: String) { self.path = path }

  /// Takes the session as one that an interrupted run left, so that it still has to be saved.
  package mutating func resume(recovery path: String) {
    recovery = path
    hasResumed = true
    saved = Session(latent: session.latent, layer: session.layer)
  }

  /// Remembers where an interrupted run left a session, which is not opened.
  package mutating func offer(recovery path: String) { recovery = path }

  /// Forgets the file of a session that was resumed, and then saved or given up.
  ///
  /// - Returns: The file, which nobody needs; nil where none was resumed.
  package mutating func forgetResumed() -> String? {
    guard hasResumed else { return nil }
    defer { (recovery, hasResumed) = (nil, false) }
    return recovery
  }

  /// Remembers which session's picture is being saved.
  package mutating func beginSave(of session: Session) { saving = session }

  /// Forgets the picture that could not be saved.
  package mutating func abandonSave() { saving = nil }

  /// Records what is on disk; a picture holds the session too, but is not its own file.
  package mutating func recordSave(of session: Session, to path: String, asSession: Bool) {
    saving = nil
    saved = session
    guard asSession else { return }
    self.path = path
    // The session's own file must stay, even where an interrupted run has made it.
    if path == recovery { (recovery, hasResumed) = (nil, false) }
  }

  /// Goes on with a session from a file; undo leads back to the one before.
  package mutating func open(_ session: Session, from path: String) {
    commit(session)
    // What was recovered is not where the person would look for it, so it still has to be saved.
    guard path != recovery else {
      hasResumed = true
      return
    }
    saved = session
    self.path = path.hasSuffix(".png") ? nil : path
  }
}
