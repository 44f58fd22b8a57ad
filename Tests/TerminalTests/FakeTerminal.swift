import Foundation
import Glibc
import Synchronization
import TestSupport
import Testing

/// Curses, terminfo and signals belong to the whole process: these tests run one after another.
@Suite(.serialized)
enum PtyTests {}

/// The far end of a pty that answers like a terminal, each time after a delay.
///
/// Each DA1 question gets the next of the scripted answers, and the question for the cursor is
/// always answered; everything received is kept.
final class FakeTerminal: Sendable {
  let path: String
  private let master: Int32
  /// Held open, so that the pty outlives those who open and close it.
  private let slave: Int32
  private let received = Mutex<[UInt8]>([])
  private let isOver = Atomic(false)
  private let answerCount = Atomic(0)

  /// Split answers come one byte at a time; one that acknowledges says that it has taken in a picture.
  init(
    answers: [String], delay: Duration = .zero, isSplit: Bool = false, acknowledges: Bool = false,
    rows: UInt16 = 24
  ) throws {
    var ends: (Int32, Int32) = (-1, -1)
    var size = winsize(ws_row: rows, ws_col: 80, ws_xpixel: 640, ws_ypixel: 384)
    let problem = unsafe openpty(&ends.0, &ends.1, nil, nil, &size)
    try #require(problem == 0)
    (master, slave) = ends
    let name = unsafe ttyname(slave).map { unsafe String(cString: $0) }
    path = try #require(name)
    Thread.detachNewThread { [self] in answer(answers, delay, isSplit, acknowledges) }
  }

  deinit {
    close(slave)
    close(master)
  }

  var text: String { String(decoding: received.withLock { $0 }, as: UTF8.self) }

  /// The line's modes, to compare before and after.
  var modes: [tcflag_t] {
    var modes = termios()
    unsafe tcgetattr(slave, &modes)
    return [modes.c_iflag, modes.c_oflag, modes.c_cflag, modes.c_lflag]
  }

  func type(_ text: String) {
    let bytes = Array(text.utf8)
    _ = unsafe write(master, bytes, bytes.count)
  }

  private func answer(
    _ answers: [String], _ delay: Duration, _ isSplit: Bool, _ acknowledges: Bool
  ) {
    var rest = answers[...]
    var asked = 0
    var due: [(moment: ContinuousClock.Instant, text: String)] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while !isOver.load(ordering: .relaxed) {
      while let first = due.first, first.moment <= .now {
        due.removeFirst()
        for part in isSplit ? first.text.map(String.init) : [first.text] {
          type(part)
          if isSplit { usleep(200) }
        }
        answerCount.add(1, ordering: .sequentiallyConsistent)
      }
      var state = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
      guard unsafe poll(&state, 1, 5) > 0 else { continue }
      let count = unsafe read(master, &buffer, buffer.count)
      guard count > 0 else { return }
      received.withLock { $0 += buffer.prefix(count) }
      let questions = text.matches(of: /\u{1B}\[(c|5n|6n)/)
      for question in questions.dropFirst(asked) {
        asked += 1
        let answer: String? =
          switch question.1 {
          case "c": rest.popFirst()
          case "5n": acknowledges ? "\u{1B}[0n" : nil
          default: "\u{1B}[7;9R"
          }
        if let answer { due.append((.now + delay, answer)) }
      }
    }
  }

  /// What a shell would read as typed once the terminal has given so many answers.
  func typedIntoShell(afterAnswers count: Int) -> String {
    for _ in 0..<400 where answerCount.load(ordering: .sequentiallyConsistent) < count {
      usleep(10_000)
    }
    return ShellInput.waiting(at: slave)
  }

  func stop() { isOver.store(true, ordering: .relaxed) }

  /// Waits until the program has written `text` so many times.
  func waits(for text: String, times: Int = 1) -> Bool {
    for _ in 0..<200 {
      if self.text.components(separatedBy: text).count > times { return true }
      usleep(5_000)
    }
    return false
  }
}
