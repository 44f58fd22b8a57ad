package import Painting
import Units

/// The session that is painted, with its history and the files that hold it.
package struct Document: Sendable {
  /// The name of the generator, for people and for new files.
  package let modelName: String
  private var history: EditHistory
  /// The first is that of the beginning; each further one belongs to a session that was opened.
  private var origins: [Origin]
  /// The positions in the history at which strokes went that are not saved.
  private var clearings: [Int] = []
  /// The session that is being saved, or whose picture is.
  package private(set) var saving: Session?
  /// The file of an interrupted run that is suggested to be opened.
  package private(set) var recovery: String?

  package init(_ session: Session, modelName: String) {
    self.modelName = modelName
    history = EditHistory(session)
    origins = [Origin(position: 0, saved: session)]
  }

  package var session: Session { history.session }

  package var canUndo: Bool { history.canUndo }
  package var canRedo: Bool { history.canRedo }

  /// Whether strokes or toggles would be lost with the program.
  package var hasUnsavedEdits: Bool {
    session.isEdited && session != origin.saved
      || clearings.contains { $0 <= history.position }
  }

  /// Whether strokes would be lost that are not even on their way to a file.
  package var hasEditsToSave: Bool { hasUnsavedEdits && session != saving }

  /// The session's own file, which saving replaces.
  package var path: String? { origin.path }

  /// The path that a person is asked to save the session to.
  package var suggestedPath: String { path ?? "\(modelName)-id\(session.latent.id).json" }

  /// Where in the list of origins the session's own stands.
  private var originIndex: Int {
    origins.lastIndex { $0.position <= history.position } ?? 0
  }

  private var origin: Origin { origins[originIndex] }

  // MARK: Steps

  /// Carries out an edit as one step of the history.
  package mutating func commit(_ edit: Edit) {
    let position = history.position
    guard history.commit(edit) else { return }
    // What was taken back before does not come again.
    origins.removeAll { $0.position > position }
    clearings.removeAll { $0 > position }
  }

  /// Carries out an edit as a part of the last step.
  package mutating func amend(_ edit: Edit) { history.amend(edit) }

  /// Takes all strokes and toggles away, as one step; they count as unsaved if they were.
  package mutating func clear() {
    let wereUnsaved = hasUnsavedEdits
    var cleared = session
    (cleared.strokes, cleared.toggles) = ([], [])
    commit(.session(old: session, new: cleared))
    if wereUnsaved { clearings.append(history.position) }
  }

  /// Steps back once; returns `false` at the beginning.
  package mutating func undo() -> Bool { history.undo() }

  /// Steps forward once; returns `false` when nothing was undone.
  package mutating func redo() -> Bool { history.redo() }

  /// Takes the changes of the session since the last call, in order, for the journal.
  package mutating func takeNews() -> [Edit] { history.takeNews() }

  // MARK: Files

  /// Takes the file that the session was read from as its own.
  package mutating func adopt(_ path: String) { origins[originIndex].path = path }

  /// Takes the session as one that an interrupted run left, so that it still has to be saved.
  package mutating func resume(recovery path: String) {
    recovery = path
    origins[originIndex] = resumption(of: path, at: origin.position)
  }

  private func resumption(of path: String, at position: Int) -> Origin {
    let bare = Session(latent: session.latent, layer: session.layer)
    return Origin(position: position, saved: bare, resumed: path)
  }

  /// Remembers where an interrupted run left a session, which is not opened.
  package mutating func offer(recovery path: String) { recovery = path }

  /// Forgets the file of a session that was resumed, and then saved or given up.
  ///
  /// - Returns: The file, which nobody needs; nil where none was resumed, or that was undone.
  package mutating func forgetResumed() -> String? {
    guard let resumed = origin.resumed else { return nil }
    origins[originIndex].resumed = nil
    if recovery == resumed { recovery = nil }
    return resumed
  }

  /// Remembers which session, or whose picture, is being saved.
  package mutating func beginSave(of session: Session) { saving = session }

  /// Forgets what could not be saved.
  package mutating func abandonSave() { saving = nil }

  /// Records what is on disk; a picture holds the session too, but is not its own file.
  package mutating func recordSave(of session: Session, to path: String, asSession: Bool) {
    saving = nil
    origins[originIndex].saved = session
    clearings = []
    guard asSession else { return }
    origins[originIndex].path = path
    // The session's own file must stay, even where an interrupted run has made it.
    if path == origin.resumed { origins[originIndex].resumed = nil }
    if path == recovery { recovery = nil }
  }

  /// Goes on with a session from a file; undo leads back to the one before.
  package mutating func open(_ session: Session, from path: String) {
    let position = history.position
    commit(.session(old: self.session, new: session))
    // The same session once more has no step of its own.
    if history.position == position { origins.removeAll { $0.position == position } }
    // What was recovered is not where the person would look for it, so it still has to be saved.
    origins.append(
      path == recovery
        ? resumption(of: path, at: history.position)
        : Origin(
          position: history.position, path: path.hasSuffix(".png") ? nil : path, saved: session))
  }
}
