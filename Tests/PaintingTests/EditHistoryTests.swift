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
    while history.redo() != nil {}
    let end = history.session
    while history.undo() != nil {}
    // Steps stay on the layer that is looked at.
    #expect(history.session.isPainted(like: Self.begun) && history.position == 0)
    #expect(history.session.layer == end.layer)
    while history.redo() != nil {}
    #expect(history.session == end)
  }

  @Test(arguments: UInt64(0)..<100)
  func `the news lead from the session as it was to the session as it is`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var history = EditHistory(Self.begun)
    var followed = Self.begun
    for _ in 0..<30 {
      for _ in 0..<Int.random(in: 0...3, using: &random) { history.makeRandomStep(&random) }
      for news in history.takeNews() { followed.follow(news) }
      #expect(followed == history.session)
    }
    #expect(history.takeNews().isEmpty)
  }

  @Test func `a commit forgets what was undone`() {
    var history = EditHistory(Self.begun)
    history.commit(.leftOut(concept: "tree", old: [], new: [Unit("main.5", 1)]))
    history.undo()
    history.commit(.leftOut(concept: "sky", old: [], new: [Unit("main.5", 2)]))
    let redone = history.redo()
    #expect(redone == nil)
    #expect(history.session.leftOut == ["sky": [Unit("main.5", 2)]])
  }

  @Test func `a layer is looked at without a step, and no step leads back to another`() {
    var history = EditHistory(Self.begun)
    history.enter("main.2")
    #expect(!history.canUndo && history.takeNews() == [.layer("main.2")])
    var opened = Self.begun
    opened.toggles = [
      Toggle(.unit(layer: "main.5", channel: 1), .ablated, layer: "main.5", units: [])
    ]
    history.commit(.session(old: history.session, new: opened))
    #expect(history.session.layer == "main.5")
    history.enter("main.2")
    history.undo()
    #expect(history.session.layer == "main.2" && !history.session.isEdited)
  }

  @Test func `a step that is withdrawn does not come again`() {
    var history = EditHistory(Self.begun)
    history.commit(.leftOut(concept: "tree", old: [], new: [Unit("main.5", 1)]))
    history.withdraw()
    #expect(!history.canUndo && !history.canRedo && history.session == Self.begun)
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
      .group([.leftOut(concept: "sky", old: [], new: []), .toggles(old: [], new: [])]))
    #expect(!isStep && !history.canUndo && history.takeNews().isEmpty)
  }

  @Test func `the newest value wins`() {
    let requests = Mailbox<Int>()
    for request in 1...3 { requests.put(request) }
    #expect(requests.take() == 3)
    #expect(requests.take() == nil)
  }
}
