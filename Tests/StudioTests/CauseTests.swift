import Checkpoints
import FoundationEssentials
import Networks
import Painting
import Recipes
import Screens
import Seeing
import Studio
import Tensors
import TestSupport
import Testing
import Units

/// What the painter finds out of the shipped model while nobody waits.
@Suite(.timeLimit(.minutes(5)), .ownThread) struct CauseTests {
  private static func asset(_ path: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Assets/Models/\(path)").standardizedFileURL.path
  }

  /// The shipped segmenter beside the shipped generator.
  private struct Judge {
    let generator: Generator
    let segmenter: Segmenter

    init() throws {
      generator = try Model(path: asset("church")).generator
      segmenter = try Segmenter(
        try Checkpoint(contentsOf: asset("world-segmenter/segmenter.safetensors")))
    }

    /// How much of a session's picture shows a concept.
    func share(of concept: String, in session: Session) throws -> Double {
      let number = try #require(segmenter.concepts.firstIndex(of: concept))
      let picture = try generator.picture(of: session).tensor
        .resized(to: segmenter.pictureSize)
      let labels = try #require(try segmenter.segment(picture))
        .labels(on: Grid(height: 64, width: 64))
      return Double(labels.numbers.count { Int($0) == number }) / Double(labels.grid.count)
    }
  }

  private static func desk(segmenter: String = asset("world-segmenter")) throws -> Desk {
    try Desk(segmenter: segmenter, model: asset("church"), layer: "layer4")
  }

  @Test func `the status line says what the segmenter sees of a stroke`() async throws {
    let judge = try Judge()
    var desk = try Self.desk()
    await desk.waitsForPicture()
    let start = desk.state.session
    desk.type("1]] ")
    await desk.waits { state, _ in state.feedback.message != nil }
    let painted = desk.state.session
    let change =
      try judge.share(of: "tree", in: painted) - judge.share(of: "tree", in: start)
    #expect(change > 0.01)
    #expect(desk.state.feedback.message?.text == "tree \(change.signedPercentage) of the picture")
    // The next one is compared with the picture before it, not with the first.
    desk.type("x")
    await desk.waits { state, _ in state.feedback.message != nil }
    let removed = try judge.share(of: "tree", in: desk.state.session)
    let loss = try removed - judge.share(of: "tree", in: painted)
    #expect(loss < -0.01)
    #expect(desk.state.feedback.message?.text == "tree \(loss.signedPercentage) of the picture")
    await desk.leave()
  }

  @Test func `strokes whose pictures are skipped are measured together`() async throws {
    let judge = try Judge()
    var desk = try Self.desk()
    let start = desk.state.session
    desk.type("1]] hhhh ")
    await desk.waits { state, _ in state.feedback.message != nil }
    let change =
      try judge.share(of: "tree", in: desk.state.session) - judge.share(of: "tree", in: start)
    #expect(change > 0.02)
    #expect(desk.state.feedback.message?.text == "tree \(change.signedPercentage) of the picture")
    await desk.leave()
  }

  @Test func `the context map is what a stroke at each cell would cause`() async throws {
    let judge = try Judge()
    var desk = try Self.desk()
    await desk.waitsForPicture()
    let session = desk.state.session
    desk.type("1c")
    await desk.waits { state, _ in state.contextMap?.count == 64 }
    let map = try #require(desk.state.contextMap)
    let base = try judge.share(of: "tree", in: session)
    for cell in [map.question.order[0], 0, 36, 63] {
      var trial = session
      var mask = Mask(grid: Grid(height: 8, width: 8))
      mask.insert(row: cell / 8, column: cell % 8, side: 1)
      trial.strokes.append(
        Stroke(concept: "tree", direction: .draw, edits: map.question.edits, mask: mask))
      let change = try judge.share(of: "tree", in: trial) - base
      // The map is of exact colours, a file's are bytes: a few pixels at borders differ.
      #expect(abs(try #require(map.changes[cell]) - change) < 12.0 / 4096)
    }
    // Another concept begins another map.
    desk.type("2")
    await desk.waits { state, _ in state.contextMap?.count == 64 }
    #expect(desk.state.contextMap?.question.concept == "door")
    await desk.leave()
  }

  @Test func `without a segmenter strokes are not measured, and the map says why`() async throws {
    var desk = try Self.desk(segmenter: "/nowhere")
    await desk.waitsForPicture()
    desk.type("1 ")
    await desk.waitsForPicture()
    desk.type("c")
    await desk.waits { state, _ in state.feedback.message != nil }
    let message = try #require(desk.state.feedback.message)
    #expect(message.isError && message.text.hasPrefix("where a concept takes is not known: "))
    #expect(message.text.contains("/nowhere"))
    #expect(!desk.state.context.isOpen)
    await desk.leave()
  }
}
