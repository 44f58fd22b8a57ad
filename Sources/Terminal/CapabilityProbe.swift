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
  /// How long a terminal may take; links of 1.2 s have been seen.
  package static let standardTimeout = Duration.seconds(2)

  /// The terminal around tmux answers within this, or nothing is passed through to it.
  private static let passagePatience = Duration.milliseconds(300)

  private let device: TerminalDevice
  private var typeAhead = TypeAhead()

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
    var surroundings = Surroundings(of: probe.device)
    surroundings.environment = environment
    return probe.run(surroundings, timeout: timeout)
  }

  /// The row where the controlling terminal has its cursor, from 0; nil if it does not tell.
  ///
  /// - Throws: `TerminalError.noTerminal` if there is none.
  package static func cursorRow(timeout: Duration) throws(TerminalError) -> Int? {
    var probe = try CapabilityProbe(path: nil)
    probe.device.enterRawMode()
    defer { probe.device.restoreShellModes() }
    for case .cursor(let row, _) in probe.ask(ProbeQuestions.cursor, timeout) { return row }
    return nil
  }

  private mutating func run(
    _ surroundings: Surroundings, timeout: Duration
  ) -> (Capabilities, TypeAhead) {
    guard timeout > .zero, surroundings.type != "dumb" else {
      return (Capabilities(surroundings), typeAhead)
    }
    device.enterRawMode()
    defer { device.restoreShellModes() }
    var answers = ask(ProbeQuestions.first, timeout)
    var capabilities = Capabilities(surroundings, answers: answers)
    if capabilities.shouldRaiseRegisters {
      answers += ask(ProbeQuestions.registers, timeout)
      capabilities = Capabilities(surroundings, answers: answers)
    }
    if capabilities.shouldAskForKittyPictures {
      answers += ask(ProbeQuestions.kitty, timeout)
      capabilities = Capabilities(surroundings, answers: answers)
    }
    if capabilities.terminalName?.lowercased().hasPrefix("tmux") == true {
      let outer = ask(ProbeQuestions.aroundTmux, min(timeout, Self.passagePatience))
      capabilities = Capabilities(surroundings, answers: answers, outerAnswers: outer)
      capabilities.tmux = TmuxClient(surroundings.environment)
    }
    return (capabilities, typeAhead)
  }

  /// Sends questions and collects answers up to DA1; keys go to the type-ahead.
  private mutating func ask(_ questions: String, _ timeout: Duration) -> [Reply] {
    let deadline = ContinuousClock.now + timeout
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
        if isComplete { return replies }
      }
    }
    return replies
  }
}
