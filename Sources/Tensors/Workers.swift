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
  /// Threads take the next task when they are done with one, so that uneven ones even out. While they
  /// work for one caller, another one's tasks are all done by its own thread.
  ///
  /// - Parameters:
  ///   - tasks: How many.
  ///   - isLittle: Whether all of it is done before another thread has begun.
  ///   - body: Is given the task's number, and which worker does it, for its scratch memory.
  package static func run(
    _ tasks: Int, isLittle: Bool = false, _ body: (_ task: Int, _ worker: Int) -> Void
  ) {
    let workers = isLittle ? 1 : min(count, tasks)
    guard workers > 1, Crew.shared.run(tasks, workers: workers, body) else {
      for task in 0..<tasks { body(task, 0) }
      return
    }
  }
}
