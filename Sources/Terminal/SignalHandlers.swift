import CSignals
import Glibc

/// The handlers of the signals that concern a terminal, installed for as long as the value lives.
///
/// A handler only writes one byte into a pipe; `CSignals` has what runs there.
struct SignalHandlers: ~Copyable {
  private static let reported = EndingSignal.all + [SIGWINCH, SIGTSTP, SIGCONT]

  /// Who listened before.
  private let formerWriter: Int32

  /// Begins to report to the pipe of a `WakeSignal`, which must outlive the value.
  init(waking wake: WakeSignal) {
    for signal in Self.reported { csignals_save(signal) }
    formerWriter = csignals_report_to(wake.writer)
    install()
  }

  deinit {
    for signal in Self.reported { csignals_put_back(signal) }
    _ = csignals_report_to(formerWriter)
  }

  /// Puts the handlers in place, again if something replaced them.
  ///
  /// What whoever started the program ignores stays ignored.
  func install() {
    for signal in Self.reported where !csignals_is_ignored(signal) { csignals_watch(signal) }
  }

  /// Stops this process and the others of its shell job, as Ctrl-Z does elsewhere.
  ///
  /// - Returns: What came through the pipe; `SIGCONT` is in it if there was a stop. A job without
  ///   a shell to continue it is never stopped.
  func stopJob(watching wake: WakeSignal) -> Set<Int32> {
    signal(SIGTSTP, SIG_DFL)
    defer { install() }
    kill(0, SIGTSTP)
    // Another thread may take the signal, so the stop may come a little later than this line.
    return causes(of: wake, within: .milliseconds(200)) { $0.contains(SIGCONT) }
  }

  /// What comes through the pipe in a time, which ends as soon as that is enough.
  func causes(
    of wake: WakeSignal, within time: Duration, until isEnough: (Set<Int32>) -> Bool
  ) -> Set<Int32> {
    var causes: Set<Int32> = []
    let deadline = ContinuousClock.now + time
    repeat {
      var state = pollfd(fd: wake.reader, events: Int16(POLLIN), revents: 0)
      unsafe poll(&state, 1, (deadline - .now).pollMilliseconds)
      causes.formUnion(wake.causes())
    } while !isEnough(causes) && ContinuousClock.now < deadline
    return causes
  }
}
