import Glibc
import Synchronization

/// Wakes the event loop of a terminal from any thread, and from signal handlers.
///
/// A pipe carries one byte for each cause: 0 for `notify()`, otherwise a signal's number.
package final class WakeSignal: Sendable {
  let reader: Int32
  let writer: Int32
  /// Many wakes before the loop looks are one, so the pipe always has room for a signal.
  private let isNotified = Atomic(false)

  package init() throws(TerminalError) {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { throw .noResources(errno: errno) }
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    (reader, writer) = (ends[0], ends[1])
  }

  deinit {
    close(reader)
    close(writer)
  }

  /// Makes the terminal's `wait` return `.wake`; cheap, and safe from any thread.
  package func notify() {
    guard !isNotified.exchange(true, ordering: .acquiringAndReleasing) else { return }
    var cause: UInt8 = 0
    _ = unsafe write(writer, &cause, 1)
  }

  /// Takes what has come since the last call: 0 for a wake, signals by their numbers.
  func causes() -> Set<Int32> {
    var buffer = [UInt8](repeating: 0, count: 256)
    let count = unsafe buffer.withUnsafeMutableBytes {
      unsafe read(reader, $0.baseAddress, $0.count)
    }
    guard count > 0 else { return [] }
    let causes = Set(buffer.prefix(count).map(Int32.init))
    // After the read: a wake between the two is then announced by a byte of its own.
    if causes.contains(0) { isNotified.store(false, ordering: .sequentiallyConsistent) }
    return causes
  }
}
