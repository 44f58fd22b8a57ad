import Cells
import Painting
import Screens
import Testing
import Units

/// What the painter says of what strokes cause.
@Suite struct CauseStories {
  /// Takes the question that a stroke raises, and answers it.
  private static func answer(
    _ painter: inout Painter, before: Double, after: Double, stood: Double = 0
  ) -> CausalQuestion? {
    var asked: CausalQuestion?
    painter.program { state in
      asked = state.takeCausalQuestion()
      if let asked {
        state.receive(
          CausalReading(
            request: asked.request, concept: asked.concept, direction: asked.direction,
            before: before, after: after, stood: stood))
      }
      return []
    }
    return asked
  }

  @Test func `the status line says how much a stroke has caused`() throws {
    var painter = Painter()
    let start = painter.state.feedback.rendered?.picture
    painter.type(" ")
    let question = try #require(Self.answer(&painter, before: 0.05, after: 0.091))
    #expect(question.concept == "tree" && question.direction == .draw)
    #expect(question.before == start)
    #expect(painter.messageLine.hasPrefix(" tree +4.1 % of the picture "))
    // Once for each edit.
    #expect(Self.answer(&painter, before: 0, after: 1) == nil)
    painter.type("x")
    #expect(Self.answer(&painter, before: 0.091, after: 0.02)?.direction == .remove)
    #expect(painter.messageLine.hasPrefix(" tree −7.1 % of the picture "))
  }

  @Test(arguments: [
    (" ", 0.1, " door 0.0 %: this generator refuses it here"),
    (" ", 0.9, " door 0.0 %: it stands here already"),
    ("x", 0.1, " door 0.0 %: this generator keeps it here"),
    ("x", 0, " door 0.0 %: there is none here"),
  ])
  func `it says why nothing has changed`(key: String, stood: Double, text: String) {
    var painter = Painter()
    painter.type("3" + key)
    _ = Self.answer(&painter, before: 0.01, after: 0.0102, stood: stood)
    #expect(painter.messageLine.hasPrefix(text))
  }

  @Test func `a toggle is measured, too, and its own word makes room`() {
    var painter = Painter()
    painter.type("4t")
    #expect(Self.answer(&painter, before: 0.4, after: 0.5)?.mask == nil)
    #expect(painter.messageLine.hasPrefix(" sky +10.0 % of the picture "))
  }

  @Test func `a drag is one edit, measured against the picture before it`() throws {
    var painter = Painter()
    let start = painter.state.feedback.rendered?.picture
    painter.mouse(.press(.left), 3, 3)
    painter.mouse(.drag(.left), 3, 6)
    painter.mouse(.release, 3, 6)
    let question = try #require(Self.answer(&painter, before: 0, after: 0.03))
    #expect(question.before == start)
    #expect(question.mask?.columns == 3..<7)
    #expect(painter.messageLine.hasPrefix(" tree +3.0 %"))
  }

  @Test func `news of an edit that was taken back, or after other news, stays unsaid`() throws {
    var painter = Painter()
    painter.type(" ")
    var question: CausalQuestion?
    painter.program { state in
      question = state.takeCausalQuestion()
      return []
    }
    let asked = try #require(question)
    let reading = CausalReading(
      request: asked.request, concept: "tree", direction: .draw, before: 0, after: 0.1, stood: 0)
    painter.type("u")
    painter.program { state in
      state.receive(reading)
      return []
    }
    #expect(painter.messageLine.hasPrefix(" undone: tree painted on 1 cell"))
    // Undo is no edit to be measured.
    #expect(Self.answer(&painter, before: 0, after: 0) == nil)
    painter.type(" ")
    painter.choose(.character("d"), "mean")
    _ = Self.answer(&painter, before: 0, after: 0.1)
    #expect(painter.messageLine.contains("strokes set units at their mean"))
  }

  // MARK: Where a concept takes

  private static func request(_ painter: inout Painter) -> PaintState.ContextRequest? {
    var found: PaintState.ContextRequest?
    painter.program { state in
      found = state.takeContextRequest()
      return []
    }
    return found
  }

  private static func question(_ painter: inout Painter) -> ContextQuestion? {
    if case .begin(let question) = request(&painter) { question } else { nil }
  }

  /// What a cell of the features shows.
  private static func cell(_ painter: Painter, _ row: Int, _ column: Int) -> Cell {
    let place = painter.place(ofCell: row, column)
    return PaintScreen(painter.state).draw()[place.row, place.column]
  }

  @Test func `the context map grows from the most active cells on, and has a legend`() throws {
    var painter = Painter(width: 120, height: 40)
    #expect(Self.request(&painter) == nil)
    painter.type("c")
    let question = try #require(Self.question(&painter))
    #expect(question.concept == "tree" && question.edits.count == 15)
    #expect(question.order.sorted() == Array(0..<256))
    // The church's cells are the most active ones: its block begins at row 5 and column 6.
    #expect(question.order[0] == 5 * 16 + 6)
    #expect(Self.request(&painter) == nil)
    #expect(painter.row(with: "where tree takes ─") != nil)
    #expect(painter.messageLine.contains("tree here … of the picture"))
    #expect(Self.cell(painter, 8, 9).character == "·")

    var map = ContextMap(question)
    map.record(0.008, at: 8 * 16 + 8)
    map.record(0.004, at: 8 * 16 + 9)
    map.record(-0.001, at: 5 * 16 + 6)
    painter.program { state in
      state.receive(map)
      return []
    }
    #expect(painter.messageLine.hasPrefix(" tree here +0.8 % of the picture"))
    #expect(painter.messageLine.contains("brightest +0.4 % and more · 3 of 256 cells"))
    #expect(Self.cell(painter, 8, 9).style.background == HeatScale.colour(1))
    #expect(Self.cell(painter, 5, 6).style.background == HeatScale.colour(0))
    #expect(Self.cell(painter, 0, 0).character == "·")
  }

  @Test(arguments: ["2", ".", " ", "+", "<"])
  func `another concept, picture, stroke, strength or layer begins it again`(key: String) throws {
    var painter = Painter()
    painter.type("c")
    let question = try #require(Self.question(&painter))
    var map = ContextMap(question)
    map.record(0.1, at: 0)
    painter.type(key)
    let next = try #require(Self.question(&painter))
    #expect(!next.asksSame(as: question))
    painter.program { state in
      state.receive(map)
      return []
    }
    #expect(painter.state.contextMap?.count == 0)
  }

  @Test func `it ends with its key, and with the activity of the concept`() throws {
    var painter = Painter()
    painter.type("c")
    _ = try #require(Self.question(&painter))
    painter.type("v")
    #expect(painter.row(1).contains("tree activity ─"))
    guard case .end = Self.request(&painter) else {
      Issue.record("nobody looks, and it goes on")
      return
    }
    #expect(Self.request(&painter) == nil)
    painter.type("c")
    #expect(painter.state.context.isOpen)
    #expect(Self.question(&painter) != nil)
    painter.program { state in
      state.receiveFailure(ofContext: "no segmenter")
      return []
    }
    #expect(painter.messageLine.contains("! no segmenter"))
    #expect(painter.row(1).contains("tree activity ─"))
  }
}
