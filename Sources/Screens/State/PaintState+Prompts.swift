import Cells
import Files
import Units

/// Questions that are answered with a line of text.
extension PaintState {
  /// Opens a prompt.
  mutating func ask(_ question: Prompt.Question, suggestion: String = "") {
    pastAnswers.begin()
    mode = .prompt(Prompt(question, suggestion: suggestion, over: mode.lists))
  }

  /// Takes a key for the open prompt.
  mutating func edit(_ prompt: Prompt, with key: Key) -> [Effect] {
    var prompt = prompt
    switch key {
    case .pageDown where prompt.question == .openPath:
      step(by: 1, in: prompt)
      return []
    case .pageUp where prompt.question == .openPath:
      step(by: -1, in: prompt)
      return []
    case .up, .control("p"):
      let answer = pastAnswers.older(than: prompt.text, to: prompt.question)
      if let answer { prompt.replaceLine(with: answer) }
    case .down, .control("n"):
      if let answer = pastAnswers.newer(to: prompt.question) { prompt.replaceLine(with: answer) }
    default:
      switch prompt.handle(key) {
      case .edited: break
      case .completing:
        mode = .prompt(prompt)
        return [.complete(prompt.line.before)]
      case .cancelled:
        mode = prompt.below.mode
        return []
      case .accepted:
        mode = prompt.below.mode
        pastAnswers.record(prompt.text, to: prompt.question)
        return prompt.text.isEmpty ? [] : carryOut(prompt)
      }
    }
    mode = .prompt(prompt)
    return listFiles()
  }

  private mutating func carryOut(_ prompt: Prompt) -> [Effect] {
    answered = prompt
    if prompt.question.namesNewFile, prompt.text == "-" {
      return refuse("'-' is standard output, which shows the painter; expected a file's name")
    }
    switch prompt.question {
    case .pictureID:
      guard let id = Int(prompt.text), 0...Latent.maximumID ~= id else {
        return refuse(Self.excuseForID)
      }
      return changePicture(to: id)
    case .strength:
      guard let count = Int(prompt.text), count > 0 else {
        return refuse("a stroke sets at least 1 unit")
      }
      setStrength(count)
      return []
    case .strokeStrength:
      guard let count = Int(prompt.text), count > 0 else {
        return refuse("a stroke sets at least 1 unit")
      }
      guard let list = prompt.below.strokes, let item = session.item(inRow: row(of: list)) else {
        return []
      }
      return setStrength(count, of: item)
    case .sessionPath: return [.saveSession(path: Self.path(prompt), overwriting: false)]
    case .openPath: return [.askToOpen(path: Self.path(prompt))]
    case .picturePath: return choosePicture(path: Self.path(prompt))
    case .pictureScale: return choosePicture(scale: prompt.text)
    case .timeLapsePath: return export(.timeLapse, to: Self.path(prompt))
    case .comparisonPath: return export(.comparison, to: Self.path(prompt))
    }
  }

  private static func path(_ prompt: Prompt) -> String {
    PersonalFolder.home()?.expanding(prompt.text) ?? prompt.text
  }

  private mutating func refuse(_ reason: String) -> [Effect] {
    refuseAnswer(reason, reason: reason)
    return []
  }

  /// Says why an answer does not do; the prompt comes back with it, unless the person has gone on.
  ///
  /// - Parameters:
  ///   - sentence: What is wrong, with the name that was typed.
  ///   - reason: The same without the name, for a narrow screen.
  package mutating func refuseAnswer(_ sentence: String, reason: String) {
    guard var prompt = answered, !mode.isAsking else {
      return feedback.complain(sentence)
    }
    answered = nil
    prompt.refuse(sentence, reason: reason)
    mode = .prompt(prompt)
  }

  /// Takes over what is in the folder of a path that is being typed; folders end in a slash.
  ///
  /// - Returns: What has to be done for the new line.
  package mutating func complete(_ typed: String, from names: [String]) -> [Effect] {
    guard case .prompt(var prompt) = mode, prompt.line.before == typed else { return [] }
    prompt.complete(with: PathCompletion(typed, names: names))
    mode = .prompt(prompt)
    return listFiles()
  }
}
