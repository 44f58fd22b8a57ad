import Files
import Synchronization

/// Lets long work end by itself when a person or the system wants the program to end.
///
/// The first signal asks; the second ends the program at once, as every signal does elsewhere.
enum Stop {
  private static let state = Mutex(
    (isAwaited: false, signal: Int32?.none, time: ContinuousClock.now))
  /// So long work may go on to a place where nothing is lost.
  private static let patience = Duration.seconds(10)

  /// From now on the first signal only asks.
  static func await() { state.withLock { $0.isAwaited = true } }

  /// The signal that asked, if one has.
  static var signal: Int32? { state.withLock(\.signal) }

  /// Whether the signal is so long ago that work must be given up.
  static var isOverdue: Bool {
    state.withLock { $0.signal != nil && ContinuousClock.now - $0.time > patience }
  }

  /// Takes a signal.
  ///
  /// - Returns: False where the program is to be ended at once.
  static func ask(_ signal: Int32) -> Bool {
    state.withLock { state in
      guard state.isAwaited, state.signal == nil else { return false }
      (state.signal, state.time) = (signal, .now)
      return true
    }
  }
}
