import Foundation
import Glibc
import Synchronization
import TestSupport
import Testing

/// A terminal of our own around the real program: it answers as told and keeps what it receives.
///
/// The program has it as its controlling terminal.
final class PseudoTerminal: Sendable {
  /// How the terminal answers.
  struct Manners {
    /// To each DA1 question the next of these, with the answers to the questions before it.
    var answers: [String] = []
    /// Whether it says by itself that it has taken in a picture; until then it answers nothing later.
    var acknowledges = true
    /// What is between it and the program; nil for nothing.
    var link: SimulatedLink?
    /// Whether its bytes come one by one.
    var isSplit = false
  }

  /// What has come from the program, and which of its questions are open.
  private struct State {
    var acknowledges: Bool
    var received: [UInt8] = []
    /// How far questions have been looked for.
    var scanned = 0
    /// The questions whether all has been taken in: where each ends, and whether it follows a picture.
    var questions: [(end: Int, endsPicture: Bool)] = []
    /// How many bytes the program has written, and how many the answers that it got acknowledge.
    var written = 0
    var acknowledged = 0
    var mostUnacknowledged = 0
  }

  static let columns = 100
  static let rows = 40
  static let cellWidth = 8
  static let cellHeight = 17

  private let master: Int32
  /// Held open, so that what is typed before the start is kept.
  private let slave: Int32
  private let path: String
  private let state: Mutex<State>
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
    state = Mutex(State(acknowledges: manners.acknowledges))
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

  /// Everything that the program has written, as far as it has arrived.
  var bytes: [UInt8] { state.withLock { $0.received } }
  var recording: TerminalRecording { TerminalRecording(bytes) }
  /// The largest number of bytes that were written and not acknowledged, at any time.
  var mostUnacknowledged: Int { state.withLock { $0.mostUnacknowledged } }

  func type(_ text: String, isSplit: Bool = false) {
    for part in isSplit ? text.utf8.map({ [$0] }) : [Array(text.utf8)] {
      _ = unsafe write(master, part, part.count)
      if isSplit { usleep(500) }
    }
  }

  /// Gives the window another size, as a person who drags its corner does.
  func resize(rows: Int, columns: Int) {
    var size = winsize(
      ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: UInt16(columns * Self.cellWidth),
      ws_ypixel: UInt16(rows * Self.cellHeight))
    _ = unsafe ioctl(master, UInt(TIOCSWINSZ), &size)
  }

  /// Says that the last picture has been taken in.
  func acknowledge() {
    state.withLock {
      if !$0.questions.isEmpty { answer($0.questions.removeFirst().end, &$0) }
      answerQuestions(&$0)
    }
  }

  /// Says so of each picture from now on.
  func acknowledgesAll() {
    state.withLock {
      $0.acknowledges = true
      answerQuestions(&$0)
    }
  }

  private func answerQuestions(_ state: inout State) {
    while let first = state.questions.first, state.acknowledges || !first.endsPicture {
      state.questions.removeFirst()
      answer(first.end, &state)
    }
  }

  private func answer(_ end: Int, _ state: inout State) {
    state.acknowledged = end
    type("\u{1B}[0n")
  }

  private func listen(_ manners: Manners) {
    var answers = manners.answers[...]
    var buffer = [UInt8](repeating: 0, count: 65_536)
    var link = manners.link
    var underWay: [(arrival: ContinuousClock.Instant, bytes: [UInt8])] = []
    while !isOver.load(ordering: .relaxed) {
      var descriptor = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
      let count =
        unsafe poll(&descriptor, 1, underWay.isEmpty ? 20 : 2) > 0
        && descriptor.revents & Int16(POLLIN) != 0
        ? unsafe read(master, &buffer, buffer.count) : 0
      let now = ContinuousClock.now
      if count > 0 {
        state.withLock {
          $0.written += count
          $0.mostUnacknowledged = max($0.mostUnacknowledged, $0.written - $0.acknowledged)
        }
        // Small pieces arrive one after another.
        for start in stride(from: 0, to: count, by: 1000) {
          let piece = Array(buffer[start..<min(count, start + 1000)])
          underWay.append((link?.arrival(of: piece.count, sentAt: now) ?? now, piece))
        }
      }
      while let first = underWay.first, first.arrival <= now {
        underWay.removeFirst()
        state.withLock {
          $0.received += first.bytes
          takeQuestions(&$0, answers: &answers, isSplit: manners.isSplit)
        }
      }
    }
  }

  /// Answers the questions among the bytes that have come since the last call.
  private func takeQuestions(
    _ state: inout State, answers: inout ArraySlice<String>, isSplit: Bool
  ) {
    let bytes = state.received
    while let first = bytes[state.scanned...].firstIndex(of: 0x1B) {
      let rest = bytes[first...]
      // A question may lie across two reads.
      guard rest.count >= 4 || rest.starts(with: "\u{1B}[c".utf8) else { break }
      state.scanned = first + 1
      if rest.starts(with: "\u{1B}[c".utf8) {
        if let answer = answers.popFirst() { type(answer, isSplit: isSplit) }
      } else if rest.starts(with: "\u{1B}[5n".utf8) {
        let endsPicture = bytes[..<first].suffix(4).elementsEqual("\u{1B}8\u{1B}8".utf8)
        state.questions.append((first + 4, endsPicture))
      }
    }
    answerQuestions(&state)
  }
}
