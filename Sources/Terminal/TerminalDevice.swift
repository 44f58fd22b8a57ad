import CSignals
import Glibc
import Synchronization

/// A terminal opened a second time, so that its non-blocking mode is not shared with the shell.
struct TerminalDevice: ~Copyable {
  /// What an attempt to read brought.
  enum Reading {
    case bytes([UInt8])
    case nothing
    /// The terminal is gone.
    case lost
  }

  static let controlling = "/dev/tty"

  /// Held while bytes go to a terminal or its modes are set; who ends the program never lets go of it.
  static let gate = Mutex(())

  /// Does something with a terminal that nothing may come between; after a crash, nothing any more.
  private static func alone<Result: Sendable>(_ body: () -> Result) -> Result {
    gate.withLock { _ in
      csignals_begin_output()
      defer { csignals_end_output() }
      return body()
    }
  }

  let descriptor: Int32
  /// The modes as the shell had them.
  let shellModes: termios

  init(path: String = controlling) throws(TerminalError) {
    let opened = unsafe open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
    guard opened >= 0 else { throw .noTerminal(path: path, errno: errno) }
    var modes = termios()
    guard unsafe tcgetattr(opened, &modes) == 0 else {
      let reason = errno
      close(opened)
      throw .noTerminal(path: path, errno: reason)
    }
    descriptor = opened
    shellModes = modes
  }

  deinit {
    release()
    close(descriptor)
  }

  /// Delivers every byte as typed, control characters too, without echo.
  ///
  /// - Parameter keepsSignals: Whether control-C still ends the program, because nothing reads keys.
  func enterRawMode(keepsSignals: Bool = false) {
    var modes = shellModes
    unsafe cfmakeraw(&modes)
    if keepsSignals { modes.c_lflag |= tcflag_t(ISIG) }
    set(modes)
  }

  /// Keeps typed keys out of what is printed: without echo, and control-Z, at which the system forgets
  /// what the terminal has not read, is for the shell.
  func enterPrintMode() {
    var modes = shellModes
    modes.c_lflag &= ~tcflag_t(ECHO)
    unsafe withUnsafeMutableBytes(of: &modes.c_cc) { unsafe $0[Int(VSUSP)] = 0 }
    set(modes)
  }

  /// Lets whatever ends the program give the terminal back, until `release`.
  ///
  /// - Parameter ending: What it writes before it sets the shell's modes.
  func take(endingWith ending: [UInt8]) {
    var modes = shellModes
    Self.alone {
      unsafe csignals_take_terminal(descriptor, &modes, ending, ending.count)
    }
  }

  /// The terminal is given back.
  func release() { csignals_release_terminal() }

  /// Takes the terminal for a while in which the program does not stop: the shell would get it as it is
  /// then.
  ///
  /// - Parameter ending: As for `take`.
  /// - Returns: What a stop does otherwise, for `giveBack`.
  func takeWithoutStops(endingWith ending: [UInt8]) -> sighandler_t? {
    let stop = signal(SIGTSTP, SIG_IGN)
    take(endingWith: ending)
    return stop
  }

  /// Gives the terminal back with the modes that it had, after `takeWithoutStops`.
  func giveBack(_ stop: sighandler_t?) {
    // The shell stops a program in the background that would set them.
    if isInForeground { restoreShellModes() }
    release()
    signal(SIGTSTP, stop)
  }

  func restoreShellModes() { set(shellModes) }

  private func set(_ modes: termios) {
    var modes = modes
    Self.alone { _ = unsafe tcsetattr(descriptor, TCSANOW, &modes) }
  }

  /// Whether this process may talk to the terminal: the shell has not put it into the background.
  ///
  /// A terminal that does not control this process puts nobody there.
  var isInForeground: Bool {
    let group = tcgetpgrp(descriptor)
    return group < 0 || group == getpgrp()
  }

  var isAlive: Bool {
    var state = pollfd(fd: descriptor, events: 0, revents: 0)
    return unsafe poll(&state, 1, 0) >= 0 && state.revents & Int16(POLLHUP | POLLERR) == 0
  }

  /// Rows, columns and pixels as the kernel has them; nil where it has none.
  var windowSize: WindowSize? { WindowSize(of: descriptor) }

  func read() -> Reading {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = unsafe buffer.withUnsafeMutableBytes {
      unsafe Glibc.read(descriptor, $0.baseAddress, $0.count)
    }
    if count > 0 { return .bytes(Array(buffer.prefix(count))) }
    return count < 0 && (errno == EAGAIN || errno == EINTR) ? .nothing : .lost
  }

  /// Writes what the terminal takes now.
  ///
  /// - Returns: The number of bytes taken, or nil if the terminal is gone.
  func write(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard !bytes.isEmpty else { return 0 }
    let count = Self.alone {
      unsafe bytes.withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
    }
    if count >= 0 { return count }
    return errno == EAGAIN || errno == EINTR ? 0 : nil
  }

  /// Writes all bytes, waiting for the terminal where it is slow.
  ///
  /// - Parameters:
  ///   - bytes: What to write.
  ///   - deadline: When to give up.
  ///   - patience: After how long without a byte taken to give up; nil to wait for the deadline.
  /// - Returns: Whether they were written before the deadline.
  @discardableResult
  func write(
    _ bytes: [UInt8], until deadline: ContinuousClock.Instant, stalling patience: Duration? = nil
  ) -> Bool {
    var rest = bytes[...]
    var end = patience.map { min(deadline, .now + $0) } ?? deadline
    while true {
      guard let count = write(rest) else { return false }
      rest = rest.dropFirst(count)
      guard !rest.isEmpty else { return true }
      if count > 0, let patience { end = min(deadline, .now + patience) }
      guard ContinuousClock.now < end else { return false }
      wait(for: Int16(POLLOUT), until: end)
    }
  }

  /// Sleeps until the terminal can be read (or written) or the deadline has come.
  func wait(for events: Int16, until deadline: ContinuousClock.Instant) {
    var state = pollfd(fd: descriptor, events: events, revents: 0)
    unsafe poll(&state, 1, (deadline - .now).pollMilliseconds)
  }

  /// Forgets what was typed or answered and not yet read.
  func discardInput() { tcflush(descriptor, TCIFLUSH) }
}

extension Duration {
  /// For `poll`: whole milliseconds, rounded up so that a wait never ends too early.
  var pollMilliseconds: Int32 {
    guard self > .zero else { return 0 }
    let milliseconds = (self / .milliseconds(1)).rounded(.up)
    return Int32(min(milliseconds, 86_400_000))
  }
}
