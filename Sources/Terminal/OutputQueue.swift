/// What is to be written to a terminal, in an order that never breaks a picture in two.
///
/// Bytes that have been begun are always finished first. A picture begins only when the terminal
/// has said that it has taken in the one before; until then a newer one replaces it.
package struct OutputQueue: Sendable {
  /// A moment on the clock that answers are timed by.
  package typealias Instant = ContinuousClock.Instant

  /// A picture that the terminal has not acknowledged.
  private struct Flight {
    var start: Instant
    var end: Instant?
    var hasAnswerForEarlier = false
  }

  /// How long an answer may take after the last byte: one that never came stops nothing for long.
  private static let firstPatience = Duration.seconds(1)
  /// The same for a terminal that has answered before, over a link that may be slow.
  private static let laterPatience = Duration.seconds(5)

  private let isSynchronized: Bool
  private var begun: ArraySlice<UInt8> = []
  private var waiting: [UInt8]?
  private var flight: Flight?
  private var hasEverAnswered = false
  /// Answers to pictures that were given up; they come before the answer to a later one.
  private var owedAnswers = 0

  /// - Parameter isSynchronized: Whether the terminal can hold a frame back until it is whole.
  package init(isSynchronized: Bool) { self.isSynchronized = isSynchronized }

  /// Bytes that are on their way.
  package var pending: ArraySlice<UInt8> { begun }
  package var isDrained: Bool { begun.isEmpty }
  package var isReadyForPicture: Bool { waiting == nil && flight == nil }
  /// Whether an answer may still come that nobody has asked for since.
  package var isOwedAnswer: Bool { flight != nil || owedAnswers > 0 }

  /// Adds a screen update or a mode, after what has begun and before waiting pictures.
  package mutating func append(_ bytes: [UInt8], isUpdate: Bool = false) {
    guard !bytes.isEmpty else { return }
    begun.append(contentsOf: isUpdate ? synchronized(bytes) : bytes)
  }

  /// Makes `picture` the next one, in place of one that has not begun.
  package mutating func offer(_ picture: [UInt8]) { waiting = picture }

  /// Forgets the picture that waits; one that has begun is still finished.
  package mutating func dropWaitingPicture() { waiting = nil }

  /// Begins the waiting picture if everything before it is done.
  ///
  /// - Returns: Whether there are new bytes to write.
  package mutating func beginPicture(at now: Instant) -> Bool {
    guard isDrained, flight == nil, let picture = waiting else { return false }
    waiting = nil
    // Curses believes that cursor and colours are where it left them.
    let framed = Array("\u{1B}7\u{1B}[m".utf8) + picture + Array("\u{1B}8".utf8)
    begun = (synchronized(framed) + Array("\u{1B}[5n".utf8))[...]
    flight = Flight(start: now)
    return true
  }

  private func synchronized(_ bytes: [UInt8]) -> [UInt8] {
    guard isSynchronized else { return bytes }
    return Array("\u{1B}[?2026h".utf8) + bytes + Array("\u{1B}[?2026l".utf8)
  }

  /// Notes that the terminal has taken `count` more bytes.
  package mutating func advance(by count: Int, at now: Instant) {
    begun = begun.dropFirst(count)
    if begun.isEmpty, flight?.end == nil { flight?.end = now }
  }

  /// Takes the terminal's answer that it has taken in all bytes so far.
  ///
  /// - Returns: The time from the first byte to the answer, unless it answers an earlier picture.
  package mutating func acknowledge(at now: Instant) -> Duration? {
    hasEverAnswered = true
    if owedAnswers > 0 {
      owedAnswers -= 1
      flight?.hasAnswerForEarlier = true
      return nil
    }
    defer { flight = nil }
    return flight.map { now - $0.start }
  }

  /// When the picture in flight will be given up; nil while it is being written.
  package var deadline: Instant? {
    flight?.end.map { $0 + (hasEverAnswered ? Self.laterPatience : Self.firstPatience) }
  }

  /// Gives the picture in flight up if its answer is overdue.
  package mutating func expire(at now: Instant) {
    guard let deadline, let expired = flight, deadline <= now else { return }
    // An answer that was taken for an earlier picture's may have been this one's.
    owedAnswers = expired.hasAnswerForEarlier ? 0 : owedAnswers + 1
    flight = nil
  }
}
