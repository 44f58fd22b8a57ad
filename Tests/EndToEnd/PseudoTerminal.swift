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
    /// How long each answer is on its way.
    var delay = Duration.zero
    /// How many bytes it reads at a time; then it rests for two milliseconds.
    var mouthful: Int?
  }

  /// A question whether all has been taken in: where it ends, and whether it follows a picture.
  private struct Question {
    var end: Int
    var endsPicture: Bool
    var answer: String
  }

  /// What has come from the program, and which of its questions are open.
  private struct State {
    var acknowledges: Bool
    var received: [UInt8] = []
    /// How far questions have been looked for.
    var scanned = 0
    /// The questions whether all has been taken in.
    var questions: [Question] = []
    /// How many bytes the program has written, and how many the answers that it got acknowledge.
    var written = 0
    var acknowledged = 0
    var mostUnacknowledged = 0
    /// Answers that are on their way.
    var due: [(moment: ContinuousClock.Instant, text: String)] = []
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
  private let isStuck = Atomic(false)
  /// How long each answer is on its way.
  private let delay: Duration

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
    delay = manners.delay
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
    try workspace.markWelcome()
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

  /// Ends the thread that listens: from now on the terminal takes nothing in, as one behind a dead link.
  func stop() { isOver.store(true, ordering: .relaxed) }

  /// How many bytes the program has written, as far as they have arrived.
  var count: Int { state.withLock { $0.received.count } }

  /// What the program has written from a place on.
  func text(from count: Int) -> String {
    state.withLock { state in
      String(decoding: state.received[min(count, state.received.count)...], as: UTF8.self)
    }
  }

  /// Everything that the program has written, as far as it has arrived.
  var bytes: [UInt8] { state.withLock { $0.received } }
  var text: String { text(from: 0) }
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
      if !$0.questions.isEmpty { answer($0.questions.removeFirst(), &$0) }
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
      answer(first, &state)
    }
  }

  private func answer(_ question: Question, _ state: inout State) {
    state.acknowledged = question.end
    post(question.answer, &state)
  }

  private func listen(_ manners: Manners) {
    var answers = manners.answers[...]
    var buffer = [UInt8](repeating: 0, count: 65_536)
    var link = manners.link
    var underWay: [(arrival: ContinuousClock.Instant, bytes: [UInt8])] = []
    while !isOver.load(ordering: .relaxed) {
      typeDueAnswers(isSplit: manners.isSplit)
      guard !isStuck.load(ordering: .relaxed) else {
        usleep(20_000)
        continue
      }
      var descriptor = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
      let isAnswering = state.withLock { !$0.due.isEmpty }
      let count =
        unsafe poll(&descriptor, 1, underWay.isEmpty && !isAnswering ? 20 : 2) > 0
        && descriptor.revents & Int16(POLLIN) != 0
        ? unsafe read(master, &buffer, manners.mouthful ?? buffer.count) : 0
      if manners.mouthful != nil { usleep(2000) }
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
          takeQuestions(&$0, answers: &answers)
        }
      }
    }
  }

  /// Answers the questions among the bytes that have come since the last call.
  private func takeQuestions(_ state: inout State, answers: inout ArraySlice<String>) {
    let bytes = state.received
    while let first = bytes[state.scanned...].firstIndex(of: 0x1B) {
      let rest = bytes[first...]
      // A question may lie across two reads.
      guard rest.count >= 4 || rest.starts(with: "\u{1B}[c".utf8) else { break }
      state.scanned = first + 1
      if rest.starts(with: "\u{1B}[c".utf8) {
        if let answer = answers.popFirst() { post(answer, &state) }
      } else if rest.starts(with: "\u{1B}[6n".utf8) {
        let before = String(decoding: bytes[..<first].suffix(13), as: UTF8.self)
        if let match = before.firstMatch(of: /(\u{1B}8\u{1B}8)?\u{1B}7\u{1B}\[2;(\d+)H$/) {
          state.questions.append(
            Question(
              end: first + 4, endsPicture: match.1 != nil, answer: "\u{1B}[2;\(match.2)R"))
        } else {
          post("\u{1B}[12;1R", &state)
        }
      } else if rest.starts(with: "\u{1B}[5n".utf8) {
        let endsPicture = bytes[..<first].suffix(4).elementsEqual("\u{1B}8\u{1B}8".utf8)
        state.questions.append(
          Question(end: first + 4, endsPicture: endsPicture, answer: "\u{1B}[0n"))
      }
    }
    answerQuestions(&state)
  }

  /// Sends an answer, which is on its way for a while.
  private func post(_ answer: String, _ state: inout State) {
    state.due.append((.now + delay, answer))
  }

  private func typeDueAnswers(isSplit: Bool) {
    state.withLock { state in
      while let first = state.due.first, first.moment <= .now {
        type(first.text, isSplit: isSplit)
        state.due.removeFirst()
      }
    }
  }

  /// What a shell would read as typed, once all answers have come.
  func typedIntoShell() throws -> String {
    try eventually("the last answer") {
      state.withLock { $0.due.isEmpty && $0.received.count == $0.written }
    }
    return ShellInput.waiting(at: slave)
  }
}
