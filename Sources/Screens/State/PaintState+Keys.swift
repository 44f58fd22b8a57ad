package import Cells
import Painting

extension PaintState {
  /// Takes a key; the effects are to be carried out in their order.
  package mutating func handle(_ key: Key) -> [Effect] {
    if case .mouse(let event) = key { return handle(event) }
    // A key may change the layer or the last stroke, which a drag would go on with.
    (drag, draggedStroke) = (nil, nil)
    meter.forget()
    if let parts = key.partsWithoutAlt, !mode.editsLine(with: key) {
      return parts.flatMap { handle($0) }
    }
    if case .pasted = key, !mode.isPrompt {
      feedback.complain("pasted text is ignored; only questions take it")
      return []
    }
    switch mode {
    case .prompt(let prompt):
      let effects = edit(prompt, with: key)
      if mode == .painting, let list = listBehindPrompt {
        mode = .strokes(list)
        listBehindPrompt = nil
      }
      return effects
    case .strokes(let list):
      return handle(key, in: list)
    case .confirming(let question):
      return answer(question, with: key)
    case .help(let scroll):
      return scrollHelp(from: scroll, with: key)
    case .painting, .units:
      guard let command = CommandTable.standard.command(for: key) else {
        feedback.complain("no command for this key; ? lists them")
        return []
      }
      feedback.clearMessage()
      answered = nil
      return perform(command)
    }
  }

  /// Scrolls the help, or closes it with any other key.
  private mutating func scrollHelp(from first: Int, with key: Key) -> [Effect] {
    let height = display.size.height
    switch CommandTable.standard.command(for: key) {
    case .move(.down): mode = .help(scroll: HelpText.clamped(first + 1, height: height))
    case .move(.up): mode = .help(scroll: HelpText.clamped(first - 1, height: height))
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    default: mode = .painting
    }
    return []
  }

  private mutating func answer(_ question: PaintMode.Confirmation, with key: Key) -> [Effect] {
    switch (key, question) {
    case (.character("y"), .quit): return [.quit]
    case (.character("s"), .quit):
      mode = .painting
      return document.sessionsToSave.map { session in
        session.latent == self.session.latent ? .savePicture : .saveOther(session)
      } + [.quit]
    case (.character("y"), .open(let path)):
      mode = .painting
      return [.open(path: path)]
    case (.character("s"), .open(let path)):
      mode = .painting
      return [.savePicture, .open(path: path)]
    case (.character("y"), .overwrite(let path, _)):
      mode = .painting
      return [.saveSession(path: path, overwriting: true)]
    case (.character("y"), .overwritePicture(let path)):
      mode = .painting
      return [.savePictureAs(path: path, overwriting: true)]
    // Both files are kept: the picture takes the next free name.
    case (.character("n"), .overwritePicture):
      mode = .painting
      return [.savePicture]
    case (.character("y"), .overwriteExport(let export)):
      mode = .painting
      return [.export(export, overwriting: true)]
    case (.character("t"), .export):
      askForExport(.timeLapse)
      return []
    case (.character("b"), .export):
      askForExport(.comparison)
      return []
    case (.character("y"), .stopDissection):
      mode = .painting
      return stopDissection()
    case (.character("n"), _), (.escape, _), (.character("q"), _), (.control("c"), _):
      mode = .painting
      return []
    default: return []
    }
  }
}

extension Key {
  /// The keys that one with alt held looks like where alt means nothing: escape and the rest.
  fileprivate var partsWithoutAlt: [Key]? {
    guard case .alt(let character) = self else { return nil }
    return [.escape, character == "\u{7F}" ? .backspace : .character(character)]
  }
}

extension PaintMode {
  fileprivate var isPrompt: Bool { if case .prompt = self { true } else { false } }

  /// Whether a prompt is open whose line the key changes.
  fileprivate func editsLine(with key: Key) -> Bool {
    guard case .prompt(let prompt) = self else { return false }
    var line = prompt.line
    return line.handle(key)
  }
}
