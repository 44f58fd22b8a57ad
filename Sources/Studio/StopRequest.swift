import Dispatch
import Synchronization

/// Asks work on other threads to end early, and waits for what it still has to keep.
final class StopRequest: Sendable {
  private let state = Atomic(false)
  private let work = DispatchGroup()

  /// Whether the work is to end.
  var isMade: Bool { state.load(ordering: .relaxed) }

  /// Asks the work to end.
  func make() { state.store(true, ordering: .relaxed) }

  /// Takes the request back, for work that is about to begin.
  func withdraw() { state.store(false, ordering: .relaxed) }

  /// Notes that there is work to wait for.
  func beginWork() { work.enter() }

  /// Notes that the work has ended, and has kept what it had to.
  func endWork() { work.leave() }

  /// Asks the work to end and waits for it, but not for ever.
  func makeAndWait(seconds: Int) {
    make()
    _ = work.wait(timeout: .now() + .seconds(seconds))
  }
}
