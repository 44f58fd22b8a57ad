package import Cells

/// A line that a person types after a question.
package struct Prompt: Equatable, Sendable {
  /// What is asked; the raw value is shown.
  package enum Question: String, Sendable {
    case pictureID = "go to picture"
    case strength = "units a stroke sets"
    case concept = "find concept"
    case unit = "find unit number"
    case sessionPath = "save session as"
    case openPath = "open session or PNG"
  }

  package let question: Question
  package private(set) var text: String
  /// Whether `text` is a suggestion, which the first typed character replaces.
  private var isSuggestion: Bool

  package init(_ question: Question, suggestion: String = "") {
    self.question = question
    text = suggestion
    isSuggestion = !suggestion.isEmpty
  }

  /// What a key did to the line.
  package enum Outcome: Equatable, Sendable { case edited, accepted, cancelled }

  /// Takes a key; a number's prompt takes digits only.
  package mutating func handle(_ key: Key) -> Outcome {
    switch key {
    case .enter: return .accepted
    case .escape, .control("c"): return .cancelled
    case .control("u"): text = ""
    case .backspace where !text.isEmpty: text.removeLast()
    case .character(let character) where accepts(character):
      if isSuggestion { text = "" }
      text.append(character)
    default: return .edited
    }
    isSuggestion = false
    return .edited
  }

  private func accepts(_ character: Character) -> Bool {
    switch question {
    case .pictureID, .strength, .unit: character.isASCII && character.isNumber && text.count < 9
    case .concept, .sessionPath, .openPath: text.count < 1024
    }
  }
}
