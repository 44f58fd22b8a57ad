import Dispatch
package import Testing

/// Has each test of a suite go on, when what it awaits has come, on a thread of its own.
///
/// Swift has a thread a core for all tasks, and tests that wait for other programs block them: beside those, a test
/// that awaits news may stand still for minutes.
package struct OwnThread: TestTrait, SuiteTrait, TestScoping {
  package let isRecursive = true

  package func provideScope(
    for test: Test, testCase: Test.Case?,
    performing function: @Sendable () async throws -> Void
  ) async throws {
    try await withTaskExecutorPreference(QueueExecutor()) { try await function() }
  }
}

extension Trait where Self == OwnThread {
  package static var ownThread: OwnThread { OwnThread() }
}

/// Runs the parts of tasks one after the other on a queue.
private final class QueueExecutor: TaskExecutor {
  private let queue = DispatchQueue(label: "a test's own")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { unsafe job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
