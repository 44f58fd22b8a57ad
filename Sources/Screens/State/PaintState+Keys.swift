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
    if case .pasted = key, !mode.takesText {
      feedback.complain("pasted text is ignored; only questions take it")
      return []
    }
    if let effect = effectWhileAsking(of: key) { return [effect] }
    switch mode {
    case .prompt(let prompt):
      return edit(prompt, with: key)
    case .strokes(let list):
      return handle(key, in: list)
    case .confirming(let question):
      return answer(question, with: key)
    case .choosing(let list):
      return edit(list, with: key)
    case .sheet(let sheet): return edit(sheet, with: key)
    case .painting, .units:
      guard let command = commands.command(for: key) else {
        feedback.complain("no command for this key; \(commands.key(.help)) lists them")
        return []
      }
      feedback.clearMessage()
      answered = nil
      return perform(command)
    }
  }

  /// What mends the screen, or stops the program, whatever is asked: by a key that no question has.
  private func effectWhileAsking(of key: Key) -> Effect? {
    guard mode.isAsking, !mode.editsLine(with: key) else { return nil }
    switch key {
    case .control("c"), .control("n"), .control("p"): return nil
    case .control, .function: break
    default: return nil
    }
    return switch commands.command(for: key) {
    case .redraw: .redraw
    case .suspend: .suspend
    default: nil
    }
  }

  private mutating func answer(_ question: PaintMode.Confirmation, with key: Key) -> [Effect] {
    switch (key, question) {
    case (.character("y"), .quit):
      mode = .painting
      return [.quit]
    case (.character("s"), .quit):
      let saves = saves
      mode = .painting
      return saves + [.quit]
    case (.character("y"), .open(let path, let isModel, _)):
      mode = .painting
      return [
        isModel
          ? .openModel(path: path, givingUp: document.unsavedSessions) : .open(path: path)
      ]
    case (.character("s"), .open(let path, let isModel, _)):
      let saves = saves
      mode = .painting
      return saves + [isModel ? .openModel(path: path) : .open(path: path)]
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

  /// What saves the pictures whose strokes the answer to the question would lose.
  private var saves: [Effect] {
    document.sessionsToSave.filter { mode.mayLose($0.latent, inSight: session.latent) }.map {
      $0 == session ? .savePicture : .saveOther($0)
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
  /// The line that is typed, if there is one.
  private var line: LineEditor? {
    switch self {
    case .prompt(let prompt): prompt.line
    case .choosing(let list): list.line
    case .painting, .units, .strokes, .confirming, .sheet: nil
    }
  }

  fileprivate var takesText: Bool { line != nil }

  /// Whether a line is open that the key changes.
  fileprivate func editsLine(with key: Key) -> Bool {
    var line = line
    return line?.handle(key) ?? false
  }
}
