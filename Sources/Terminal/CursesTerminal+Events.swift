import Glibc

extension CursesTerminal {
  /// Waits until something happens; meanwhile what is left to write goes on being written.
  ///
  /// - Parameter timeout: How long to wait at most; nil for ever.
  /// - Returns: Everything that has happened; empty after the timeout, or when there is room for a
  ///   picture that is wanted. Signals and wakes come first, so that they never wait for keys; the
  ///   rest is in order.
  package mutating func wait(timeout: Duration? = nil) -> [TerminalEvent] {
    let deadline = timeout.map { ContinuousClock.now + $0 }
    while true {
      advanceOutput()
      if isLost { events.append(.terminated(signal: SIGHUP)) }
      poll(until: events.isEmpty ? deadline : .now)
      let now = ContinuousClock.now
      let isDone =
        pictureDemand != .none && isReadyForPicture || deadline.map { $0 <= now } ?? false
      if !events.isEmpty || isDone {
        defer { events.removeAll() }
        return events.filter(\.isUrgent) + events.filter { !$0.isUrgent }
      }
    }
  }

  /// Gives events back that are to come again with the next ones, before any later key.
  package mutating func postpone(_ rest: some Sequence<TerminalEvent>) {
    events.insert(contentsOf: Array(rest), at: 0)
  }

  /// Sleeps until bytes, a signal, a deadline or room to write, and takes in what there is.
  private mutating func poll(until deadline: ContinuousClock.Instant?) {
    // What is not read waits in the system's buffer, and then at the other end.
    let isReading = !isLost && isTaken && events.count < Self.backlog
    var states = [
      pollfd(fd: wakeSignal.reader, events: Int16(POLLIN), revents: 0),
      pollfd(
        fd: isLost || !isTaken ? -1 : device.descriptor,
        events: Int16(isReading ? POLLIN : 0) | Int16(output.isDrained ? 0 : POLLOUT), revents: 0),
    ]
    let turn = needsUpdate || pictureDemand != .none ? output.turn(after: .now) : nil
    let first = [deadline, output.deadline, timedInput.deadline, turn].compactMap { $0 }.min()
    let milliseconds = first.map { ($0 - .now).pollMilliseconds } ?? -1
    let count = unsafe Glibc.poll(&states, nfds_t(states.count), milliseconds)
    // The bytes of answers must be read before a signal stops or ends the program.
    if count > 0, states[1].revents & Int16(POLLIN | POLLHUP | POLLERR) != 0 {
      readInput()
    } else if count >= 0, isReading {
      // Only who has looked knows that neither the rest of a key nor an answer waits to be read.
      take(timedInput.resolve(at: .now))
      output.expire(at: .now)
    }
    if count > 0, states[0].revents != 0 { act(on: wakeSignal.causes()) }
  }

  private mutating func readInput() {
    switch device.read() {
    case .nothing: break
    case .lost: isLost = true
    case .bytes(let bytes):
      take(timedInput.feed(bytes, at: .now))
    }
  }

  private mutating func take(_ inputs: [Input]) {
    for input in inputs {
      switch input {
      case .key(let key): events.append(.key(key))
      case .focusGained: events.append(.focusGained)
      case .focusLost: events.append(.focusLost)
      case .reply(.ready):
        capabilities.answerTimes.noteAnswer(at: .now)
        output.acknowledge(at: .now)
        if let time = output.link.roundTrip { timedInput.patience.learn(roundTrip: time) }
      case .reply(.cursor(let row, let column)):
        capabilities.answerTimes.noteAnswer(at: .now)
        output.acknowledge(row: row, column: column, at: .now)
      case .reply(let reply):
        capabilities.answerTimes.noteAnswer(at: .now)
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
    for signal in EndingSignal.all where causes.contains(signal) {
      if !device.isAlive { isLost = true }
      isEnding = true
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
    // Who is told to end does not stop before: the shell would have to continue it first.
    while EndingSignal.first == nil {
      let news = handlers.stopJob(watching: wakeSignal)
      causes.formUnion(news)
      // If it was continued in the background, the terminal is still the shell's: stop again.
      guard news.contains(SIGCONT), !device.isInForeground, device.isAlive else { break }
      // A signal that came during the stop may reach another thread after SIGCONT did.
      causes.formUnion(
        handlers.causes(of: wakeSignal, within: .milliseconds(200)) {
          !$0.isDisjoint(with: EndingSignal.all)
        })
    }
    if device.isInForeground { takeBack() }
    act(on: causes.subtracting([SIGCONT, SIGTSTP, SIGWINCH]))
  }
}
