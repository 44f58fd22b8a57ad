/// What is to be written to a terminal, in an order that never breaks a picture in two, and no faster
/// than the link carries it.
///
/// Bytes that have been begun are always finished first. After a screen update or a picture the
/// terminal is asked whether it has taken in everything. The answers tell what the link carries, and
/// new output begins only when it would soon be on its way: until then a newer screen or picture
/// replaces it, instead of queueing up where nobody can take it back.
package struct OutputQueue: Sendable {
  /// A moment on the clock that answers are timed by.
  package typealias Instant = ContinuousClock.Instant

  /// A question to the terminal that it has not answered, and the bytes before it.
  private struct Question {
    /// When the first of the bytes was sent.
    let start: Instant
    /// When the last of them had been written.
    var end: Instant?
    let size: Int
    let endsPicture: Bool
    /// Whether nothing else was under way at the start.
    let wasIdle: Bool
    /// The column that the answer names; nil where the answer is like any other.
    let mark: Int?
  }

  /// How long an answer may take: at least, and at most.
  private static let shortestPatience = Duration.seconds(1)
  private static let longestPatience = Duration.seconds(5)
  /// As many columns of the second row tell questions apart; in the first, an answer looks like F3.
  private static let markCount = 32
  /// A terminal that has let so many questions in a row go by is taken for one that knows no marks.
  private static let markTries = 3
  /// Output begins when what was sent before keeps the link busy for no longer than this.
  private static let lead = Duration.milliseconds(50)
  /// How long the link may be busy with what is not acknowledged, beyond a round trip.
  private static let reserve = Duration.milliseconds(250)
  /// A shorter way has one picture at a time.
  private static let longRoundTrip = Duration.milliseconds(100)
  /// Few bytes may always be under way.
  private static let smallestWindow = 4096
  /// The round trip of a link that has not shown any.
  private static let assumedRoundTrip = Duration.milliseconds(300)
  /// After so many bytes the terminal is asked even while an earlier question is open.
  private static let spacing = 1024

  private let isSynchronized: Bool
  private var begun: ArraySlice<UInt8> = []
  private var waiting: [UInt8]?
  /// The open questions, the oldest first.
  private var questions: [Question] = []
  /// The bytes after the last question, and when the first of them was sent.
  private var unasked = (size: 0, start: Instant?.none, wasIdle: false)
  /// When the link will have carried everything, by the estimate.
  private var busyUntil: Instant?
  private var lastAnswer: Instant?
  /// A terminal that does not answer gets its screen without pacing, and a picture a patience.
  private var isSilent: Bool
  private var hasEverAnswered = false
  /// Questions that were given up: their answers may come late, or never.
  private var overdue: [Question] = []
  /// The last question's column since an answer was lost; nil while no answers need telling apart.
  private var mark: Int?
  /// How often questions were given up since the last answer.
  private var expiries = 0

  /// What the answers have told about the link.
  package private(set) var link = LinkEstimate()

  /// - Parameters:
  ///   - isSynchronized: Whether the terminal can hold a frame back until it is whole.
  ///   - isSilent: Whether the terminal is believed to answer nothing.
  package init(isSynchronized: Bool, isSilent: Bool = false) {
    self.isSynchronized = isSynchronized
    self.isSilent = isSilent
  }

  // MARK: State

  /// Bytes that are on their way.
  package var pending: ArraySlice<UInt8> { begun }
  package var isDrained: Bool { begun.isEmpty }
  /// Whether an answer may still come that nobody has asked for since.
  package var isOwedAnswer: Bool { !questions.isEmpty || !overdue.isEmpty }
  /// How many answers that tell the cursor's place may still come.
  package var owedCursors: Int { questions.count { $0.mark != nil } }
  /// How many bytes the terminal has not acknowledged.
  package var unacknowledged: Int { questions.reduce(unasked.size) { $0 + $1.size } }

  /// Whether a screen update would soon be on its way.
  package func isReadyForUpdate(at now: Instant) -> Bool {
    guard isDrained else { return false }
    if isSilent { return true }
    return unacknowledged < window && !isBusy(at: now)
  }

  /// Whether a picture would soon be on its way, and none is waiting.
  package func isReadyForPicture(at now: Instant) -> Bool {
    waiting == nil && isReadyToBeginPicture(at: now)
  }

  /// When the link will have room again, if no answer says so before; nil if only an answer can.
  package func turn(after now: Instant) -> Instant? {
    guard isDrained, !isSilent, isBusy(at: now), unacknowledged < window else { return nil }
    return busyUntil.map { $0 - Self.lead }
  }

  private func isBusy(at now: Instant) -> Bool { busyUntil.map { $0 > now + Self.lead } ?? false }

  private func isReadyToBeginPicture(at now: Instant) -> Bool {
    guard isReadyForUpdate(at: now) else { return false }
    let pictures = questions.lazy.filter(\.endsPicture).reduce(0) { $0 + $1.size }
    // On a long way a second picture may follow the first; elsewhere it would wait behind it.
    let roundTrip = link.roundTrip ?? .zero
    return pictures == 0
      || !isSilent && roundTrip >= Self.longRoundTrip
        && pictures <= link.bytes(in: roundTrip * 5 / 4)
  }

  /// The number of bytes that may be under way: what the link holds, and a little more.
  private var window: Int {
    let time = (link.roundTrip ?? Self.assumedRoundTrip) + Self.reserve
    return Self.smallestWindow + link.bytes(in: time)
  }

  // MARK: Output

  /// Adds modes or other bytes after what has begun and before waiting pictures.
  package mutating func append(_ bytes: [UInt8], at now: Instant) {
    guard !bytes.isEmpty else { return }
    let isIdle = questions.isEmpty && busyUntil.map { $0 <= now } ?? true
    // What was left without a question has long arrived if the link is idle.
    if isIdle || unasked.start == nil { unasked = (0, now, isIdle) }
    begun.append(contentsOf: bytes)
    unasked.size += bytes.count
    busyUntil = max(busyUntil ?? now, now) + link.time(for: bytes.count)
  }

  /// Adds a screen update after what has begun and before waiting pictures.
  package mutating func appendUpdate(_ bytes: [UInt8], at now: Instant) {
    guard !bytes.isEmpty else { return }
    let asks = !isSilent && (questions.isEmpty || unasked.size + bytes.count >= Self.spacing)
    append(synchronized(bytes) + (asks ? nextQuestion() : []), at: now)
    if asks { noteQuestion() }
  }

  /// Asks the terminal whether it has taken in everything so far.
  package mutating func ask(at now: Instant) {
    append(nextQuestion(), at: now)
    noteQuestion()
  }

  /// Asks for a status report, or for the cursor in a place that tells which question is answered.
  private mutating func nextQuestion() -> [UInt8] {
    guard let last = mark else { return Array("\u{1B}[5n".utf8) }
    let next = (last + 1) % Self.markCount
    mark = next
    overdue.removeAll { $0.mark == next }
    return Array("\u{1B}7\u{1B}[2;\(next + 1)H\u{1B}[6n\u{1B}8".utf8)
  }

  /// Notes that the bytes without a question end in one.
  private mutating func noteQuestion(endsPicture: Bool = false) {
    guard let start = unasked.start else { return }
    questions.append(
      Question(
        start: start, size: unasked.size, endsPicture: endsPicture, wasIdle: unasked.wasIdle,
        mark: mark))
    unasked = (0, nil, false)
  }

  /// Makes `picture` the next one, in place of one that has not begun.
  package mutating func offer(_ picture: [UInt8]) { waiting = picture }

  /// Forgets the picture that waits; one that has begun is still finished.
  package mutating func dropWaitingPicture() { waiting = nil }

  /// Begins the waiting picture if there is room for it.
  ///
  /// - Returns: Whether there are new bytes to write.
  package mutating func beginPicture(at now: Instant) -> Bool {
    guard isReadyToBeginPicture(at: now), let picture = waiting else { return false }
    waiting = nil
    // Curses believes that cursor and colours are where it left them.
    let framed = Array("\u{1B}7\u{1B}[m".utf8) + picture + Array("\u{1B}8".utf8)
    append(synchronized(framed) + nextQuestion(), at: now)
    noteQuestion(endsPicture: true)
    return true
  }

  private func synchronized(_ bytes: [UInt8]) -> [UInt8] {
    guard isSynchronized else { return bytes }
    return Array("\u{1B}[?2026h".utf8) + bytes + Array("\u{1B}[?2026l".utf8)
  }

  /// Notes that the terminal has taken `count` more bytes.
  package mutating func advance(by count: Int, at now: Instant) {
    begun = begun.dropFirst(count)
    guard begun.isEmpty else { return }
    for index in questions.indices where questions[index].end == nil { questions[index].end = now }
  }

  /// Forgets what was under way, but not what the link carries.
  package mutating func restart() {
    let (link, isSilent, mark) = (link, isSilent, mark)
    self = OutputQueue(isSynchronized: isSynchronized, isSilent: isSilent)
    (self.link, self.mark) = (link, mark)
  }

  // MARK: Answers

  /// Takes the terminal's answer that it has taken in all bytes so far.
  package mutating func acknowledge(at now: Instant) {
    (hasEverAnswered, isSilent, expiries) = (true, false, 0)
    // The terminal answers in order.
    if let late = overdue.firstIndex(where: { $0.mark == nil }) {
      let question = overdue.remove(at: late)
      // It may be a later question's, which teaches nothing about the way.
      if link.roundTrip != nil { learn(from: question, at: now, isClean: false) }
    } else if let first = questions.first, first.mark == nil {
      questions.removeFirst()
      learn(from: first, at: now)
    }
  }

  /// Takes an answer that tells the cursor's place, which counts from 0, if a question put it there.
  ///
  /// It tells that no answer to an earlier question is still to come.
  package mutating func acknowledge(row: Int, column: Int, at now: Instant) {
    guard row == 1 else { return }
    if let index = questions.firstIndex(where: { $0.mark == column }) {
      let question = questions[index]
      // An answer that was lost was the beginning of the gap before this one.
      if index > 0 || !overdue.isEmpty { lastAnswer = nil }
      questions.removeFirst(index + 1)
      overdue.removeAll()
      learn(from: question, at: now)
    } else if let index = overdue.firstIndex(where: { $0.mark == column }) {
      let question = overdue[index]
      overdue.removeFirst(index + 1)
      learn(from: question, at: now)
    } else {
      return
    }
    (hasEverAnswered, isSilent, expiries) = (true, false, 0)
  }

  private mutating func learn(
    from question: Question, at now: Instant, isClean: Bool = true
  ) {
    link.learn(
      size: question.size, trip: now - question.start, gap: lastAnswer.map { now - $0 },
      wasIdle: isClean && question.wasIdle)
    lastAnswer = now
    // The link began with the rest when it had carried what is acknowledged.
    let rest = unacknowledged
    busyUntil = (questions.first?.start ?? unasked.start).map {
      max($0, now - (link.roundTrip ?? .zero)) + link.time(for: rest)
    }
  }

  /// When the oldest question will be given up; nil while its bytes are being written.
  ///
  /// Twice the time that the link should take: one answer that is lost costs little more than a way
  /// there and back. A link that has stopped gets ever fewer of them.
  package var deadline: Instant? {
    guard let first = questions.first, let end = first.end else { return nil }
    guard hasEverAnswered else { return end + Self.shortestPatience }
    let expected = (link.roundTrip ?? Self.assumedRoundTrip) + link.time(for: first.size)
    let patience = max(Self.shortestPatience, expected * 2) * (1 << min(expiries, 3))
    return max(end, lastAnswer ?? end) + min(patience, Self.longestPatience)
  }

  /// Gives the open questions up if the answer to the oldest is overdue.
  package mutating func expire(at now: Instant) {
    guard let deadline, deadline <= now else { return }
    isSilent = !hasEverAnswered
    expiries += 1
    // The answers from here on tell which of them was lost, unless the terminal has no such answers.
    if hasEverAnswered { mark = expiries < Self.markTries ? mark ?? 0 : nil }
    overdue = expiries == Self.markTries ? [] : (overdue + questions).suffix(Self.markCount)
    questions.removeAll()
    unasked = (0, nil, false)
    busyUntil = nil
  }
}
