import Painting
import TestSupport
import Testing
import Units

@Suite struct EditHistoryTests {
  private static let begun = Session(latent: Latent(id: 1), layer: "main.5")

  @Test(arguments: UInt64(0)..<100)
  func `undoing everything restores the start, redoing everything the end`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var history = EditHistory(Self.begun)
    for _ in 0..<40 { history.makeRandomStep(&random) }
    while history.redo() {}
    let end = history.session
    while history.undo() {}
    #expect(history.session == Self.begun && history.position == 0)
    while history.redo() {}
    #expect(history.session == end)
  }

  @Test(arguments: UInt64(0)..<100)
  func `the news lead from the session as it was to the session as it is`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var history = EditHistory(Self.begun)
    var followed = Self.begun
    for _ in 0..<30 {
      for _ in 0..<Int.random(in: 0...3, using: &random) { history.makeRandomStep(&random) }
      for edit in history.takeNews() { followed.apply(edit) }
      #expect(followed == history.session)
    }
    #expect(history.takeNews().isEmpty)
  }

  @Test func `a commit forgets what was undone`() {
    var history = EditHistory(Self.begun)
    history.commit(.layer(old: "main.5", new: "main.2"))
    history.undo()
    history.commit(.latent(old: Latent(id: 1), new: Latent(id: 2)))
    let redid = history.redo()
    #expect(!redid)
    #expect(history.session == Session(latent: Latent(id: 2), layer: "main.5"))
  }

  @Test func `a stroke that grows is one step, and holds one stroke`() {
    var history = EditHistory(Self.begun)
    var stroke = Stroke(
      concept: "tree", direction: .draw, edits: [], mask: Mask(grid: Grid(height: 8, width: 8)))
    history.commit(.adding(stroke, to: history.session))
    for column in 0..<8 {
      let old = stroke
      stroke.mask?.insert(row: 3, column: column, side: 1)
      history.amend(.strokes(at: 0, old: [old], new: [stroke]))
    }
    #expect(history.position == 1 && history.session.strokes == [stroke])
    history.undo()
    #expect(history.session == Self.begun)
    history.redo()
    #expect(history.session.strokes == [stroke])
  }

  @Test func `an edit that changes nothing is no step`() {
    var history = EditHistory(Self.begun)
    let isStep = history.commit(
      .group([.latent(old: Latent(id: 1), new: Latent(id: 1)), .toggles(old: [], new: [])]))
    #expect(!isStep && !history.canUndo && history.takeNews().isEmpty)
  }

  @Test func `the newest value wins`() {
    let requests = Mailbox<Int>()
    for request in 1...3 { requests.put(request) }
    #expect(requests.take() == 3)
    #expect(requests.take() == nil)
  }
}
