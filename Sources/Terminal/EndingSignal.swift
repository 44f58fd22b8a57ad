import CSignals
import Glibc
import Synchronization

/// The signals that end a program in an orderly way: strokes are kept, the terminal is the shell's
/// again, and no file is half written.
///
/// Missing are SIGKILL and SIGSTOP, which no program sees; those of `CrashReport`; SIGPIPE and SIGXFSZ,
/// which make a write fail; and those that do nothing, or stop, by default.
package enum EndingSignal {
  /// Their numbers; the real-time signals begin where the C library lets them.
  package static let all =
    [
      SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGIO,
      SIGPWR,
      SIGSTKFLT, SIGXCPU, SIGSYS,
    ] + (firstRealTime...lastRealTime)

  private static let firstRealTime: Int32 = 34
  private static let lastRealTime: Int32 = 64

  /// Begins to report these signals to a pipe, one byte with the number each; -1 ends the program at
  /// once.
  ///
  /// Signals that whoever started the program ignores stay ignored: nohup starts programs that are to
  /// outlive the terminal.
  package static func report(to writer: Int32) {
    _ = csignals_report_to(writer)
    for signal in all where !csignals_is_ignored(signal) { csignals_watch(signal) }
  }

  /// The first of these signals that has come; nil if none has.
  package static var first: Int32? {
    let number = csignals_first_reported()
    return number == 0 ? nil : number
  }

  /// Gives a terminal that has been taken back to the shell, from any thread, and ends the program.
  ///
  /// Another thread that would take it, or write to it, waits for the end.
  package static func restoreTerminal(andThen end: () -> Never) -> Never {
    TerminalDevice.gate.withLock { _ -> Never in
      csignals_begin_output()
      _ = csignals_restore_terminal()
      csignals_end_output()
      end()
    }
  }

  /// Ends the process with a status, without its destructors.
  ///
  /// After control-C it dies of the signal, as a program does that does not catch it: a loop of the shell
  /// ends, too.
  package static func end(status: Int32) -> Never {
    guard status == 128 + SIGINT else { _exit(status) }
    signal(SIGINT, SIG_DFL)
    var interruption = sigset_t()
    unsafe sigemptyset(&interruption)
    unsafe sigaddset(&interruption, SIGINT)
    unsafe pthread_sigmask(SIG_UNBLOCK, &interruption, nil)
    kill(getpid(), SIGINT)
    _exit(status)
  }

  /// Ends the program with a status in two seconds, even if a terminal that hangs holds up a last line;
  /// sooner where there is no room for one.
  package static func endSoon(status: Int32) {
    var state = pollfd(fd: STDERR_FILENO, events: Int16(POLLOUT), revents: 0)
    let hasRoom = unsafe poll(&state, 1, 0) != 0
    csignals_end_after(hasRoom ? 2000 : 300, status)
  }
}
