package import Painting
package import Units

/// The pictures that are painted on, one of them in sight, with their histories and files.
///
/// Strokes stay with their picture: whoever goes to another one and comes back finds them, and can undo
/// them. Which picture and which layer one looks at is no edit.
package struct Document: Sendable {
  /// As many pictures without unsaved strokes are kept for whoever comes back.
  private static let mostSaved = 200

  /// The name of the generator, for people and for new files.
  package let modelName: String
  private var picture: EditedPicture
  /// The pictures that were looked at before, the last one last.
  private var others: [EditedPicture] = []
  /// What has happened and was not yet taken, before the picture's own news.
  private var news: [SessionNews] = []
  /// Whether strokes come along to the next pictures.
  package private(set) var carriesStrokes = false
  /// The session that is being saved, or whose picture is.
  package private(set) var saving: Session?
  /// The file of an interrupted run that is suggested to be opened.
  package private(set) var recovery: String?

  package init(_ session: Session, modelName: String) {
    self.modelName = modelName
    picture = EditedPicture(session)
  }

  package var session: Session { picture.session }

  package var canUndo: Bool { picture.canUndo }
  package var canRedo: Bool { picture.canRedo }

  /// The session's own file, which saving replaces.
  package var path: String? { picture.path }

  /// The own file of the session of any picture.
  package func path(of latent: Latent) -> String? {
    (others + [picture]).first { $0.latent == latent }?.path
  }

  /// The path that a person is asked to save the session to.
  package var suggestedPath: String { path ?? "\(modelName)-id\(session.latent.id).json" }

  // MARK: Steps

  /// Carries out an edit as one step of the picture's history.
  package mutating func commit(_ edit: Edit) { picture.commit(edit) }

  /// Carries out an edit as a part of the last step.
  package mutating func amend(_ edit: Edit) { picture.amend(edit) }

  /// Takes all strokes and toggles of the picture away, as one step.
  package mutating func clear() { picture.clear() }

  /// Steps back once.
  ///
  /// - Returns: The edit that was taken back; nil at the beginning.
  package mutating func undo() -> Edit? { picture.undo() }

  /// Steps forward once.
  ///
  /// - Returns: The edit that was carried out again; nil when nothing was undone.
  package mutating func redo() -> Edit? { picture.redo() }

  /// Takes what has happened since the last call, in order, for the journal.
  package mutating func takeNews() -> [SessionNews] {
    gatherNews()
    defer { news = [] }
    return news
  }

  private mutating func gatherNews() { news += picture.takeNews() }

  // MARK: What is looked at

  /// Looks at another layer.
  package mutating func enter(_ layer: LayerName) { picture.enter(layer) }

  /// Has strokes come along to the next pictures, or stay with theirs.
  package mutating func switchCarrying() {
    carriesStrokes.toggle()
    picture.keepArrival()
  }

  /// Looks at another picture: with its own strokes, or with those that come along, too.
  package mutating func show(_ latent: Latent) {
    guard latent != session.latent else { return }
    guard carriesStrokes else { return turn(to: latent) }
    let carried = session
    picture.sendOn()
    turn(to: latent)
    picture.receive(carried)
  }

  private mutating func turn(to latent: Latent) {
    guard latent != session.latent else { return }
    gatherNews()
    let left = picture
    // What a brush leaves out, it leaves out on the next picture, too.
    var fresh = Session(latent: latent, layer: left.session.layer)
    fresh.leftOut = left.session.leftOut
    picture =
      others.firstIndex { $0.latent == latent }.map { others.remove(at: $0) }
      ?? EditedPicture(fresh)
    news.append(.picture(left: left.session, entered: session))
    picture.enter(left.session.layer)
    if left.isWorthKeeping { others.append(left) }
    let saved = others.indices.filter { !others[$0].hasUnsavedEdits }
    if saved.count > Self.mostSaved { others.remove(at: saved[0]) }
  }

  // MARK: What is not saved

  /// The pictures with strokes or toggles that would be lost with the program, the one in sight first.
  package var unsavedPictures: [Latent] { unsaved.map(\.latent) }

  /// All pictures, the one in sight first, then those that were left last.
  private var pictures: [EditedPicture] { [picture] + others.reversed() }

  private var unsaved: [EditedPicture] { pictures.filter(\.hasUnsavedEdits) }

  /// The sessions that would be lost with the program, the one in sight first.
  package var unsavedSessions: [Session] { unsaved.compactMap(\.unsavedSession) }

  /// Whether strokes of any picture would be lost with the program.
  package var hasUnsavedEdits: Bool { !unsaved.isEmpty }

  /// Whether strokes of a picture would be lost with the program.
  package func hasUnsavedEdits(of latent: Latent) -> Bool { unsavedPictures.contains(latent) }

  /// The sessions that would be lost and are not even on their way to a file, the one in sight first.
  package var sessionsToSave: [Session] {
    unsavedSessions.filter { saving?.isPainted(like: $0) != true }
  }

  // MARK: Files

  /// Takes the file that the session was read from as its own.
  package mutating func adopt(_ path: String) { picture.adopt(path) }

  /// Takes the session as one that an interrupted run left, with others of the same file, so that they
  /// still have to be saved.
  package mutating func resume(_ others: [Session] = [], recovery path: String) {
    recovery = path
    picture.resume(from: path)
    let latent = session.latent
    for other in others {
      turn(to: other.latent)
      picture.open(other, from: path, isRecovered: true)
    }
    turn(to: latent)
  }

  /// The file of an interrupted run that a picture goes on with; nil where there is none, or the opening
  /// was undone.
  package var resumed: String? { pictures.lazy.compactMap(\.resumed).first }

  /// Remembers where an interrupted run left a session, which is not opened.
  package mutating func offer(recovery path: String) { recovery = path }

  /// Forgets the files that interrupted runs left and that nobody needs: all their pictures are saved,
  /// or given up.
  ///
  /// - Parameter isGivenUp: Whether what is not saved is given up.
  /// - Returns: The files; a file of which a session was opened and that undone is needed.
  package mutating func forgetResumed(givenUp isGivenUp: Bool) -> [String] {
    var paths: Set<String> = []
    visitPictures { picture in
      guard let path = picture.resumed, isGivenUp || !picture.hasUnsavedEdits else { return }
      picture.forgetResumed()
      paths.insert(path)
    }
    let needless = paths.filter { path in
      !picture.mayResume(path) && !others.contains { $0.mayResume(path) }
    }
    if let recovery, needless.contains(recovery) { self.recovery = nil }
    return needless.sorted()
  }

  private mutating func visitPictures(_ body: (inout EditedPicture) -> Void) {
    body(&picture)
    for index in others.indices { body(&others[index]) }
  }

  /// Remembers which session, or whose picture, is being saved.
  package mutating func beginSave(of session: Session) { saving = session }

  /// Forgets what could not be saved.
  package mutating func abandonSave() { saving = nil }

  /// Records what is on disk; a picture holds the session too, but is not its own file.
  package mutating func recordSave(of session: Session, to path: String, asSession: Bool) {
    saving = nil
    visitPictures { picture in
      guard picture.latent == session.latent else { return }
      picture.recordSave(of: session, to: path, asSession: asSession)
    }
    if asSession, path == recovery { recovery = nil }
  }

  /// Goes on with a session from a file, with others that an interrupted run left beside it; undo leads
  /// back to what was painted on its picture before.
  package mutating func open(_ session: Session, _ others: [Session] = [], from path: String) {
    for next in others + [session] {
      turn(to: next.latent)
      picture.open(next, from: path, isRecovered: path == recovery)
    }
  }
}
