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
    /// How long each answer is on its way.
    var delay = Duration.zero
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
  /// Questions whose answers are on their way.
  private let unansweredCount = Atomic(0)

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
    workspace.environment["TERM"] = "xterm-256color"
    workspace.environment["COLORTERM"] = "truecolor"
    return try workspace.start(Workspace.program, arguments, .terminal(path))
  }

  /// Ends the thread that listens.
  func stop() { isOver.store(true, ordering: .relaxed) }

  /// Everything that the program has written.
  var bytes: [UInt8] { received.withLock { $0 } }
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
    var due: [(moment: ContinuousClock.Instant, text: String)] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    var tail: [UInt8] = []
    while !isOver.load(ordering: .relaxed) {
      while let first = due.first, first.moment <= .now {
        type(due.removeFirst().text, isSplit: manners.isSplit)
        unansweredCount.subtract(1, ordering: .sequentiallyConsistent)
      }
      var state = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
      let wait: Int32 = due.isEmpty ? 20 : 2
      guard unsafe poll(&state, 1, wait) > 0, state.revents & Int16(POLLIN) != 0 else { continue }
      let count = unsafe read(master, &buffer, buffer.count)
      guard count > 0 else { continue }
      received.withLock { $0 += buffer.prefix(count) }
      // A question may lie across two reads.
      let text = String(decoding: tail + buffer.prefix(count), as: UTF8.self)
      tail = Array(buffer[max(0, count - 3)..<count])
      for question in text.matches(of: /\u{1B}\[(5n|6n|c)/) {
        let answer: String? =
          switch question.1 {
          case "c": rest.popFirst()
          case "6n": "\u{1B}[12;1R"
          default: acknowledges.load(ordering: .relaxed) ? "\u{1B}[0n" : nil
          }
        guard let answer else { continue }
        unansweredCount.add(1, ordering: .sequentiallyConsistent)
        due.append((.now + manners.delay, answer))
      }
    }
  }

  /// What a shell would read as typed, once all answers have come.
  func typedIntoShell() throws -> String {
    try eventually("the last answer") {
      unansweredCount.load(ordering: .sequentiallyConsistent) == 0
    }
    var modes = termios()
    unsafe tcgetattr(slave, &modes)
    unsafe cfmakeraw(&modes)
    unsafe tcsetattr(slave, TCSANOW, &modes)
    var state = pollfd(fd: slave, events: Int16(POLLIN), revents: 0)
    guard unsafe poll(&state, 1, 50) > 0 else { return "" }
    var buffer = [UInt8](repeating: 0, count: 4096)
    let length = unsafe read(slave, &buffer, buffer.count)
    return String(decoding: buffer.prefix(max(0, length)), as: UTF8.self)
  }
}
