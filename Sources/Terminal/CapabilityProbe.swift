package import Cells
import Glibc

/// What came from the terminal while it was being asked, and belongs to the event loop.
package struct TypeAhead: Equatable, Sendable {
  /// Keys in the order in which they were typed.
  package var keys: [Key]
  /// The parser, perhaps in the middle of an answer.
  package var parser: InputParser
  /// The shortest time in which the terminal answered, if it did.
  package var roundTrip: Duration?

  package init(
    keys: [Key] = [], parser: InputParser = InputParser(), roundTrip: Duration? = nil
  ) {
    self.keys = keys
    self.parser = parser
    self.roundTrip = roundTrip
  }
}

/// Asks a terminal what it can do.
package struct CapabilityProbe: ~Copyable {
  /// How long a terminal may take.
  package static let standardTimeout = AnswerTimes.longestSilence

  /// The terminal around tmux answers within this, or nothing is passed through to it.
  private static let passagePatience = Duration.milliseconds(300)

  /// Ends a question that was cut off; shown, it is nothing.
  private static let ending = Array("\u{1B}\\".utf8)

  private let device: TerminalDevice
  private var typeAhead = TypeAhead()
  private var answerTimes = AnswerTimes()

  private init(path: String?) throws(TerminalError) {
    device = try TerminalDevice(path: path ?? TerminalDevice.controlling)
  }

  /// Asks the controlling terminal, or the one at `path`.
  ///
  /// - Parameters:
  ///   - path: A terminal's device; nil for the controlling one.
  ///   - timeout: How long to wait for the last answer; zero asks nothing.
  /// - Returns: What the terminal can do, and what was typed meanwhile.
  /// - Throws: `TerminalError.noTerminal` if there is none, `.closed` if there is none left.
  package static func run(
    path: String? = nil, timeout: Duration = standardTimeout
  ) throws(TerminalError) -> (Capabilities, TypeAhead) {
    var probe = try CapabilityProbe(path: path)
    let surroundings = Surroundings(of: probe.device)
    return try probe.run(surroundings, timeout: timeout)
  }

  /// The same with an environment of the caller's choice.
  package static func run(
    path: String, environment: [String: String], timeout: Duration = standardTimeout
  ) throws(TerminalError) -> (Capabilities, TypeAhead) {
    var probe = try CapabilityProbe(path: path)
    let surroundings = Surroundings(of: probe.device, environment: environment)
    return try probe.run(surroundings, timeout: timeout)
  }

  /// The row where the controlling terminal has its cursor, from 0; nil if it does not tell.
  ///
  /// - Throws: `TerminalError.noTerminal` if there is none.
  package static func cursorRow(timeout: Duration) throws(TerminalError) -> Int? {
    var probe = try CapabilityProbe(path: nil)
    let stop = probe.takeTerminal()
    defer { probe.device.giveBack(stop) }
    for case .cursor(let row, _) in try probe.ask(ProbeQuestions.cursor, timeout) { return row }
    return nil
  }

  private mutating func run(
    _ surroundings: Surroundings, timeout: Duration
  ) throws(TerminalError) -> (Capabilities, TypeAhead) {
    // The shell stops a program in the background that would set the terminal's modes.
    guard timeout > .zero, surroundings.type != "dumb", device.isInForeground else {
      return (Capabilities(surroundings), typeAhead)
    }
    let stop = takeTerminal()
    defer { device.giveBack(stop) }
    var answers = try ask(ProbeQuestions.first, timeout)
    var capabilities = Capabilities(surroundings, answers: answers)
    if let questions = ProbeQuestions.second(after: capabilities) {
      answers += try ask(questions, timeout)
      capabilities = Capabilities(surroundings, answers: answers)
    }
    if capabilities.terminalName?.lowercased().hasPrefix("tmux") == true {
      let outer = try ask(ProbeQuestions.aroundTmux, min(timeout, Self.passagePatience))
      capabilities = Capabilities(surroundings, answers: answers, outerAnswers: outer)
      capabilities.tmux = TmuxClient(surroundings.environment)
    }
    capabilities.answerTimes = answerTimes
    return (capabilities, typeAhead)
  }

  /// Makes the terminal answer to us, whatever ends the program meanwhile.
  ///
  /// - Returns: For the device's `giveBack`.
  private func takeTerminal() -> sighandler_t? {
    let stop = device.takeWithoutStops(endingWith: Self.ending)
    device.enterRawMode(keepsSignals: true)
    return stop
  }

  /// Sends questions and collects answers up to DA1; keys go to the type-ahead.
  private mutating func ask(_ questions: String, _ timeout: Duration) throws(TerminalError)
    -> [Reply]
  {
    let start = ContinuousClock.now
    let deadline = start + timeout
    answerTimes.noteQuestion(at: start)
    guard device.write(Array(questions.utf8), until: deadline) else {
      guard device.isAlive else { throw .closed }
      return []
    }
    var replies: [Reply] = []
    while ContinuousClock.now < deadline {
      device.wait(for: Int16(POLLIN), until: deadline)
      switch device.read() {
      case .nothing: continue
      case .lost: throw .closed
      case .bytes(let bytes):
        var isComplete = false
        for input in typeAhead.parser.feed(bytes) {
          switch input {
          case .key(let key): typeAhead.keys.append(key)
          case .reply(let reply):
            if replies.isEmpty { takeRoundTrip(.now - start) }
            replies.append(reply)
            if case .attributes = reply { isComplete = true }
          case .focusGained, .focusLost: break
          }
        }
        guard isComplete else { continue }
        answerTimes.noteAnswer(to: start, at: .now)
        return replies
      }
    }
    return replies
  }

  private mutating func takeRoundTrip(_ time: Duration) {
    typeAhead.roundTrip = typeAhead.roundTrip.map { min($0, time) } ?? time
  }
}
