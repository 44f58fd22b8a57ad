/// One line of what `ganbrush doctor` reports about a terminal.
package struct Finding: Hashable, Sendable {
  /// What was asked, of whom.
  package let question: String
  /// The answer as it came.
  package let answer: String
  /// What follows from it.
  package let conclusion: String
  /// What a person can do for more; nil where there is nothing to do.
  package let advice: String?

  package init(_ question: String, answer: String, conclusion: String, advice: String? = nil) {
    self.question = question
    self.answer = answer
    self.conclusion = conclusion
    self.advice = advice
  }
}
