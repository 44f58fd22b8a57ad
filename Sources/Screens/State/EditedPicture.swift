import Painting
import Units

/// One picture that is painted on: its strokes with their history, and the files that hold them.
struct EditedPicture: Sendable {
  private var history: EditHistory
  /// The first is that of the beginning; each further one belongs to a session that was opened.
  private var origins: [Origin]
  /// Where in the history strokes went that are not saved, and the session that had them.
  private var clearings: [(position: Int, session: Session)] = []
  /// The position in the history at which strokes came along from another picture.
  private var arrival: Int?

  init(_ session: Session) {
    history = EditHistory(session)
    origins = [Origin(position: 0, saved: session)]
  }

  var session: Session { history.session }
  var latent: Latent { session.latent }

  var canUndo: Bool { history.canUndo }
  var canRedo: Bool { history.canRedo }

  /// Whether strokes or toggles would be lost with the program.
  var hasUnsavedEdits: Bool { unsavedSession != nil }

  /// What would be lost with the program: the strokes as they are, else those that were taken away last.
  var unsavedSession: Session? {
    if session.isEdited && !session.isPainted(like: origin.saved) { return session }
    return clearings.last {
      origin.position < $0.position && $0.position <= history.position
    }?.session
  }

  /// Whether there is anything to come back to.
  var isWorthKeeping: Bool { canUndo || canRedo || session.isEdited || path != nil }

  /// The session's own file, which saving replaces.
  var path: String? { origin.path }

  /// Where in the list of origins the session's own stands.
  private var originIndex: Int {
    origins.lastIndex { $0.position <= history.position } ?? 0
  }

  private var origin: Origin { origins[originIndex] }

  // MARK: Steps

  /// Carries out an edit as one step of the history.
  mutating func commit(_ edit: Edit) {
    let position = history.position
    guard history.commit(edit) else { return }
    // What was taken back before does not come again.
    origins.removeAll { $0.position > position }
    clearings.removeAll { $0.position > position }
    if let place = arrival, place > position { arrival = nil }
  }

  /// Carries out an edit as a part of the last step.
  mutating func amend(_ edit: Edit) { history.amend(edit) }

  /// Takes all strokes and toggles away, as one step; they count as unsaved if they were.
  mutating func clear() {
    let unsaved = unsavedSession
    var bare = session
    (bare.strokes, bare.toggles) = ([], [])
    commit(.session(old: session, new: bare))
    if let unsaved { clearings.append((history.position, unsaved)) }
  }

  /// Steps back once; nil at the beginning.
  mutating func undo() -> Edit? { history.undo() }

  /// Steps forward once; nil when nothing was undone.
  mutating func redo() -> Edit? { history.redo() }

  /// Looks at another layer.
  mutating func enter(_ layer: LayerName) { history.enter(layer) }

  /// Takes what has happened since the last call, in order, for the journal.
  mutating func takeNews() -> [SessionNews] { history.takeNews() }

  // MARK: Strokes that come along

  /// Adds those strokes and toggles of another picture, as one step, that are not here.
  mutating func receive(_ other: Session) {
    let here = Set(session.strokes)
    let switched = Set(session.toggles.map(\.subject))
    let toggles = other.toggles.filter { !switched.contains($0.subject) }
    let position = history.position
    commit(
      .group([
        .strokes(
          at: session.strokes.count, old: [], new: other.strokes.filter { !here.contains($0) }),
        .toggles(old: session.toggles, new: session.toggles + toggles),
      ]))
    arrival = history.position > position ? history.position : nil
  }

  /// Takes strokes away that have come along and go on to another picture, unless more was painted.
  mutating func sendOn() {
    if let arrival, arrival == history.position { history.withdraw() }
    arrival = nil
  }

  /// Keeps strokes that have come along.
  mutating func keepArrival() { arrival = nil }

  // MARK: Files

  /// Takes the file that the session was read from as its own.
  mutating func adopt(_ path: String) { origins[originIndex].path = path }

  /// Takes the session as one that an interrupted run left, so that it still has to be saved.
  mutating func resume(from path: String) {
    origins[originIndex] = resumption(of: path, at: origin.position)
  }

  private func resumption(of path: String, at position: Int) -> Origin {
    let bare = Session(latent: session.latent, layer: session.layer)
    return Origin(position: position, saved: bare, resumed: path)
  }

  /// The file in which an interrupted run left the session; nil where that was undone.
  var resumed: String? { origin.resumed }

  /// Whether a file in which an interrupted run left a session leads to this one, or did before an undo.
  func mayResume(_ path: String) -> Bool { origins.contains { $0.resumed == path } }

  /// Forgets the file of a session that was resumed, and then saved or given up.
  mutating func forgetResumed() { origins[originIndex].resumed = nil }

  /// Records what is on disk; a picture holds the session too, but is not its own file.
  mutating func recordSave(of session: Session, to path: String, asSession: Bool) {
    origins[originIndex].saved = session
    arrival = nil
    // A picture without strokes keeps nothing of those that were taken away.
    if session.isEdited { clearings = [] }
    guard asSession else { return }
    origins[originIndex].path = path
    // The session's own file must stay, even where an interrupted run has made it.
    if path == origin.resumed { origins[originIndex].resumed = nil }
  }

  /// Goes on with a session of the picture from a file; undo leads back to the one before.
  ///
  /// - Parameters:
  ///   - session: What the file has.
  ///   - path: The file.
  ///   - isRecovered: Whether an interrupted run has left it.
  mutating func open(_ session: Session, from path: String, isRecovered: Bool) {
    let position = history.position
    commit(.session(old: self.session, new: session))
    // The same session once more has no step of its own.
    if history.position == position { origins.removeAll { $0.position == position } }
    // What was recovered is not where the person would look for it, so it still has to be saved.
    origins.append(
      isRecovered
        ? resumption(of: path, at: history.position)
        : Origin(
          position: history.position, path: path.hasSuffix(".png") ? nil : path, saved: session))
  }
}
