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

  /// Ends the thread that listens: from now on the terminal takes nothing in, as one behind a dead link.
  func stop() { isOver.store(true, ordering: .relaxed) }

  /// How many bytes the program has written.
  var count: Int { received.withLock { $0.count } }

  /// What the program has written from a place on.
  func text(from count: Int) -> String {
    received.withLock { String(decoding: $0[min(count, $0.count)...], as: UTF8.self) }
  }

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
    var buffer = [UInt8](repeating: 0, count: 65_536)
    var tail: [UInt8] = []
    while !isOver.load(ordering: .relaxed) {
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
