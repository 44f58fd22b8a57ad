import Terminal
import Testing

private let start = ContinuousClock.now

/// A moment, in milliseconds after the start.
private func at(_ milliseconds: Int) -> ContinuousClock.Instant {
  start + .milliseconds(milliseconds)
}

struct OutputQueueTests {
  private func text(_ queue: OutputQueue) -> String {
    String(decoding: queue.pending, as: UTF8.self)
  }

  /// Writes all that is pending.
  private func drain(_ queue: inout OutputQueue, at now: ContinuousClock.Instant) {
    queue.advance(by: queue.pending.count, at: now)
  }

  @Test
  func `a picture is framed and asks for an answer`() {
    var queue = OutputQueue(isSynchronized: true)
    queue.offer(Array("P".utf8))
    #expect(queue.beginPicture(at: at(0)) == true)
    #expect(
      text(queue) == "\u{1B}[?2026h\u{1B}7\u{1B}[mP\u{1B}8\u{1B}[?2026l\u{1B}[5n")
  }

  @Test
  func `what has begun is finished before a picture begins`() {
    var queue = OutputQueue(isSynchronized: false)
    queue.append(Array("cells".utf8))
    queue.offer(Array("P".utf8))
    #expect(queue.beginPicture(at: at(0)) == false)
    queue.advance(by: 3, at: at(0))
    #expect(text(queue) == "ls")
    #expect(queue.beginPicture(at: at(0)) == false)
    drain(&queue, at: at(0))
    #expect(queue.beginPicture(at: at(0)) == true)
    queue.append(Array("later".utf8))
    #expect(text(queue).hasSuffix("P\u{1B}8\u{1B}[5nlater"))
  }

  @Test
  func `the newest picture waits for the answer to the one before`() {
    var queue = OutputQueue(isSynchronized: false)
    queue.offer(Array("first".utf8))
    #expect(queue.beginPicture(at: at(0)) == true)
    drain(&queue, at: at(5))
    queue.offer(Array("second".utf8))
    queue.offer(Array("third".utf8))
    #expect(queue.beginPicture(at: at(6)) == false)
    #expect(queue.acknowledge(at: at(30)) == .milliseconds(30))
    #expect(queue.beginPicture(at: at(31)) == true)
    #expect(text(queue).contains("third"))
  }

  @Test
  func `a picture without an answer is given up, and a late answer is not the next one's`() {
    var queue = OutputQueue(isSynchronized: false)
    queue.offer([80])
    #expect(queue.beginPicture(at: at(0)) == true)
    #expect(queue.deadline == nil)
    drain(&queue, at: at(10))
    #expect(queue.deadline == at(1010))
    queue.expire(at: at(1000))
    #expect(!queue.isReadyForPicture)
    queue.expire(at: at(1010))
    #expect(queue.isReadyForPicture)
    #expect(queue.isOwedAnswer)
    queue.offer([81])
    #expect(queue.beginPicture(at: at(1020)) == true)
    drain(&queue, at: at(1020))
    #expect(queue.acknowledge(at: at(1100)) == nil)
    #expect(queue.acknowledge(at: at(1200)) == .milliseconds(180))
    #expect(!queue.isOwedAnswer)
  }

  @Test
  func `an answer that never came delays later pictures only once`() {
    var queue = OutputQueue(isSynchronized: false)
    for (begin, end) in [(0, 1000), (1000, 6000)] {
      queue.offer([80])
      #expect(queue.beginPicture(at: at(begin)) == true)
      drain(&queue, at: at(begin))
      if begin > 0 { #expect(queue.acknowledge(at: at(begin + 10)) == nil) }
      queue.expire(at: at(end))
      #expect(queue.isReadyForPicture)
    }
    queue.offer([80])
    #expect(queue.beginPicture(at: at(6000)) == true)
    drain(&queue, at: at(6000))
    #expect(queue.acknowledge(at: at(6010)) == .milliseconds(10))
  }
}
