/// One line of what `ganbrush doctor` reports about a terminal.
package struct Finding: Hashable, Sendable {
  /// What was asked, of whom.
  package let question: String
  /// The answer as it came.
  package let answer: String
  /// What follows from it.
  package let conclusion: String

  package init(_ question: String, answer: String, conclusion: String) {
    self.question = question
    self.answer = answer
    self.conclusion = conclusion
  }
}
