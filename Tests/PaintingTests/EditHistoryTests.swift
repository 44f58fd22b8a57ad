import Painting
import TestSupport
import Testing

@Suite struct EditHistoryTests {
  @Test(arguments: UInt64(0)..<100)
  func `undoing everything restores the start, redoing everything the end`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var history = EditHistory(0)
    for _ in 0..<20 { history.commit(Int.random(in: -3...3, using: &random)) }
    let end = history.current
    while history.undo() {}
    #expect(history.current == 0)
    while history.redo() {}
    #expect(history.current == end)
  }

  @Test func `a commit forgets what was undone`() {
    var history = EditHistory("sky")
    history.commit("tree")
    history.undo()
    history.commit("door")
    let redid = history.redo()
    #expect(!redid)
    #expect(history.current == "door")
  }

  @Test func `the newest value wins`() {
    let requests = Mailbox<Int>()
    for request in 1...3 { requests.put(request) }
    #expect(requests.take() == 3)
    #expect(requests.take() == nil)
  }
}
