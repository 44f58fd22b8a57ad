import Glibc
import CVectors
import Dispatch
import Synchronization
import Threads

/// Threads that wait for work by looking for it, and go to sleep when none comes for a while.
///
/// A layer is computed in several steps, each shared by all threads and each done in some tens of
/// microseconds: as long as the system takes to wake a thread. So a thread that has finished a step
/// looks for the next one for a moment before it sleeps, and who waits for the last task looks, too.
final class Crew: Sendable {
  static let shared = Crew()

  /// A step whose tasks are handed out.
  private struct Step {
    let tasks: Int
    let workers: Int
    let body: (Int, Int) -> Void
  }

  /// One caller's step at a time.
  private let isTaken = Atomic(false)
  /// Read only by those who entered while the step was open.
  private nonisolated(unsafe) var step: Step?
  private let next = Atomic(0)
  /// Whether the step is open (bit 0), the threads inside (bits 1 to 15), and the step's number.
  private let state = Atomic<UInt64>(0)
  private let sleepers = Atomic(0)
  private let bell = DispatchSemaphore(value: 0)
  private let threads = Mutex(0)

  private static let isOpen: UInt64 = 1
  private static let oneInside: UInt64 = 2
  private static let insideMask: UInt64 = 0xFFFE
  private static let oneStep: UInt64 = 0x1_0000
  /// Looks before a thread sleeps: some 50 µs.
  private static let patience = 2_000

  /// Shares tasks with the calling thread, which is worker 0.
  ///
  /// - Returns: Whether they were done; if not, the threads belong to another caller, or to this one's
  ///   own step that it is a task of.
  func run(_ tasks: Int, workers: Int, _ body: (Int, Int) -> Void) -> Bool {
    guard
      isTaken.compareExchange(
        expected: false, desired: true, ordering: .acquiring
      ).exchanged
    else { return false }
    defer { isTaken.store(false, ordering: .releasing) }
    employ(workers - 1)
    // No thread is inside when this call returns, so that the closure does not outlive it.
    withoutActuallyEscaping(body) { body in
      unsafe step = Step(tasks: tasks, workers: workers, body: body)
      next.store(0, ordering: .relaxed)
      // The release makes the step visible to whoever sees it open.
      state.add(Self.oneStep | Self.isOpen, ordering: .sequentiallyConsistent)
      for _ in 0..<min(workers - 1, sleepers.load(ordering: .sequentiallyConsistent)) {
        bell.signal()
      }
      work(as: 0, tasks, body)
      state.subtract(Self.isOpen, ordering: .acquiringAndReleasing)
      var looks = 0
      while state.load(ordering: .acquiring) & Self.insideMask != 0 {
        looks += 1
        // The thread that is awaited may need this core.
        if looks % Self.patience == 0 { sched_yield() } else { pause_core() }
      }
      unsafe step = nil
    }
    return true
  }

  private func work(as worker: Int, _ tasks: Int, _ body: (Int, Int) -> Void) {
    while true {
      let task = next.add(1, ordering: .relaxed).oldValue
      guard task < tasks else { return }
      body(task, worker)
    }
  }

  /// Makes sure that there are so many threads.
  private func employ(_ count: Int) {
    threads.withLock { threads in
      while threads < count {
        threads += 1
        let worker = threads
        NamedThread.start("worker \(worker)") { self.serve(as: worker) }
      }
    }
  }

  /// What a thread does all its life.
  private func serve(as worker: Int) {
    var looks = 0
    var seen: UInt64 = 0
    while true {
      let now = state.load(ordering: .acquiring)
      guard now & Self.isOpen != 0, now / Self.oneStep != seen else {
        looks += 1
        if looks > Self.patience {
          sleep(since: now)
          looks = 0
        } else {
          pause_core()
        }
        continue
      }
      // A step that was closed or entered by another meanwhile is looked at again.
      guard
        state.compareExchange(
          expected: now, desired: now + Self.oneInside, ordering: .acquiring
        ).exchanged
      else { continue }
      seen = now / Self.oneStep
      join(as: worker)
      state.subtract(Self.oneInside, ordering: .releasing)
      looks = 0
    }
  }

  /// Works on the step that is open; a call, so that nothing holds its closure when it returns.
  @inline(never)
  private func join(as worker: Int) {
    guard let step = unsafe step, worker < step.workers else { return }
    work(as: worker, step.tasks, step.body)
  }

  /// Waits for the bell, unless there was a new step meanwhile.
  private func sleep(since last: UInt64) {
    sleepers.add(1, ordering: .sequentiallyConsistent)
    if state.load(ordering: .sequentiallyConsistent) / Self.oneStep == last / Self.oneStep {
      bell.wait()
    }
    sleepers.subtract(1, ordering: .relaxed)
  }
}
