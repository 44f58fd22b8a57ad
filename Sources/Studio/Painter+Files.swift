import Files
import Painting
import Screens
import Units

extension Painter {
  // MARK: Pictures

  /// Begins to save the picture that is shown.
  ///
  /// - Returns: Whether there is one, of a known model.
  mutating func beginSave() -> Bool {
    guard let rendered = state.feedback.rendered, !state.feedback.hasFailed else {
      state.feedback.complain(
        "there is no picture of these edits to save; u takes the last one back")
      return false
    }
    guard let model = knownModel() else { return false }
    let session = rendered.request.session
    state.beginSave(of: session)
    let folder = options.folder.map { "\($0)/" } ?? ""
    exchange.save(
      session, of: model, scale: options.scale,
      as: "\(folder)\(model.name)-id\(session.latent.id)")
    return true
  }

  /// Takes in how a save has ended.
  ///
  /// - Returns: Whether there is a file.
  mutating func finishSave(_ save: RenderExchange.Save) -> Bool {
    switch save {
    case .saved(let session, let path):
      state.recordSave(of: session, to: path, asSession: false)
      discardRecovery()
      return true
    case .failed(let reason):
      state.receiveFailure(ofSave: reason)
      return false
    }
  }

  // MARK: Sessions

  /// Saves a session; a file of that name stays, unless it is the session's own as this painter
  /// knows it.
  mutating func save(_ session: Session, to path: String, overwriting: Bool) {
    guard let model = knownModel() else { return }
    let file = SessionFile(model: model, session: session)
    let known = path == state.document.path ? sessionFile : nil
    guard path != "-" else {
      let reason = "'-' is standard output, which shows the painter; expected a file's name"
      return state.refuseAnswer(reason, reason: reason)
    }
    do {
      try FileFormat.json.check(path)
      // A pipe would keep the painter waiting for its reader.
      sessionFile = try OutputFile.write(
        Array(file.json.utf8), to: path,
        overwriting ? .replaced : known.map { .replacedIfSame($0) } ?? .kept, .regular)
      state.recordSave(of: session, to: path, asSession: true)
      discardRecovery()
    } catch {
      switch error {
      case .exists: state.askToOverwrite(path)
      case .changed: state.askToOverwrite(path, wasChanged: true)
      default: state.refuseAnswer(error.description, reason: error.reason)
      }
    }
  }

  /// Opens a session's file.
  ///
  /// - Returns: What the terminal has to do.
  mutating func open(_ path: String) -> [Effect] {
    guard let model = knownModel() else { return [] }
    // A file that changes while it is read counts as another one.
    let identity = FileIdentity(of: path)
    do {
      // A pipe would keep the painter waiting for its writer.
      let file = try SessionFile(path: path, .regular)
      try file.validate(for: model, layers: state.layers)
      let effects = carryOut(state.open(file.session, from: path))
      sessionFile = state.document.path == path ? identity : nil
      for warning in file.warnings { state.feedback.complain("\(shown: path): \(warning)") }
      return effects
    } catch {
      state.refuseAnswer("\(shown: path) \(error)", reason: "\(error)")
      return []
    }
  }

  /// Removes the file of a session that was resumed, and then saved or given up.
  mutating func discardRecovery() {
    if let resumed = state.forgetResumed() { recovery.discard(resumed) }
  }

  /// The model's identity; if it is nil, the person is told the reason.
  private mutating func knownModel() -> ModelIdentity? {
    switch identification {
    case .success(let model): return model
    case .failure(let failure): state.feedback.complain(failure.description)
    case nil: preconditionFailure("an effect came before the model was known")
    }
    return nil
  }
}
