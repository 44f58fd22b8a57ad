import Dispatch
import Files
import Painting
import Screens
import Units

extension Painter {
  // MARK: Pictures

  /// Begins to save the picture that is shown.
  ///
  /// - Parameters:
  ///   - path: Its file; nil for the next free name.
  ///   - overwriting: Whether it takes the place of a file.
  /// - Returns: Whether there is one, of a known model.
  mutating func beginSave(as path: String? = nil, overwriting: Bool = false) -> Bool {
    guard let rendered = state.feedback.rendered, !state.feedback.hasFailed else {
      state.feedback.complain(
        "there is no picture of these edits to save; "
          + "\(state.commands.key(.undo)) takes the last one back")
      return false
    }
    return beginSave(of: rendered.request.session, as: path, overwriting: overwriting)
  }

  /// Begins to save the picture of a session.
  ///
  /// - Parameters:
  ///   - session: Its strokes, be it in sight or not.
  ///   - path: Its file; nil for the next free name.
  ///   - overwriting: Whether it takes the place of a file.
  /// - Returns: Whether its model is known.
  mutating func beginSave(
    of session: Session, as path: String? = nil, overwriting: Bool = false
  ) -> Bool {
    guard let model = knownModel() else { return false }
    state.beginSave(of: session)
    exchange.save(
      session, of: model, scale: state.pictureScale,
      as: path.map { .file(place(of: $0), overwriting ? .replaced : .kept) }
        ?? .next(stem: place(of: state.naming.stem(of: session, by: model.name))))
    return true
  }

  /// The path of a picture in the folder where pictures are saved.
  func place(of path: String) -> String {
    guard !path.hasPrefix("/"), let folder = options.folder else { return path }
    return "\(folder)/\(path)"
  }

  /// Takes in how a save has ended.
  ///
  /// - Returns: Whether there is a file.
  mutating func finishSave(_ save: RenderExchange.Save) -> Bool {
    switch save {
    case .saved(let session, let path):
      recordSave(of: session, to: path, asSession: false)
      return true
    case .refused(.exists(let path)):
      state.askToOverwritePicture(path)
      return false
    case .refused(let error):
      state.refusePicture(error)
      return false
    case .failed(let reason):
      state.receiveFailure(ofSave: reason)
      return false
    }
  }

  // MARK: Sessions

  /// Begins to save a session; a file of that name stays, unless it is the session's own as this
  /// painter knows it.
  ///
  /// - Returns: Whether it is being written.
  mutating func beginSave(_ session: Session, to path: String, overwriting: Bool) -> Bool {
    guard let model = knownModel() else { return false }
    let known = path == state.document.path(of: session.latent) ? sessionFiles[path] : nil
    do {
      try FileFormat.json.check(path)
    } catch {
      state.refuseAnswer(error.description, reason: error.reason)
      return false
    }
    state.beginSave(of: session)
    let file = SessionFile(model: model, session: session)
    let existing: OutputFile.Existing =
      overwriting ? .replaced : known.map { .replacedIfSame($0) } ?? .kept
    DispatchQueue.global(qos: .userInitiated).async { [sessionSaves, wake] in
      sessionSaves.put(SessionSave(file, to: path, existing))
      wake()
    }
    return true
  }

  /// Takes in how the save of a session has ended.
  ///
  /// - Returns: Whether there is a file.
  mutating func finish(_ save: SessionSave) -> Bool {
    switch save.outcome {
    case .success(let identity):
      sessionFiles[save.path] = identity
      recordSave(of: save.session, to: save.path, asSession: true)
      return true
    case .failure(let error):
      state.abandonSave()
      switch error {
      case .exists: state.askToOverwrite(save.path)
      case .changed: state.askToOverwrite(save.path, wasChanged: true)
      default: state.refuseAnswer(error.description, reason: error.reason)
      }
      return false
    }
  }

  /// Opens a session's file.
  ///
  /// - Returns: What the terminal has to do.
  mutating func open(_ path: String) -> [Effect] {
    guard let model = knownModel() else { return [] }
    let isKept = shelf.holds(path)
    let path = isKept ? shelf.takeOver(path) : path
    // A file that changes while it is read counts as another one.
    let identity = FileIdentity(of: path)
    do {
      let seen = identity.flatMap { $0 == lookedAt?.file ? lookedAt?.session : nil }
      // A pipe would keep the painter waiting for its writer.
      let file = try seen ?? SessionFile(path: path, .regular)
      try file.validate(for: model, layers: state.layers)
      if isKept { state.suggest(recovery: path) }
      let effects = carryOut(state.open(file.session, file.others, from: path))
      sessionFiles[path] = identity
      for warning in file.warnings { state.feedback.complain("\(shown: path): \(warning)") }
      return effects
    } catch {
      state.refuseAnswer("\(shown: path) \(error)", reason: "\(error)")
      return []
    }
  }

  /// Records what is on disk; then nobody needs the file of a session that was resumed.
  private mutating func recordSave(of session: Session, to path: String, asSession: Bool) {
    keepNews()
    let folder = PersonalFolder.shown(folderOf: path)
    state.recordSave(of: session, to: path, asSession: asSession, in: folder)
    repeatOnShell(PaintState.saved(path, in: folder))
    if !state.document.hasUnsavedEdits(of: session.latent) {
      journal.recordSave(to: path, of: session.latent)
    }
    discardResumed(givenUp: false)
  }

  // MARK: What an interrupted painter left

  /// Goes on with the session that the painter was begun with, from a file of an interrupted one, and
  /// with the strokes on other pictures that the file has.
  mutating func resume(_ others: [Session], from path: String) {
    state.resume(others, recovery: path)
    keepNews()
  }

  /// Offers a session, unless another one is offered.
  mutating func take(_ offer: JournalShelf.Offer) {
    let isKnown = state.document.recovery == offer.path
    guard isKnown || state.document.recovery == nil else { return }
    // Later than at the beginning, the message is needed for what the person has just done.
    guard isKnown || identification == nil else { return state.suggest(recovery: offer.path) }
    state.offer(
      recovery: offer.path, of: offer.model,
      heldBy: offer.holder.map { "another painter (process \($0))" }, others: offer.others)
  }

  /// Removes the files of sessions that were resumed, and then saved or given up, and looks for another.
  mutating func discardResumed(givenUp: Bool) {
    let resumed = state.forgetResumed(givenUp: givenUp)
    guard !resumed.isEmpty else { return }
    for path in resumed { shelf.discard(path) }
    guard case .success(let model) = identification else { return }
    DispatchQueue.global().async { [shelf, offers, wake, layers = state.layers] in
      guard let offer = shelf.newest(for: model, layers: layers), offer.holder == nil else {
        return
      }
      offers.put(offer)
      wake()
    }
  }

  /// The model's identity; if it is nil, the person is told the reason.
  mutating func knownModel() -> ModelIdentity? {
    switch identification {
    case .success(let model): return model
    case .failure(let failure): state.feedback.complain(failure.description)
    case nil: preconditionFailure("an effect came before the model was known")
    }
    return nil
  }
}
