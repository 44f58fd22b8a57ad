/// How long a terminal takes to answer, as far as that is known.
package struct AnswerTimes: Equatable, Sendable {
  /// A moment on the clock that answers are timed by.
  package typealias Instant = ContinuousClock.Instant

  /// A terminal that has answered nothing for so long answers nothing at all; links of 1.2 s have
  /// been seen.
  package static let longestSilence = Duration.seconds(2)
  /// How long the end of a program waits for a terminal that has answered before.
  static let shortestPatience = Duration.seconds(1)
  static let longestPatience = Duration.seconds(5)

  /// When the first question was sent; nil where nothing was asked.
  private var firstQuestion: Instant?
  /// The longest time from a question to its answer; nil where none has come.
  private var longest: Duration?

  package init() {}

  /// Notes that a question goes out.
  package mutating func noteQuestion(at now: Instant) {
    if firstQuestion == nil { firstQuestion = now }
  }

  /// Notes the answer to a question, or to the first one if that is all that is known.
  package mutating func noteAnswer(to question: Instant? = nil, at now: Instant) {
    guard let start = question ?? (longest == nil ? firstQuestion : nil) else { return }
    longest = max(longest ?? .zero, now - start)
  }

  /// What an answer takes, and much more than most; zero where none has come.
  package var usualTime: Duration { (longest ?? .zero) * 3 }

  /// How long to wait for answers that are under way before a program ends, as suits the link; nil
  /// where nothing was asked.
  ///
  /// A terminal is busy where much that was sent may still be on its way to it.
  package func patience(isBusy: Bool = false, at now: Instant) -> Duration? {
    guard let firstQuestion else { return nil }
    // A terminal that has not answered yet may be on a very slow link.
    guard longest != nil else { return max(.zero, firstQuestion + Self.longestPatience - now) }
    return isBusy
      ? Self.longestPatience : min(Self.longestPatience, max(Self.shortestPatience, usualTime))
  }
}
