package import Cells
import Files

/// A line that a person types after a question.
package struct Prompt: Equatable, Sendable {
  /// What is asked; the raw value is shown.
  package enum Question: String, Sendable {
    case pictureID = "go to picture"
    case strength = "units a stroke sets"
    case strokeStrength = "units this stroke sets"
    case sessionPath = "save session as"
    case openPath = "open file"
    case picturePath = "save picture as"
    case pictureScale = "how many times larger (1 to 64)"
    case timeLapsePath = "save time lapse as"
    case comparisonPath = "save before and after as"

    /// Whether the answer is the path of a file.
    var asksForFile: Bool {
      switch self {
      case .sessionPath, .openPath, .picturePath, .timeLapsePath, .comparisonPath: true
      case .pictureID, .strength, .strokeStrength, .pictureScale: false
      }
    }

    /// Whether the answer is the path of a file that is to be written.
    var namesNewFile: Bool { asksForFile && self != .openPath }

    fileprivate var asksForNumber: Bool {
      switch self {
      case .pictureID, .strength, .strokeStrength, .pictureScale: true
      case .sessionPath, .openPath, .picturePath, .timeLapsePath, .comparisonPath: false
      }
    }
  }

  /// What is told below the line until the next key.
  package enum Remark: Equatable, Sendable {
    /// Why the answer does not do: in full, and without the name that was typed.
    case refusal(String, reason: String)
    /// The names that would complete it.
    case candidates([String])
  }

  /// The most digits of a number.
  private static let digits = 9

  package let question: Question
  package private(set) var line: LineEditor
  package private(set) var remark: Remark?
  /// The list that is open below.
  package var below: OpenLists
  /// Whether the line is a suggestion, which the first typed character replaces.
  private var isSuggestion: Bool

  package init(_ question: Question, suggestion: String = "", over below: OpenLists = OpenLists()) {
    self.question = question
    self.below = below
    line = LineEditor(suggestion)
    isSuggestion = !suggestion.isEmpty
  }

  package var text: String { line.text }

  /// What a key did to the line.
  package enum Outcome: Equatable, Sendable {
    case edited, accepted, cancelled
    /// The person wants to see what a path may go on with.
    case completing
  }

  /// Takes a key; a number's prompt takes digits only, and of a pasted text those that are in it.
  package mutating func handle(_ key: Key) -> Outcome {
    remark = nil
    switch key {
    case .enter: return .accepted
    case .escape, .control("c"): return .cancelled
    case .tab where question.asksForFile:
      isSuggestion = false
      return .completing
    case .character(let character) where question.asksForNumber && !Self.isDigit(character):
      refuse("'\("\(character)".visible)' is no digit; expected a whole number", reason: "no digit")
    case .character(let character): type(String(character))
    case .pasted(let text): type(LineEditor.line(ofPasted: text))
    default: if line.handle(key) { isSuggestion = false }
    }
    return .edited
  }

  private mutating func type(_ text: String) {
    let accepted =
      question.asksForNumber ? String(text.filter(Self.isDigit).prefix(room)) : text
    guard !accepted.isEmpty else { return }
    if isSuggestion { line = LineEditor() }
    isSuggestion = false
    line.insert(accepted)
  }

  private static func isDigit(_ character: Character) -> Bool {
    character.isASCII && character.isNumber
  }

  /// How many digits a number may still get.
  private var room: Int { isSuggestion ? Self.digits : max(0, Self.digits - text.count) }

  /// Puts an earlier answer in the place of the line.
  mutating func replaceLine(with text: String) {
    line = LineEditor(text)
    isSuggestion = false
    remark = nil
  }

  /// Says why the answer does not do.
  mutating func refuse(_ sentence: String, reason: String) {
    remark = .refusal(sentence, reason: reason)
  }

  /// Takes over how a path goes on.
  mutating func complete(with completion: PathCompletion) {
    line.replaceBefore(with: completion.text)
    if completion.candidates.count > 1 { remark = .candidates(completion.candidates) }
    if completion.candidates.isEmpty { refuse("no file begins like this", reason: "no such file") }
  }
}
