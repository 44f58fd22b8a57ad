package import Painting

/// How well the chosen concept takes at each cell of the picture, and whether that is in sight.
package struct ContextView: Sendable {
  /// Whether the canvas shows it.
  package internal(set) var isOpen = false
  /// What was asked last.
  private var asked: ContextQuestion?
  /// The answer, as far as it is known.
  private var map: ContextMap?

  /// The answer to a question, if it was that which was asked.
  package func map(of question: ContextQuestion) -> ContextMap? {
    map.flatMap { $0.question.asksSame(as: question) ? $0 : nil }
  }

  /// Tells whether a question is new, and remembers it.
  mutating func ask(_ question: ContextQuestion) -> Bool {
    if let asked, asked.asksSame(as: question) { return false }
    asked = question
    map = ContextMap(question)
    return true
  }

  /// Takes what is known of the answer, unless another question was asked since.
  mutating func receive(_ map: ContextMap) {
    if let asked, asked.asksSame(as: map.question) { self.map = map }
  }

  /// Forgets what was asked; returns `false` where nothing was.
  mutating func forget() -> Bool {
    defer { (asked, map) = (nil, nil) }
    return asked != nil
  }
}
