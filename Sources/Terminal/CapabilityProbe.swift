package import Cells
import Glibc

/// What came from the terminal while it was being asked, and belongs to the event loop.
package struct TypeAhead: Equatable, Sendable {
  /// Keys in the order in which they were typed.
  package var keys: [Key]
  /// The parser, perhaps in the middle of an answer.
  package var parser: InputParser

  package init(keys: [Key] = [], parser: InputParser = InputParser()) {
    self.keys = keys
    self.parser = parser
  }
}

/// Asks a terminal what it can do.
package struct CapabilityProbe: ~Copyable {
  /// How long a terminal may take.
  package static let standardTimeout = AnswerTimes.longestSilence

  /// All questions in one string.
  ///
  /// Every terminal answers the last one, DA1, so it ends the wait. Old terminals print the kitty
  /// question, and `ESC 8 CSI J` wipes that away again.
  private static let questions =
    "\u{1B}7" + outerQuestions.dropLast(3) + "\u{1B}8\u{1B}[J\u{1B}[c"

  /// The same for a terminal around tmux, whose cursor and screen are not ours.
  private static let outerQuestions =
    "\u{1B}[>0q\u{1B}[>c\u{1B}_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\u{1B}\\\u{1B}[?1;1;0S\u{1B}[?1;4;0S"
    + "\u{1B}[?2;4;0S\u{1B}[16t\u{1B}[14t\u{1B}[?2026$p\u{1B}[c"

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
  /// - Throws: `TerminalError.noTerminal` if there is none.
  package static func run(
    path: String? = nil, timeout: Duration = standardTimeout
  ) throws(TerminalError) -> (Capabilities, TypeAhead) {
    var probe = try CapabilityProbe(path: path)
    let surroundings = Surroundings(of: probe.device)
    return probe.run(surroundings, timeout: timeout)
  }

  /// The same with an environment of the caller's choice.
  package static func run(
    path: String, environment: [String: String], timeout: Duration = standardTimeout
  ) throws(TerminalError) -> (Capabilities, TypeAhead) {
    var probe = try CapabilityProbe(path: path)
    let surroundings = Surroundings(of: probe.device, environment: environment)
    return probe.run(surroundings, timeout: timeout)
  }

  private mutating func run(
    _ surroundings: Surroundings, timeout: Duration
  ) -> (Capabilities, TypeAhead) {
    // The shell stops a program in the background that would set the terminal's modes.
    guard timeout > .zero, surroundings.type != "dumb", device.isInForeground else {
      return (Capabilities(surroundings), typeAhead)
    }
    device.enterRawMode()
    defer { device.restoreShellModes() }
    var answers = ask(Self.questions, timeout)
    var capabilities = Capabilities(surroundings, answers: answers)
    if capabilities.shouldRaiseRegisters {
      answers += ask("\u{1B}[?1;3;256S\u{1B}[c", timeout)
      capabilities = Capabilities(surroundings, answers: answers)
    }
    if let question = capabilities.furtherQuestion {
      answers += ask(question + "\u{1B}[c", timeout)
      capabilities = Capabilities(surroundings, answers: answers)
    }
    if capabilities.terminalName?.lowercased().hasPrefix("tmux") == true {
      let doubled = Self.outerQuestions.replacing("\u{1B}", with: "\u{1B}\u{1B}")
      let outer = ask("\u{1B}Ptmux;\(doubled)\u{1B}\\", min(timeout, .milliseconds(300)))
      capabilities = Capabilities(surroundings, answers: answers, outerAnswers: outer)
    }
    capabilities.answerTimes = answerTimes
    return (capabilities, typeAhead)
  }

  /// Sends questions and collects answers up to DA1; keys go to the type-ahead.
  private mutating func ask(_ questions: String, _ timeout: Duration) -> [Reply] {
    let start = ContinuousClock.now
    let deadline = start + timeout
    answerTimes.noteQuestion(at: start)
    guard device.write(Array(questions.utf8), until: deadline) else { return [] }
    var replies: [Reply] = []
    while ContinuousClock.now < deadline {
      device.wait(for: Int16(POLLIN), until: deadline)
      switch device.read() {
      case .nothing: continue
      case .lost: return replies
      case .bytes(let bytes):
        var isComplete = false
        for input in typeAhead.parser.feed(bytes) {
          switch input {
          case .key(let key): typeAhead.keys.append(key)
          case .reply(let reply):
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
}
