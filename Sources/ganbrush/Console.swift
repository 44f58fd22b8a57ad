import Files
import Glibc
import Synchronization
import Terminal

/// Where the program speaks: results on standard output, complaints on standard error.
///
/// A failure to write is never silent: for a result it ends the program, for a complaint it makes
/// the status 1.
enum Console {
  private static let hasFailed = Atomic(false)
  /// Whether the line on standard error has no end yet: one of progress.
  private static let isWithinLine = Atomic(false)

  /// How much is said beside results and errors.
  enum Verbosity: Int { case quiet, usual, verbose }

  private static let chosenVerbosity = Atomic(Verbosity.usual.rawValue)

  static var verbosity: Verbosity {
    get { Verbosity(rawValue: chosenVerbosity.load(ordering: .relaxed)) ?? .usual }
    set { chosenVerbosity.store(newValue.rawValue, ordering: .relaxed) }
  }

  /// How wide a line on standard output may be; a file or a pipe takes lines of any length.
  static var columns: Int { WindowSize(of: STDOUT_FILENO)?.columns ?? .max }

  /// Prints a result.
  static func show(_ bytes: [UInt8]) {
    do {
      try StandardStream.output.write(bytes)
    } catch {
      switch error {
      // The reader, such as head, has seen enough; the shell then shows the signal's status.
      case .closed: end(128 + SIGPIPE)
      case .unwritable(let reason):
        complain("cannot write to standard output: \(reason)")
        end(1)
      }
    }
  }

  /// Prints a complaint, one sentence a line.
  static func complain(_ message: String, prefix: String = "ganbrush: ") {
    let lines = message.split(separator: "\n", omittingEmptySubsequences: false)
    let start = isWithinLine.load(ordering: .relaxed) ? "\n" : ""
    note("\(start)\(prefix)\(lines.map { String($0).visible }.joined(separator: "\n"))\n")
  }

  /// Says what is wrong; the work goes on.
  static func warn(_ message: String) { remark(message, prefix: "warning: ") }

  /// Says what a person may want to know; the work goes on.
  static func remark(_ message: String, prefix: String = "ganbrush: ") {
    if verbosity != .quiet { complain(message, prefix: prefix) }
  }

  /// Says on standard error what belongs to the results, which have standard output for themselves.
  static func mention(_ line: String) { if verbosity != .quiet { note("\(line)\n") } }

  /// Says what only a person wants to know who asked for more.
  static func tell(_ message: @autoclosure () -> String) {
    if verbosity == .verbose { complain(message()) }
  }

  /// Writes to standard error as it is: a line of progress.
  static func note(_ text: String) {
    // What ends by clearing the line leaves an empty one.
    let isEnded = text.hasSuffix("\n") || text.hasSuffix("\u{1B}[K")
    isWithinLine.store(!isEnded, ordering: .relaxed)
    do {
      try StandardStream.errors.write(Array(text.utf8))
    } catch {
      hasFailed.store(true, ordering: .relaxed)
    }
  }

  /// Ends the process without its destructors, and leaves no temporary file.
  ///
  /// The renderer may be in the middle of a layer, with other threads at work for it.
  static func end(_ status: Int32) -> Never {
    // A signal may have been why something failed, such as that of a closed terminal.
    if status == 1, let signal = EndingSignal.first { end(128 + signal) }
    Temporaries.removeAll {
      EndingSignal.end(
        status: status == 0 && hasFailed.load(ordering: .relaxed) ? 1 : status)
    }
  }
}

/// Prints a line of results, in place of Swift's own function, which does not tell whether the line
/// was written.
func print(_ line: String) { Console.show(Array("\(line)\n".utf8)) }
