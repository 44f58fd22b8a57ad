import Cells

/// Bytes with the moments at which they came, and the inputs that they are.
///
/// A sequence may be torn anywhere. Silence alone decides that a lone escape byte is the escape key,
/// and that a sequence that has begun will not end. It begins when somebody looks for more bytes and
/// finds none: those that nobody has read may have waited for long.
package struct TimedInput: Sendable {
  /// A moment on the clock of the event loop.
  package typealias Instant = ContinuousClock.Instant

  /// An answer that began so long ago will not end.
  private static let answerPatience = Duration.seconds(1)
  /// Pasted text that has stopped for so long will not go on.
  ///
  /// It is longer, because text that is taken for keys would paint and quit.
  private static let pastePatience = Duration.seconds(5)

  private(set) var parser: InputParser
  package var patience: EscapePatience
  /// When the last bytes were read.
  private var lastRead: Instant
  /// When nothing was found after the last byte, and after the beginning of the unfinished sequence.
  private var silence: Instant?
  private var start: Instant?

  /// - Parameters:
  ///   - parser: A parser, perhaps in the middle of a sequence.
  ///   - patience: How long a lone escape byte waits.
  ///   - now: When the parser got its last byte.
  package init(parser: InputParser = InputParser(), patience: EscapePatience, at now: Instant) {
    self.parser = parser
    self.patience = patience
    lastRead = now
  }

  /// Forgets what is unfinished: after a stop, nothing continues it.
  mutating func restart(at now: Instant) {
    self = TimedInput(patience: patience, at: now)
  }

  /// Takes the next bytes, and says what they finish.
  package mutating func feed(_ bytes: [UInt8], at now: Instant) -> [Input] {
    let isNew = !parser.isUnfinished
    let inputs = parser.feed(bytes)
    (lastRead, silence) = (now, nil)
    if isNew || !inputs.isEmpty { start = nil }
    return inputs
  }

  /// When to look for bytes: at once after the last ones, and then when silence decides something; nil
  /// if nothing is unfinished.
  package var deadline: Instant? {
    guard parser.isUnfinished else { return nil }
    guard let silence, let start else { return lastRead }
    if parser.mayBeWhole { return silence + patience.duration }
    return parser.isInPaste ? silence + Self.pastePatience : start + Self.answerPatience
  }

  /// Takes that no bytes are there now, and decides what the silence decides.
  package mutating func resolve(at now: Instant) -> [Input] {
    guard parser.isUnfinished else { return [] }
    silence = silence ?? now
    start = start ?? now
    guard let deadline, deadline <= now else { return [] }
    return parser.mayBeWhole ? parser.flush() : parser.abandon()
  }
}
