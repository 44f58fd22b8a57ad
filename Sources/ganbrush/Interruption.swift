import Files
import Foundation
import Synchronization

/// What the person or the system does to end the program.
enum Interruption {
  private static let writer = Atomic<Int32>(-1)

  /// From now on SIGINT, SIGTERM and SIGHUP end the program as soon as no file is half written.
  ///
  /// A handler may neither lock nor allocate, so it only writes the number into a pipe, whose other
  /// end a thread reads. The painter takes the signals over while it has the terminal.
  static func watch() {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { return }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    writer.store(ends[1], ordering: .sequentiallyConsistent)
    let reader = ends[0]
    Thread.detachNewThread {
      var number: UInt8 = 0
      while unsafe read(reader, &number, 1) != 1 {}
      let signal = Int32(number)
      Temporaries.removeAll {
        Console.complain("ended by signal \(signal)")
        _exit(128 + signal)
      }
    }
    for number in [SIGINT, SIGTERM, SIGHUP] { watch(number) }
    // A file that reaches the size limit is an error like a full disk.
    signal(SIGXFSZ, SIG_IGN)
  }

  private static func watch(_ number: Int32) {
    let former = signal(number) { number in
      let saved = errno
      var cause = UInt8(truncatingIfNeeded: number)
      _ = unsafe write(Interruption.writer.load(ordering: .relaxed), &cause, 1)
      errno = saved
    }
    // nohup starts programs that are to outlive the terminal.
    if number == SIGHUP, unsafe unsafeBitCast(former, to: Int.self) == 1 { signal(number, SIG_IGN) }
  }
}
