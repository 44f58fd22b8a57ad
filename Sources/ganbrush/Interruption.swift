import Glibc
import Synchronization

/// Whether the person or the system asked the program to end, while it works on files.
enum Interruption {
  private static let isAsked = Atomic(false)

  /// From now on SIGINT, SIGTERM and SIGHUP are noted and end nothing by themselves.
  static func watch() {
    for number in [SIGINT, SIGTERM, SIGHUP] {
      signal(number) { _ in Interruption.isAsked.store(true, ordering: .relaxed) }
    }
  }

  static var isPending: Bool { isAsked.load(ordering: .relaxed) }
}
