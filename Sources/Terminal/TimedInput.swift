import Cells

/// Bytes with the moments at which they came, and the inputs that they are.
///
/// A sequence may be torn anywhere. Silence alone decides that a lone escape byte is the escape key,
/// and that a sequence that has begun will not end.
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
  /// When the last byte came, and when the unfinished sequence began.
  private var lastByte: Instant
  private var start: Instant

  /// - Parameters:
  ///   - parser: A parser, perhaps in the middle of a sequence.
  ///   - patience: How long a lone escape byte waits.
  ///   - now: When the parser got its last byte.
  package init(parser: InputParser = InputParser(), patience: EscapePatience, at now: Instant) {
    self.parser = parser
    self.patience = patience
    (lastByte, start) = (now, now)
  }

  /// Forgets what is unfinished: after a stop, nothing continues it.
  mutating func restart(at now: Instant) {
    parser = InputParser()
    (lastByte, start) = (now, now)
  }

  /// Takes the next bytes, and says what they finish.
  package mutating func feed(_ bytes: [UInt8], at now: Instant) -> [Input] {
    let isNew = !parser.isUnfinished
    let inputs = parser.feed(bytes)
    lastByte = now
    if isNew || !inputs.isEmpty { start = now }
    return inputs
  }

  /// When silence decides something; nil if nothing is unfinished.
  package var deadline: Instant? {
    if parser.mayBeWhole { return lastByte + patience.duration }
    if parser.isInPaste { return lastByte + Self.pastePatience }
    return parser.isUnfinished ? start + Self.answerPatience : nil
  }

  /// Decides what the silence until now decides.
  package mutating func resolve(at now: Instant) -> [Input] {
    guard let deadline, deadline <= now else { return [] }
    return parser.mayBeWhole ? parser.flush() : parser.abandon()
  }
}
