/// The answers that were given in this run, by question.
struct PromptHistory: Equatable, Sendable {
  /// The most answers that are kept of a question.
  private static let limit = 100

  private var answers: [Prompt.Question: [String]] = [:]
  /// Which answer the line shows; nil for what is being typed.
  private var place: Int?
  /// What was being typed when the first earlier answer came.
  private var draft = ""

  /// Keeps an answer.
  mutating func record(_ answer: String, to question: Prompt.Question) {
    place = nil
    guard !answer.isEmpty else { return }
    answers[question, default: []].removeAll { $0 == answer }
    answers[question, default: []].append(answer)
    answers[question] = answers[question]?.suffix(Self.limit)
  }

  /// Begins with a new line.
  mutating func begin() { place = nil }

  /// The answer before the one that the line shows, if there is one.
  mutating func older(than line: String, to question: Prompt.Question) -> String? {
    let earlier = answers[question] ?? []
    let next = (place ?? earlier.count) - 1
    guard earlier.indices.contains(next) else { return nil }
    if place == nil { draft = line }
    place = next
    return earlier[next]
  }

  /// The answer after it, and last what was being typed.
  mutating func newer(to question: Prompt.Question) -> String? {
    guard let shown = place else { return nil }
    let earlier = answers[question] ?? []
    place = earlier.indices.contains(shown + 1) ? shown + 1 : nil
    return place.map { earlier[$0] } ?? draft
  }
}
