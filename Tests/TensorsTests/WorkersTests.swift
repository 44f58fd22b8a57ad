import Dispatch
import Synchronization
import Tensors
import Testing

@Suite struct WorkersTests {
  /// Counts how often each task is done.
  private final class Tally: Sendable {
    private let counts: Mutex<[Int]>

    init(_ tasks: Int) { counts = Mutex([Int](repeating: 0, count: tasks)) }

    func add(_ task: Int) { counts.withLock { $0[task] += 1 } }

    var isOneEach: Bool { counts.withLock { $0.allSatisfy { $0 == 1 } } }
  }

  @Test(arguments: [0, 1, 2, 3, 100], [true, false])
  func `every task is done once`(tasks: Int, isLittle: Bool) {
    let tally = Tally(tasks)
    Workers.run(tasks, isLittle: isLittle) { task, worker in
      tally.add(task)
      precondition(worker < Workers.count, "worker \(worker)")
    }
    #expect(tally.isOneEach)
  }

  @Test func `steps that follow each other closely do not mix`() {
    for step in 0..<5_000 {
      let tally = Tally(1 + step % 7)
      Workers.run(1 + step % 7) { task, _ in tally.add(task) }
      #expect(tally.isOneEach)
    }
  }

  @Test func `a task may have tasks of its own, and callers may come at once`() {
    DispatchQueue.concurrentPerform(iterations: 8) { _ in
      for _ in 0..<50 {
        let tally = Tally(24)
        Workers.run(4) { outer, _ in
          Workers.run(6) { inner, _ in tally.add(6 * outer + inner) }
        }
        precondition(tally.isOneEach, "a task was forgotten or done twice")
      }
    }
  }
}
