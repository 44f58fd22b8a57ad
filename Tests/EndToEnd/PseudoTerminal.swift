import Foundation
import Glibc
import Synchronization
import Testing

/// A terminal of our own around the real program: it answers as told and keeps what it receives.
///
/// The program has it as its controlling terminal.
final class PseudoTerminal: Sendable {
  /// How the terminal answers.
  struct Manners {
    /// To each DA1 question the next of these, with the answers to the questions before it.
    var answers: [String] = []
    /// Whether it says by itself that it has taken in a picture.
    var acknowledges = true
    /// Whether its bytes come one by one.
    var isSplit = false
  }

  static let columns = 100
  static let rows = 40
  static let cellWidth = 8
  static let cellHeight = 17

  private let master: Int32
  /// Held open, so that what is typed before the start is kept.
  private let slave: Int32
  private let path: String
  private let received = Mutex<[UInt8]>([])
  private let acknowledges: Atomic<Bool>
  private let isOver = Atomic(false)
  private let isStuck = Atomic(false)

  init(_ manners: Manners) throws {
    var ends: (Int32, Int32) = (-1, -1)
    var size = winsize(
      ws_row: UInt16(Self.rows), ws_col: UInt16(Self.columns),
      ws_xpixel: UInt16(Self.columns * Self.cellWidth),
      ws_ypixel: UInt16(Self.rows * Self.cellHeight))
    let problem = unsafe openpty(&ends.0, &ends.1, nil, nil, &size)
    try #require(problem == 0)
    (master, slave) = ends
    for end in [master, slave] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let name = unsafe ttyname(slave).map { unsafe String(cString: $0) }
    path = try #require(name)
    acknowledges = Atomic(manners.acknowledges)
    Thread.detachNewThread { [self] in listen(manners) }
  }

  deinit {
    close(slave)
    close(master)
  }

  /// Starts the program on this terminal.
  func start(_ arguments: [String], in workspace: Workspace) throws -> ChildProcess {
    try start(Workspace.program, arguments, in: workspace)
  }

  /// Starts a line of the shell, which becomes the program by `exec`.
  func start(line: String, in workspace: Workspace) throws -> ChildProcess {
    try start("/bin/sh", ["-c", line], in: workspace)
  }

  private func start(
    _ program: String, _ arguments: [String], in workspace: Workspace
  ) throws -> ChildProcess {
    workspace.environment["TERM"] = "xterm-256color"
    workspace.environment["COLORTERM"] = "truecolor"
    return try workspace.start(program, arguments, .terminal(path))
  }

  // MARK: How terminals end

  /// Takes nothing in any more, as a connection that hangs.
  func getStuck() { isStuck.store(true, ordering: .relaxed) }

  /// Closes the window.
  func hangUp() {
    stop()
    // The number stays taken, so that the thread that listens and the end of the value find it.
    let nothing = unsafe open("/dev/null", O_RDWR)
    dup2(nothing, master)
    close(nothing)
  }

  /// The modes of the line, as `stty -g` has them.
  var lineModes: [UInt32] {
    var modes = termios()
    unsafe tcgetattr(slave, &modes)
    return [modes.c_iflag, modes.c_oflag, modes.c_cflag, modes.c_lflag]
  }

  /// Ends the thread that listens.
  func stop() { isOver.store(true, ordering: .relaxed) }

  /// Everything that the program has written.
  var bytes: [UInt8] { received.withLock { $0 } }
  var text: String { String(decoding: bytes, as: UTF8.self) }
  var recording: TerminalRecording { TerminalRecording(bytes) }

  func type(_ text: String, isSplit: Bool = false) {
    for part in isSplit ? text.utf8.map({ [$0] }) : [Array(text.utf8)] {
      _ = unsafe write(master, part, part.count)
      if isSplit { usleep(500) }
    }
  }

  /// Says that the last picture has been taken in.
  func acknowledge() { type("\u{1B}[0n") }

  /// Says so of each picture from now on.
  func acknowledgesAll() {
    acknowledges.store(true, ordering: .relaxed)
    acknowledge()
  }

  private func listen(_ manners: Manners) {
    var rest = manners.answers[...]
    var buffer = [UInt8](repeating: 0, count: 65_536)
    var tail: [UInt8] = []
    while !isOver.load(ordering: .relaxed) {
      guard !isStuck.load(ordering: .relaxed) else {
        usleep(20_000)
        continue
      }
      var state = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
      guard unsafe poll(&state, 1, 20) > 0, state.revents & Int16(POLLIN) != 0 else { continue }
      let count = unsafe read(master, &buffer, buffer.count)
      guard count > 0 else { continue }
      received.withLock { $0 += buffer.prefix(count) }
      // A question may lie across two reads.
      let text = String(decoding: tail + buffer.prefix(count), as: UTF8.self)
      tail = Array(buffer[max(0, count - 3)..<count])
      for question in text.matches(of: /\u{1B}\[(5n|c)/) {
        if question.1 == "c" {
          if let answer = rest.popFirst() { type(answer, isSplit: manners.isSplit) }
        } else if acknowledges.load(ordering: .relaxed) {
          acknowledge()
        }
      }
    }
  }
}
