import Cells
import Glibc

/// The end of a conversation with a terminal: answers that are under way never reach the shell.
///
/// A terminal answers in order, so what was asked before is answered when the cursor is, which
/// little else asks for.
package enum AnswerDrain {
  private static let question = Array("\u{1B}[6n".utf8)
  /// How long to listen for what comes out of order, from a terminal around another.
  private static let quietTail = Duration.milliseconds(50)

  /// Waits for the answers to what a probe has asked.
  ///
  /// - Parameters:
  ///   - capabilities: What the probe found.
  ///   - path: A terminal's device; nil for the controlling one.
  package static func run(after capabilities: Capabilities, path: String? = nil) {
    guard let patience = capabilities.answerTimes.patience(at: .now),
      let device = try? TerminalDevice(path: path ?? TerminalDevice.controlling),
      device.isInForeground
    else { return }
    let stop = device.takeWithoutStops(endingWith: [])
    device.enterRawMode(keepsSignals: true)
    run(on: device, InputParser(), patience: patience)
    device.giveBack(stop)
  }

  /// Asks for the cursor, waits for that answer, and forgets it with all that came before.
  ///
  /// - Parameters:
  ///   - device: A terminal in raw mode.
  ///   - parser: The parser of what has come so far, perhaps in the middle of an answer.
  ///   - patience: How long to wait for a first answer; a terminal that gives none takes it all.
  ///   - cursorsBefore: How many reports of the cursor were asked for before, and may still come.
  static func run(
    on device: borrowing TerminalDevice, _ parser: InputParser, patience: Duration,
    cursorsBefore: Int = 0
  ) {
    var cursors = -cursorsBefore
    var parser = parser
    let start = ContinuousClock.now
    var deadline = start + max(patience, quietTail)
    var isAnswered = false
    guard device.write(question, until: deadline) else { return device.discardInput() }
    while ContinuousClock.now < deadline {
      device.wait(for: Int16(POLLIN), until: deadline)
      switch device.read() {
      case .lost: return
      case .nothing: continue
      case .bytes(let bytes):
        let inputs = parser.feed(bytes)
        cursors += inputs.count(where: isCursor)
        if cursors > 0 {
          isAnswered = true
          deadline = min(deadline, .now + quietTail)
        } else if !isAnswered, !inputs.isEmpty {
          // It is a slow terminal and not a silent one.
          deadline = max(
            deadline, min(.now + AnswerTimes.shortestPatience, start + AnswerTimes.longestPatience))
        }
      }
    }
    device.discardInput()
  }

  /// In the first row, a report of the cursor looks like F3 with a modifier.
  private static func isCursor(_ input: Input) -> Bool {
    switch input {
    case .reply(.cursor), .key(.function(3)): true
    default: false
    }
  }
}
