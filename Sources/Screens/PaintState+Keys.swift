package import Cells
import Files
package import Painting

extension PaintState {
  /// Takes a key; the effects are to be carried out in their order.
  package mutating func handle(_ key: Key) -> [Effect] {
    if case .mouse(let event) = key { return handle(event) }
    // A key may change the layer or the last stroke, which a drag would go on with.
    drag = nil
    switch mode {
    case .prompt(var prompt):
      let outcome = prompt.handle(key)
      mode = outcome == .edited ? .prompt(prompt) : .painting
      return outcome == .accepted ? answer(prompt) : []
    case .confirming(let question):
      return answer(question, with: key)
    case .help(let scroll):
      return handleHelp(key, scroll: scroll)
    case .painting, .units:
      guard let command = CommandTable.standard.command(for: key) else {
        complain("no command for this key; ? lists them")
        return []
      }
      message = nil
      return perform(command)
    }
  }

  private mutating func handleHelp(_ key: Key, scroll: Int) -> [Effect] {
    switch CommandTable.standard.command(for: key) {
    case .move(.down): mode = .help(scroll: HelpOverlay.clamped(scroll + 1, in: size))
    case .move(.up): mode = .help(scroll: HelpOverlay.clamped(scroll - 1, in: size))
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    default: mode = .painting
    }
    return []
  }

  private mutating func answer(_ prompt: Prompt) -> [Effect] {
    switch prompt.question {
    case .pictureID:
      guard let id = Int(prompt.text) else { return [] }
      return showPicture(id)
    case .strength:
      guard let count = Int(prompt.text), count > 0 else {
        complain("a stroke sets at least 1 unit")
        return []
      }
      setStrength(count)
      return []
    case .concept, .unit:
      if !prompt.text.isEmpty { find(prompt.text) }
      return []
    case .sessionPath:
      guard !prompt.text.isEmpty else { return [] }
      return [.saveSession(path: prompt.text, overwriting: false)]
    case .openPath:
      return prompt.text.isEmpty ? [] : [.open(path: prompt.text)]
    }
  }

  private mutating func answer(_ question: Confirmation, with key: Key) -> [Effect] {
    switch (key, question) {
    case (.character("y"), .quit): return [.quit]
    case (.character("s"), .quit):
      mode = .painting
      return [.savePicture, .quit]
    case (.character("y"), .overwrite(let path, _)):
      mode = .painting
      return [.saveSession(path: path, overwriting: true)]
    case (.character("n"), _), (.escape, _), (.character("q"), _), (.control("c"), _):
      mode = .painting
      return []
    default: return []
    }
  }

  // MARK: What became of effects

  /// Shows a finished picture.
  package mutating func show(_ picture: RenderedPicture) { rendered = picture }

  /// Says why a request gave no picture; the last one stays, and undo takes the cause back.
  package mutating func didFail(rendering number: Int, _ reason: String) {
    failedRequest = number
    complain("no picture: \(reason)")
  }

  /// Notes that the picture of a session is being saved.
  package mutating func beginSaving(_ session: Session) { saving = session }

  /// Says why no picture was saved.
  package mutating func didFail(saving reason: String) {
    saving = nil
    complain(reason)
  }

  /// Notes that the session is on disk, with or without a file of its own.
  package mutating func didSave(_ session: Session, to path: String, asSession: Bool) {
    saving = nil
    saved = session
    if asSession { sessionPath = path }
    say("saved \(shown: path)")
  }

  /// Asks before a file that is not this session's, or was changed, is replaced.
  package mutating func shouldOverwrite(_ path: String, wasChanged: Bool = false) {
    mode = .confirming(.overwrite(path: path, wasChanged: wasChanged))
  }

  /// Shows an error; nothing else has changed.
  package mutating func didFail(_ reason: String) { complain(reason) }

  /// Shows which part of a file the generator is read from.
  package mutating func didChoose(_ part: String) { say(part) }

  /// Goes on with a session from a file; undo leads back to the one before.
  package mutating func didOpen(_ session: Session, from path: String) -> [Effect] {
    history.commit(session)
    // What was recovered is not where the person would look for it, so it still has to be saved.
    if path != recovery {
      saved = session
      sessionPath = path.hasSuffix(".png") ? nil : path
    }
    enterLayer()
    say("opened \(shown: path)")
    return [needsPicture()]
  }
}
