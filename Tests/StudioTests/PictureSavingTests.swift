import Cells
import Foundation
import Painting
import Pictures
import Screens
import Studio
import TestSupport
import Testing
import Units

/// Saving pictures and exports while keys go on, and quitting meanwhile.
@Suite(.timeLimit(.minutes(5)), .ownThread) struct PictureSavingTests {
  // MARK: Saving a picture

  @Test func `a name that is taken is asked about, and both files can be kept`() async throws {
    var desk = try Desk()
    await desk.waitsForPicture()
    try Fixture.write(Array("theirs".utf8), to: desk.path("mine.png"))
    func name(_ desk: inout Desk) async {
      desk.press(.control("s"))
      desk.type("mine.png")
      desk.press(.enter)
      desk.press(.enter)
      await desk.waits { state, _ in state.mode != .painting }
    }
    await name(&desk)
    guard case .confirming(.overwritePicture(let path)) = desk.state.mode else {
      Issue.record("no question")
      return
    }
    #expect(path.hasSuffix("/mine.png"))
    desk.type("n")
    await desk.waits { state, _ in state.feedback.message != nil }
    #expect(try Fixture.bytes(desk.path("mine.png")) == Array("theirs".utf8))
    #expect(try SessionFile(path: desk.path("mine-2.png")).session == desk.state.session)
    await name(&desk)
    desk.type("y")
    await desk.waits { state, _ in state.feedback.message?.text.hasPrefix("saved mine.png") == true
    }
    #expect(try SessionFile(path: desk.path("mine.png")).session == desk.state.session)
    // From now on the next free name, without a question.
    desk.type("s")
    await desk.waits { state, _ in
      state.feedback.message?.text.hasPrefix("saved mine-3.png in ") == true
    }
  }

  @Test func `a folder that is not there brings the question for the name back`() async throws {
    var desk = try Desk(pictures: "missing")
    await desk.waitsForPicture()
    desk.asksForPicture()
    await desk.waits { state, _ in state.mode != .painting }
    guard case .prompt(let prompt) = desk.state.mode else {
      Issue.record("no question")
      return
    }
    #expect(prompt.question == .picturePath && prompt.text == "dcgan-id3.png")
    #expect(!desk.state.naming.isChosen)
  }

  // MARK: Exports

  @Test func `a time lapse has a frame an edit, and is made while keys are answered`() async throws
  {
    var desk = try Desk()
    desk.type("xlxlx")
    await desk.waitsForPicture()
    let session = desk.state.session
    desk.type("pt")
    desk.press(.enter)
    #expect(desk.state.exporting == nil || desk.state.exporting?.kind == .timeLapse)
    desk.type("lx")
    await desk.waits { state, _ in state.feedback.message?.text.hasPrefix("saved ") == true }
    #expect(desk.state.exporting == nil)
    let file = try Fixture.bytes(desk.path("dcgan-id3-timelapse.png"))
    var expected = TimeLapse(of: session, try Fixture.model().generator, scale: 2)
    while expected.framesMade < expected.frameCount {
      try expected.advance(isCancelled: { false })
    }
    #expect(expected.frameCount == 4)
    #expect(file == expected.png(try Fixture.model().identity()))
    #expect(try SessionFile(bytes: file).session == session)
    #expect(desk.state.document.hasUnsavedEdits)
  }

  @Test func `a muted stroke has no frame, and stays in the file`() throws {
    var session = Fixture.session
    var muted = session.strokes[0]
    muted.isMuted = true
    session.strokes.append(muted)
    var timeLapse = TimeLapse(of: session, try Fixture.model().generator, scale: 1)
    #expect(timeLapse.frameCount == 2)
    while timeLapse.framesMade < 2 { try timeLapse.advance(isCancelled: { false }) }
    let file = timeLapse.png(try Fixture.model().identity())
    #expect(try SessionFile(bytes: file).session == session)
  }

  @Test func `before and after lie side by side`() async throws {
    var desk = try Desk()
    desk.type("x")
    await desk.waitsForPicture()
    desk.type("pb")
    desk.press(.enter)
    await desk.waits { state, _ in state.feedback.message?.text.hasPrefix("saved ") == true }
    let sheet = try PNG.decode(Fixture.bytes(desk.path("dcgan-id3-before-after.png")))
    let generator = try Fixture.model().generator
    let (before, after) = try #require(try generator.comparison(of: desk.state.session))
    #expect(sheet == ContactSheet.picture(of: [before, after]).enlarged(by: 2))
  }

  @Test func `escape gives an export up, and nothing is written`() async throws {
    var desk = try Desk()
    for _ in 0..<200 { desk.type("x") }
    await desk.waitsForPicture()
    desk.type("pt")
    desk.press(.enter)
    await desk.waits { state, _ in state.exporting != nil }
    desk.press(.escape)
    await desk.waits { state, _ in state.exporting == nil }
    #expect(
      desk.state.feedback.message?.text == "the time lapse is cancelled; nothing is written")
    #expect(try desk.pictures == [])
  }

  @Test func `an export asks before it takes the place of a file, and quitting waits for it`()
    async throws
  {
    var desk = try Desk()
    await desk.waitsForPicture()
    try Fixture.write(Array("theirs".utf8), to: desk.path("mine.png"))
    desk.type("ptmine.png")
    desk.press(.enter)
    await desk.waits { state, _ in state.mode != .painting }
    #expect(try Fixture.bytes(desk.path("mine.png")) == Array("theirs".utf8))
    desk.type("yq")
    await desk.waits { $1 == [.quit] }
    #expect(try SessionFile(path: desk.path("mine.png")).session == desk.state.session)
  }

  /// What is painted before, and how somebody quits while the picture is being saved.
  @Test(arguments: [("", "q"), ("x", "lxqy")])
  func `whoever paints on while quitting waits for a file stays, with all strokes`(
    painted: String, quitting: String
  ) async throws {
    var desk = try Desk()
    desk.type(painted)
    await desk.waitsForPicture()
    await desk.beginsSaving()
    desk.type(quitting)
    #expect(desk.state.feedback.message?.text.hasPrefix("quits when the file is written") == true)
    let count = desk.state.session.strokes.count
    desk.type("lx")
    await desk.waits { state, _ in state.document.saving == nil && !state.feedback.isRendering }
    #expect(desk.effects.allSatisfy { $0 != .quit })
    #expect(desk.state.session.strokes.count == count + 1 && desk.state.document.hasUnsavedEdits)
    guard case .kept(let path) = desk.isTold() else {
      Issue.record("nothing was kept")
      return
    }
    #expect(try SessionFile(path: path).session == desk.state.session)
  }

  @Test func `keys are answered while a picture is saved, and it shows what was there before`()
    async throws
  {
    var desk = try Desk()
    desk.type("x")
    await desk.waitsForPicture()
    let session = desk.state.session
    await desk.beginsSaving()
    let cursor = desk.state.brush.cursor
    desk.type("lx")
    #expect(desk.state.brush.cursor.column == cursor.column + 1)
    #expect(desk.state.session.strokes.count == 2)
    await desk.waits { state, _ in state.document.saving == nil }
    let model = try Fixture.model()
    let expected = SavedPicture(
      try model.generator.picture(of: session), scale: 2, session, try model.identity())
    #expect(try Fixture.bytes(desk.path("dcgan-id3.png")) == expected.png)
    #expect(desk.state.document.hasUnsavedEdits)
    desk.type("u")
    #expect(desk.state.session == session && !desk.state.document.hasUnsavedEdits)
  }

  @Test func `quitting comes after the save, without a question`() async throws {
    var desk = try Desk()
    desk.type("x")
    await desk.waitsForPicture()
    await desk.beginsSaving()
    desk.type("ssq")
    #expect(desk.effects.isEmpty && desk.state.mode == .painting)
    await desk.waits { $1 == [.quit] }
    #expect(try desk.pictures == ["dcgan-id3-2.png", "dcgan-id3-3.png", "dcgan-id3.png"])
    #expect(desk.isTold() == .nothingToKeep)
  }

  @Test func `the answer s to the question saves, then quits`() async throws {
    var desk = try Desk()
    desk.type("xqs")
    await desk.waits { $1 == [.quit] }
    #expect(try SessionFile(path: desk.path("dcgan-id3.png")).session.strokes.count == 1)
    let sentence = try #require(desk.state.feedback.message?.text)
    #expect(sentence.hasPrefix("saved dcgan-id3.png in ") && desk.painter.farewells == [sentence])
  }

  @Test func `nothing follows a save that failed`() async throws {
    var desk = try Desk(pictures: "missing")
    desk.type("x")
    await desk.waitsForPicture()
    await desk.beginsSaving()
    desk.type("q")
    await desk.waits { state, _ in state.feedback.message?.isError == true }
    #expect(desk.state.feedback.message?.text.hasPrefix("cannot write ") == true)
    #expect(
      desk.effects.isEmpty && desk.state.document.saving == nil
        && desk.state.document.hasUnsavedEdits)
    // The painter goes on.
    desk.type("q")
    #expect(desk.state.mode == .confirming(.quit))
  }

  @Test func `strokes are kept though their picture is being saved`() async throws {
    var desk = try Desk(pictures: "missing")
    desk.type("x")
    await desk.waitsForPicture()
    await desk.beginsSaving()
    guard case .kept(let path) = desk.isTold() else {
      Issue.record("nothing was kept")
      return
    }
    #expect(try SessionFile(path: path).session == desk.state.session)
  }
}
