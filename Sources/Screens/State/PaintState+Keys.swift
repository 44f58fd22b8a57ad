package import Cells

extension PaintState {
  /// Takes a key; the effects are to be carried out in their order.
  package mutating func handle(_ key: Key) -> [Effect] {
    if case .mouse(let event) = key { return handle(event) }
    // A key may change the layer or the last stroke, which a drag would go on with.
    lastDragged = nil
    switch mode {
    case .prompt(var prompt):
      let outcome = prompt.handle(key)
      mode = outcome == .edited ? .prompt(prompt) : .painting
      return outcome == .accepted ? answer(prompt) : []
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

  private mutating func answer(_ prompt: Prompt) -> [Effect] {
    switch prompt.question {
    case .pictureID:
      guard let id = Int(prompt.text) else { return [] }
      return changePicture(to: id)
    case .strength:
      guard let count = Int(prompt.text), count > 0 else {
        feedback.complain("a stroke sets at least 1 unit")
        return []
      }
      setStrength(count)
      return []
    case .concept, .unit:
      if !prompt.text.isEmpty { chooseConcept(named: prompt.text) }
      return []
    case .sessionPath:
      guard !prompt.text.isEmpty else { return [] }
      return [.saveSession(path: prompt.text, overwriting: false)]
    case .openPath:
      return prompt.text.isEmpty ? [] : askToOpen(prompt.text)
    }
  }

  private mutating func answer(_ question: PaintMode.Confirmation, with key: Key) -> [Effect] {
    switch (key, question) {
    case (.character("y"), .quit): return [.quit]
    case (.character("s"), .quit):
      mode = .painting
      return [.savePicture, .quit]
    case (.character("y"), .open(let path)):
      mode = .painting
      return [.open(path: path)]
    case (.character("s"), .open(let path)):
      mode = .painting
      return [.savePicture, .open(path: path)]
    case (.character("y"), .overwrite(let path, _)):
      mode = .painting
      return [.saveSession(path: path, overwriting: true)]
    case (.character("n"), _), (.escape, _), (.character("q"), _), (.control("c"), _):
      mode = .painting
      return []
    default: return []
    }
  }
}
