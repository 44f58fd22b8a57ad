import Glibc

extension CursesTerminal {
  /// Waits until something happens; meanwhile what is left to write goes on being written.
  ///
  /// - Parameter timeout: How long to wait at most; nil for ever.
  /// - Returns: Everything that has happened, in order; empty after the timeout.
  package mutating func wait(timeout: Duration? = nil) -> [TerminalEvent] {
    let deadline = timeout.map { ContinuousClock.now + $0 }
    while true {
      advanceOutput()
      if isLost { events.append(.terminated(signal: SIGHUP)) }
      poll(until: events.isEmpty ? deadline : .now)
      let now = ContinuousClock.now
      output.expire(at: now)
      if !events.isEmpty || deadline.map({ $0 <= now }) ?? false {
        defer { events.removeAll() }
        return events
      }
    }
  }

  /// Sleeps until bytes, a signal, a deadline or room to write, and takes in what there is.
  private mutating func poll(until deadline: ContinuousClock.Instant?) {
    var states = [
      pollfd(fd: wakeSignal.reader, events: Int16(POLLIN), revents: 0),
      pollfd(
        fd: isLost ? -1 : device.descriptor,
        events: Int16(output.isDrained ? POLLIN : POLLIN | POLLOUT), revents: 0),
    ]
    let first = [deadline, output.deadline, parserDeadline].compactMap { $0 }.min()
    let milliseconds = first.map { ($0 - .now).pollMilliseconds } ?? -1
    let count = unsafe Glibc.poll(&states, nfds_t(states.count), milliseconds)
    // The bytes of answers must be read before a signal stops or ends the program.
    if count > 0, states[1].revents & Int16(POLLIN | POLLHUP | POLLERR) != 0 { readInput() }
    if count > 0, states[0].revents != 0 { act(on: wakeSignal.causes()) }
    resolveUnfinishedInput()
  }

  private var parserDeadline: ContinuousClock.Instant? {
    guard parser.isUnfinished else { return nil }
    let flush = lastByte + Self.escapeDelay
    // A sequence that the flush could not resolve waits until the longer delay has passed.
    return flush > .now ? flush : sequenceStart.map { $0 + Self.answerPatience }
  }

  private mutating func resolveUnfinishedInput() {
    guard parser.isUnfinished else { return }
    let now = ContinuousClock.now
    if now >= lastByte + Self.escapeDelay { take(parser.flush()) }
    if let start = sequenceStart, now >= start + Self.answerPatience { parser.abandon() }
    if !parser.isUnfinished { sequenceStart = nil }
  }

  private mutating func readInput() {
    switch device.read() {
    case .nothing: break
    case .lost: isLost = true
    case .bytes(let bytes):
      lastByte = .now
      let inputs = parser.feed(bytes)
      if !parser.isUnfinished {
        sequenceStart = nil
      } else if sequenceStart == nil || !inputs.isEmpty {
        sequenceStart = lastByte
      }
      take(inputs)
    }
  }

  private mutating func take(_ inputs: [Input]) {
    for input in inputs {
      switch input {
      case .key(let key): events.append(.key(key))
      case .focusGained: events.append(.focusGained)
      case .focusLost: events.append(.focusLost)
      case .reply(.ready):
        capabilities.answerTimes.noteAnswer(at: lastByte)
        if let time = output.acknowledge(at: .now) {
          events.append(.pictureShown(milliseconds: Int(time / .milliseconds(1))))
        }
      case .reply(let reply):
        capabilities.answerTimes.noteAnswer(at: lastByte)
        if capabilities.learn(reply) { events.append(.reply(reply)) }
      }
    }
  }

  private mutating func act(on causes: Set<Int32>) {
    if causes.contains(0) { events.append(.wake) }
    if causes.contains(SIGTSTP) {
      suspend()
    } else if causes.contains(SIGCONT) {
      // SIGSTOP stopped the program, which no handler sees; the shell has set its own modes
      // meanwhile.
      if device.isInForeground { takeBack() }
    } else if causes.contains(SIGWINCH) {
      resize()
    }
    for signal in SignalHandlers.terminating where causes.contains(signal) {
      if !device.isAlive { isLost = true }
      events.append(.terminated(signal: signal))
    }
  }

  /// Stops the program as a job of the shell and returns when it is continued.
  ///
  /// The next events say that everything must be drawn again.
  package mutating func suspend() {
    guard !isLost else { return }
    giveBack()
    var causes: Set<Int32> = []
    var wasStopped: Bool
    repeat {
      let news = handlers.stopJob(watching: wakeSignal)
      wasStopped = news.contains(SIGCONT)
      causes.formUnion(news)
      // If it was continued in the background, the terminal is still the shell's: stop again.
    } while wasStopped && !device.isInForeground && device.isAlive
      && causes.isDisjoint(with: SignalHandlers.terminating)
    if device.isInForeground { takeBack() }
    act(on: causes.subtracting([SIGCONT, SIGTSTP, SIGWINCH]))
  }
}
