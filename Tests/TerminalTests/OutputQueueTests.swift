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
    queue.append(Array("cells".utf8), at: at(0))
    queue.offer(Array("P".utf8))
    #expect(queue.beginPicture(at: at(0)) == false)
    queue.advance(by: 3, at: at(0))
    #expect(text(queue) == "ls")
    #expect(queue.beginPicture(at: at(0)) == false)
    drain(&queue, at: at(0))
    #expect(queue.beginPicture(at: at(0)) == true)
    queue.append(Array("later".utf8), at: at(0))
    #expect(text(queue).hasSuffix("P\u{1B}8\u{1B}[5nlater"))
  }

  @Test
  func `an update asks for an answer, and the next one only after many bytes`() {
    var queue = OutputQueue(isSynchronized: false)
    queue.appendUpdate(Array("one".utf8), at: at(0))
    queue.appendUpdate(Array("two".utf8), at: at(0))
    #expect(text(queue) == "one\u{1B}[5ntwo")
    drain(&queue, at: at(0))
    queue.appendUpdate([UInt8](repeating: 65, count: 2000), at: at(1))
    #expect(text(queue).hasSuffix("A\u{1B}[5n"))
    #expect(queue.unacknowledged == 2014)
    drain(&queue, at: at(1))
    queue.acknowledge(at: at(2))
    #expect(queue.unacknowledged == 2007)
    queue.acknowledge(at: at(3))
    #expect(queue.unacknowledged == 0)
  }

  @Test
  func `an update waits while more is under way than the link holds`() {
    var queue = OutputQueue(isSynchronized: false)
    queue.appendUpdate([UInt8](repeating: 65, count: 30_000), at: at(0))
    drain(&queue, at: at(0))
    #expect(!queue.isReadyForUpdate(at: at(0)))
    // Time alone does not help where so much is not acknowledged.
    #expect(queue.turn(after: at(0)) == nil)
    #expect(!queue.isReadyForUpdate(at: at(2000)))
    queue.acknowledge(at: at(2000))
    #expect(queue.isReadyForUpdate(at: at(2000)))
  }

  @Test
  func `an update waits until the link has carried most of the last one`() throws {
    var queue = OutputQueue(isSynchronized: false)
    queue.appendUpdate([UInt8](repeating: 65, count: 10_000), at: at(0))
    drain(&queue, at: at(0))
    let turn = try #require(queue.turn(after: at(0)))
    #expect(turn > at(100) && turn < at(400))
    #expect(!queue.isReadyForUpdate(at: turn - .milliseconds(1)))
    #expect(queue.isReadyForUpdate(at: turn))
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
    #expect(!queue.isReadyForPicture(at: at(30)))
    queue.acknowledge(at: at(30))
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
    #expect(!queue.isReadyForPicture(at: at(1000)))
    queue.expire(at: at(1010))
    #expect(queue.isReadyForPicture(at: at(1010)))
    #expect(queue.isOwedAnswer)
    queue.offer([81])
    #expect(queue.beginPicture(at: at(1020)) == true)
    drain(&queue, at: at(1020))
    queue.acknowledge(at: at(1100))
    #expect(!queue.isReadyForPicture(at: at(1100)))
    queue.acknowledge(at: at(1200))
    #expect(queue.isReadyForPicture(at: at(1200)))
    #expect(!queue.isOwedAnswer)
  }

  @Test
  func `an answer that never came delays later pictures only once`() {
    var queue = OutputQueue(isSynchronized: false)
    for (begin, end) in [(0, 1000), (1000, 6100)] {
      queue.offer([80])
      #expect(queue.beginPicture(at: at(begin)) == true)
      drain(&queue, at: at(begin))
      if begin > 0 { queue.acknowledge(at: at(begin + 10)) }
      queue.expire(at: at(end))
      #expect(queue.isReadyForPicture(at: at(end)))
    }
    queue.offer([80])
    #expect(queue.beginPicture(at: at(6100)) == true)
    drain(&queue, at: at(6100))
    queue.acknowledge(row: 1, column: 1, at: at(6110))
    #expect(queue.isReadyForPicture(at: at(6110)))
  }

  @Test
  func `an answer that never came is made up for, however many questions are open`() {
    var queue = OutputQueue(isSynchronized: false)
    queue.ask(at: at(0))
    drain(&queue, at: at(0))
    queue.expire(at: at(1000))
    for _ in 0..<3 {
      queue.ask(at: at(1000))
      drain(&queue, at: at(1000))
    }
    for _ in 0..<3 { queue.acknowledge(at: at(1010)) }
    #expect(queue.isOwedAnswer)
    queue.expire(at: at(6100))
    queue.ask(at: at(6100))
    #expect(text(queue) == "\u{1B}7\u{1B}[2;2H\u{1B}[6n\u{1B}8")
    drain(&queue, at: at(6100))
    queue.acknowledge(at: at(6105))
    queue.acknowledge(row: 1, column: 7, at: at(6105))
    #expect(queue.owedCursors == 1)
    queue.acknowledge(row: 1, column: 1, at: at(6110))
    #expect(!queue.isOwedAnswer)
  }

  @Test
  func `an answer that names its question settles the earlier ones, and a late one no other`() {
    var queue = OutputQueue(isSynchronized: false)
    // One is answered, and the answer to the next is lost.
    for milliseconds in [0, 20] {
      queue.ask(at: at(milliseconds))
      drain(&queue, at: at(milliseconds))
      if milliseconds == 0 { queue.acknowledge(at: at(10)) }
    }
    #expect(queue.deadline == at(1020))
    queue.expire(at: at(1020))
    for _ in 0..<3 {
      queue.ask(at: at(1020))
      drain(&queue, at: at(1020))
    }
    // The lost one was only late.
    queue.acknowledge(at: at(1030))
    queue.acknowledge(at: at(1031))
    #expect(queue.owedCursors == 3)
    queue.acknowledge(row: 1, column: 2, at: at(1040))
    #expect(queue.owedCursors == 1)
    // It comes twice, and so does one of another row.
    queue.acknowledge(row: 1, column: 2, at: at(1041))
    queue.acknowledge(row: 4, column: 3, at: at(1041))
    #expect(queue.owedCursors == 1)
    queue.acknowledge(row: 1, column: 3, at: at(1050))
    #expect(!queue.isOwedAnswer)
  }

  @Test
  func `a terminal that names no question is asked as before, ever more patiently`() {
    var queue = OutputQueue(isSynchronized: false)
    queue.ask(at: at(0))
    drain(&queue, at: at(0))
    queue.acknowledge(at: at(10))
    var now = at(10)
    for (patience, question) in [(1, "5n"), (2, "6n"), (4, "6n"), (5, "5n")] {
      queue.ask(at: now)
      #expect(text(queue).contains(question))
      drain(&queue, at: now)
      #expect(queue.deadline == now + .seconds(patience))
      now += .seconds(patience)
      queue.expire(at: now)
    }
  }
}
