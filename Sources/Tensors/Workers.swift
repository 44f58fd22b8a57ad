import Dispatch
import FoundationEssentials
import Synchronization

/// The threads that share the work of a layer.
package enum Workers {
  private static let chosen = Mutex<Int?>(nil)

  /// How many there are; at first, the number of cores.
  package static var count: Int {
    get { chosen.withLock { $0 } ?? cores }
    set {
      precondition(newValue > 0, "\(newValue) workers")
      chosen.withLock { $0 = newValue }
    }
  }

  private static let cores = ProcessInfo.processInfo.activeProcessorCount

  /// Carries tasks out on all threads, this one included, and returns when all are done.
  ///
  /// Threads take the next task when they are done with one, so that uneven ones even out.
  ///
  /// - Parameters:
  ///   - tasks: How many.
  ///   - isLittle: Whether all of it is done faster than another thread is woken.
  ///   - body: Is given the task's number, and which worker does it, for its scratch memory.
  package static func run(
    _ tasks: Int, isLittle: Bool = false, _ body: (_ task: Int, _ worker: Int) -> Void
  ) {
    let workers = isLittle ? 1 : min(count, tasks)
    guard workers > 1 else {
      for task in 0..<tasks { body(task, 0) }
      return
    }
    let next = Atomic(0)
    // The threads are done with it before this call returns.
    nonisolated(unsafe) let body = body
    DispatchQueue.concurrentPerform(iterations: workers) { worker in
      while true {
        let task = next.add(1, ordering: .relaxed).oldValue
        guard task < tasks else { return }
        unsafe body(task, worker)
      }
    }
  }
}
