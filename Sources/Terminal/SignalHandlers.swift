import Glibc

/// The handlers of the signals that concern a terminal, installed for as long as the value lives.
///
/// Handlers may neither allocate nor lock. Those of harmless signals only write one byte into a
/// pipe; those of fatal ones write a fixed string and set the shell's modes, prepared in `init`, and
/// then let the signal be fatal.
@safe struct SignalHandlers: ~Copyable {
  static let terminating = [SIGTERM, SIGHUP, SIGINT]
  private static let reported = terminating + [SIGWINCH, SIGTSTP, SIGCONT]
  private static let fatal = [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT]
  private static let all = reported + fatal + [SIGPIPE]
  private static let stackSize = 65_536
  /// One more than the largest signal number of Linux.
  private static let signalLimit = 65

  /// Ends a picture that was being written, then every mode that `CursesTerminal` sets.
  private static let resetSequence =
    "\u{1B}\\\u{1B}[?2026l\u{1B}[?1002l\u{1B}[?1006l\u{1B}[?1004l\u{1B}[m\u{1B}[?25h\u{1B}[?1049l"

  private let alternateStack: UnsafeMutableRawPointer

  /// - Precondition: No other value lives; signals belong to the whole process.
  init(waking wake: WakeSignal, restoring device: borrowing TerminalDevice) {
    unsafe precondition(prepared == nil, "two terminals at once")
    unsafe alternateStack = .allocate(byteCount: Self.stackSize, alignment: 16)
    let reset = Array(Self.resetSequence.utf8)
    let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: reset.count)
    unsafe bytes.initialize(from: reset, count: reset.count)
    let actions = UnsafeMutablePointer<sigaction>.allocate(capacity: Self.signalLimit)
    unsafe actions.initialize(repeating: sigaction(), count: Self.signalLimit)
    let preparation = UnsafeMutablePointer<Preparation>.allocate(capacity: 1)
    unsafe preparation.initialize(
      to: Preparation(
        pipe: wake.writer, terminal: device.descriptor, isTerminalTaken: false,
        shellModes: device.shellModes, reset: bytes, resetCount: reset.count, previous: actions))
    unsafe prepared = preparation

    // A stack overflow leaves no stack to handle it on.
    var stack = unsafe stack_t(ss_sp: alternateStack, ss_flags: 0, ss_size: Self.stackSize)
    unsafe sigaltstack(&stack, nil)
    for signal in Self.all {
      unsafe sigaction(signal, nil, preparation.pointee.previous + Int(signal))
    }
    install()
  }

  deinit {
    guard let preparation = unsafe prepared else { return }
    for signal in Self.all {
      unsafe sigaction(signal, preparation.pointee.previous + Int(signal), nil)
    }
    var stack = unsafe stack_t(ss_sp: nil, ss_flags: Int32(SS_DISABLE), ss_size: 0)
    unsafe sigaltstack(&stack, nil)
    unsafe prepared = nil
    unsafe preparation.pointee.reset.deallocate()
    unsafe preparation.pointee.previous.deallocate()
    unsafe preparation.deallocate()
    unsafe alternateStack.deallocate()
  }

  /// Tells the handlers whether there is anything to restore.
  func setTerminalTaken(_ isTaken: Bool) {
    unsafe prepared?.pointee.isTerminalTaken = isTaken
  }

  /// Puts the handlers in place, again if something replaced them.
  func install() {
    for signal in Self.reported { install(signal, SA_RESTART, reportSignal) }
    var action = sigaction()
    unsafe action.__sigaction_handler.sa_sigaction = restoreTerminalAndPassOn
    action.sa_flags = SA_ONSTACK | SA_SIGINFO
    for signal in Self.fatal { unsafe sigaction(signal, &action, nil) }
    install(SIGPIPE, 0, SIG_IGN)
  }

  private func install(
    _ signal: Int32, _ flags: Int32, _ handler: (@convention(c) (Int32) -> Void)?
  ) {
    var action = sigaction()
    unsafe action.__sigaction_handler.sa_handler = handler
    action.sa_flags = flags
    unsafe sigaction(signal, &action, nil)
  }

  /// Stops this process and the others of its shell job, as Ctrl-Z does elsewhere.
  ///
  /// - Returns: What came through the pipe; `SIGCONT` is in it if there was a stop. A job without
  ///   a shell to continue it is never stopped.
  func stopJob(watching wake: WakeSignal) -> Set<Int32> {
    install(SIGTSTP, 0, SIG_DFL)
    defer { install() }
    kill(0, SIGTSTP)
    // Another thread may take the signal, so the stop may come a little later than this line.
    var causes: Set<Int32> = []
    let deadline = ContinuousClock.now + .milliseconds(200)
    repeat {
      var state = pollfd(fd: wake.reader, events: Int16(POLLIN), revents: 0)
      unsafe poll(&state, 1, (deadline - .now).pollMilliseconds)
      causes.formUnion(wake.causes())
    } while !causes.contains(SIGCONT) && ContinuousClock.now < deadline
    return causes
  }
}

/// What the handlers need, at an address that stays.
@unsafe private struct Preparation {
  var pipe: Int32
  var terminal: Int32
  var isTerminalTaken: Bool
  var shellModes: termios
  var reset: UnsafeMutablePointer<UInt8>
  var resetCount: Int
  /// The former actions, by signal number.
  var previous: UnsafeMutablePointer<sigaction>
}

/// Written before the first handler is installed and after the last one is gone.
private nonisolated(unsafe) var prepared: UnsafeMutablePointer<Preparation>?

private func reportSignal(_ number: Int32) {
  guard let preparation = unsafe prepared else { return }
  let saved = errno
  var cause = UInt8(truncatingIfNeeded: number)
  _ = unsafe write(preparation.pointee.pipe, &cause, 1)
  errno = saved
}

private func restoreTerminalAndPassOn(
  _ number: Int32, _ cause: UnsafeMutablePointer<siginfo_t>?, _ context: UnsafeMutableRawPointer?
) {
  guard let preparation = unsafe prepared else { return }
  if unsafe preparation.pointee.isTerminalTaken {
    unsafe preparation.pointee.isTerminalTaken = false
    _ = unsafe write(
      preparation.pointee.terminal, preparation.pointee.reset, preparation.pointee.resetCount)
    unsafe tcsetattr(preparation.pointee.terminal, TCSANOW, &preparation.pointee.shellModes)
  }
  // A faulty instruction runs again after the return, and meets the former action: the default, or
  // Swift's own backtrace. Any other signal happens only once, so it is raised again.
  let isFault =
    number != SIGTRAP && number != SIGABRT && (unsafe cause?.pointee.si_code ?? 0) > 0
  if isFault {
    unsafe sigaction(number, preparation.pointee.previous + Int(number), nil)
  } else {
    var standard = sigaction()
    unsafe sigaction(number, &standard, nil)
    // Held back until the handler returns, then fatal.
    raise(number)
  }
}
