import Cells
import Dispatch
import Foundation
import Painting
import Pictures
import Screens
import Studio
import TestSupport
import Testing
import Units

@Suite(.timeLimit(.minutes(5)), .ownThread) struct PainterTests {
  /// What a program that waited for the hash would never get past.
  private struct HeldDigest: Sendable {
    private let isFree = DispatchSemaphore(value: 0)
    let model: Model

    init() throws { model = try Fixture.model() }

    func identify() -> Painter.Identification {
      guard isFree.wait(timeout: .now() + 240) == .success else {
        return .failure(FileFailure(path: model.path, reason: "somebody waited for the hash"))
      }
      do { return .success(try model.identity()) } catch { return .failure(error) }
    }

    func release() { isFree.signal() }
  }

  /// A session with a stroke, which an interrupted painter left.
  private static let kept: Session = {
    var session = Session(latent: Latent(id: 9), layer: "main.5")
    session.strokes = [
      Stroke(
        concept: "unit 3", direction: .remove, edits: [UnitEdit(layer: "main.5", unit: 3)],
        mask: nil)
    ]
    return session
  }()

  // MARK: The checkpoint's hash

  @Test func `the first picture comes while the checkpoint is still hashed`() async throws {
    let digest = try HeldDigest()
    var desk = try Desk(identify: digest.identify)
    await desk.waitsForPicture()
    #expect(
      desk.state.feedback.rendered?.picture
        == (try digest.model.generator.picture(of: desk.state.session)))
    // Strokes too, but a file names the model by its hash.
    desk.type("x")
    await desk.waitsForPicture()
    desk.asksForPicture()
    #expect(desk.state.document.saving == nil)
    #expect(try desk.pictures == [])
    digest.release()
    await desk.waits { state, _ in state.feedback.message != nil }
    #expect(desk.state.feedback.message?.text.hasPrefix("saved ") == true)
    let saved = try SessionFile(path: desk.path("dcgan-id3.png"))
    #expect(saved.model == (try digest.model.identity()))
    #expect(saved.session.strokes.count == 1)
  }

  @Test func `a session is saved and opened in order once the hash is there`() async throws {
    let digest = try HeldDigest()
    var desk = try Desk(identify: digest.identify)
    let path = desk.path("mine.json")
    desk.type("xw")
    desk.type(path)
    desk.press(.enter)
    desk.type("uo\(path)")
    desk.press(.enter)
    #expect(desk.state.session.strokes.isEmpty && desk.state.document.path == nil)
    digest.release()
    await desk.waits { state, _ in state.feedback.message?.text.hasPrefix("opened ") == true }
    #expect(desk.state.session.strokes.count == 1 && desk.state.document.path == path)
  }

  @Test func `a kept session is offered when the hash tells whose it is`() async throws {
    let digest = try HeldDigest()
    let kept = Self.kept
    var desk = try Desk(identify: digest.identify, recovered: kept)
    await desk.waitsForPicture()
    #expect(desk.state.document.recovery == nil)
    digest.release()
    await desk.waits { state, _ in state.document.recovery != nil }
    desk.type("o")
    desk.press(.enter)
    #expect(desk.state.session == kept)
  }

  @Test func `a checkpoint that cannot be hashed is painted on, and nothing is saved`() async throws
  {
    var desk = try Desk(identify: { .failure(FileFailure(path: "model", reason: "ends early")) })
    desk.type("x")
    await desk.waitsForPicture()
    desk.asksForPicture()
    await desk.waits { state, _ in state.feedback.message?.isError == true }
    #expect(desk.state.feedback.message?.text == "model: ends early")
    #expect(try desk.pictures == [] && desk.effects.isEmpty)
    guard case .kept(let path) = desk.isTold() else {
      Issue.record("nothing was kept")
      return
    }
    #expect(try SessionFile(path: path).session == desk.state.session)
  }

  // MARK: Kept sessions

  @Test func `a kept session's file goes with its save, and o suggests it until then`()
    async throws
  {
    let kept = Self.kept
    var desk = try Desk(recovered: kept)
    await desk.waits { state, _ in state.document.recovery != nil }
    let file = try #require(desk.state.document.recovery)
    // A save of other strokes leaves it to be opened.
    desk.type("x")
    desk.asksForPicture()
    await desk.waits { state, _ in state.feedback.message?.text.hasPrefix("saved ") == true }
    #expect(desk.journals.contains("00000001.journal"))
    desk.type("o")
    #expect(desk.state.mode == .prompt(Prompt(.openPath, suggestion: file)))
    desk.press(.enter)
    desk.type("xs")
    await desk.waits { state, _ in state.feedback.message?.text.hasPrefix("saved ") == true }
    #expect(throws: (any Error).self) { try SessionFile(path: file) }
    desk.type("o")
    #expect(desk.state.mode == .prompt(Prompt(.openPath)))
  }

  @Test func `a kept session that is saved to its own file stays there`() async throws {
    let kept = Self.kept
    var desk = try Desk(recovered: kept, byEarlierVersion: true)
    await desk.waits { state, _ in state.document.recovery != nil }
    let file = try #require(desk.state.document.recovery)
    desk.type("o")
    desk.press(.enter)
    desk.type("xw\(file)")
    desk.press(.enter)
    let question = PaintMode.confirming(.overwrite(path: file, wasChanged: false))
    await desk.waits { state, _ in state.mode == question }
    desk.type("y")
    await desk.waits { state, _ in state.feedback.message?.text.hasPrefix("saved ") == true }
    desk.type("q")
    #expect(desk.effects == [.quit])
    #expect(try SessionFile(path: file).session == desk.state.session)
  }

  @Test func `undoing the opening of a kept session leaves it to the next start`() async throws {
    var desk = try Desk(recovered: Self.kept)
    await desk.waits { state, _ in state.document.recovery != nil }
    desk.type("o")
    desk.press(.enter)
    #expect(desk.state.session == Self.kept)
    desk.type("uq")
    #expect(desk.effects == [.quit])
    #expect(desk.journals == ["00000001.journal"])
    // Redone and given up, it ends.
    desk.type("Uqy")
    #expect(desk.effects == [.quit, .quit])
    #expect(desk.journals == [])
  }

  @Test func `strokes are in the journal while they are painted, and gone from it when saved`()
    async throws
  {
    var desk = try Desk()
    desk.type("xlx")
    guard case .kept(let path) = desk.isTold() else {
      Issue.record("nothing was kept")
      return
    }
    #expect(try SessionFile(path: path).session == desk.state.session)
    desk.type("R")
    _ = desk.isTold()
    // What was taken away by mistake is still offered.
    #expect(try SessionFile(path: path).session.strokes.count == 2)
    desk.type("uw\(desk.path("mine.json"))")
    desk.press(.enter)
    await desk.waits { state, _ in state.feedback.message?.text.hasPrefix("saved ") == true }
    #expect(desk.isTold() == .nothingToKeep)
    #expect(desk.journals == [])
  }

  @Test func `strokes whose journal is removed are written again`() async throws {
    var desk = try Desk()
    desk.type("x")
    guard case .kept(let path) = desk.isTold() else {
      Issue.record("nothing was kept")
      return
    }
    try FileManager.default.removeItem(atPath: path)
    guard case .kept(let again) = desk.isTold() else {
      Issue.record("nothing was kept again")
      return
    }
    #expect(try SessionFile(path: again).session == desk.state.session)
    // The painter looks by itself, too.
    try FileManager.default.removeItem(atPath: again)
    while desk.journals.isEmpty { try await Task.sleep(for: .milliseconds(50)) }
  }

  @Test func `strokes on three pictures outlive the painter, and one file brings all back`()
    async throws
  {
    var desk = try Desk()
    desk.type("x.xx.lxG")
    #expect(Set(desk.state.document.unsavedPictures.map(\.id)) == [3, 4, 5])
    guard case .kept(let path) = desk.isTold() else {
      Issue.record("nothing was kept")
      return
    }
    let file = try SessionFile(path: path)
    #expect(Set(([file.session] + file.others).map(\.latent.id)) == [3, 4, 5])
    var next = try Desk(recovered: file.session, others: file.others)
    await next.waits { state, _ in state.document.recovery != nil }
    next.type("o")
    next.press(.enter)
    #expect(Set(next.state.document.unsavedPictures.map(\.id)) == [3, 4, 5])
    // Of the new painter, too, all are kept.
    guard case .kept(let own) = next.isTold() else {
      Issue.record("nothing was kept")
      return
    }
    let kept = try SessionFile(path: own)
    #expect(Set(([kept.session] + kept.others).map(\.latent.id)) == [3, 4, 5])
    next.type("qs")
    await next.waits { $1 == [.quit] }
    #expect(try next.pictures == ["dcgan-id3.png", "dcgan-id4.png", "dcgan-id5.png"])
    #expect(next.journals.isEmpty)
  }

  @Test func `a picture that is saved while another is looked at is saved`() async throws {
    var desk = try Desk()
    desk.type("x")
    await desk.waitsForPicture()
    await desk.beginsSaving()
    desk.type(".x")
    await desk.waits { state, _ in state.document.saving == nil }
    #expect(desk.state.document.unsavedPictures.map(\.id) == [4])
    guard case .kept(let path) = desk.isTold() else {
      Issue.record("nothing was kept")
      return
    }
    let file = try SessionFile(path: path)
    #expect(file.session.latent.id == 4 && file.others.isEmpty)
  }

  @Test func `a session that is opened and undone keeps its own file`() async throws {
    var desk = try Desk()
    let (first, second) = (desk.path("first.json"), desk.path("second.json"))
    desk.type("xw\(first)")
    desk.press(.enter)
    await desk.waits { state, _ in state.document.path == first }
    desk.type("lxw")
    desk.press(.control("u"))
    desk.type(second)
    desk.press(.enter)
    await desk.waits { state, _ in state.document.path == second }
    let bytes = try Fixture.bytes(second)
    desk.type("o\(first)")
    desk.press(.enter)
    #expect(desk.state.document.path == first)
    desk.type("u")
    #expect(desk.state.document.path == second && !desk.state.document.hasUnsavedEdits)
    desk.type("U x")
    #expect(desk.state.document.path == first)
    desk.type("w")
    desk.press(.enter)
    // The file that was read before is still the one that this painter knows.
    await desk.waits { state, _ in state.document.saving == nil }
    #expect(desk.state.mode == .painting && desk.state.feedback.message?.isError == false)
    #expect(try Fixture.bytes(second) == bytes)
  }

  @Test func `keys are answered while a session is written, and it holds what was there before`()
    async throws
  {
    var desk = try Desk()
    await desk.savesSession(to: "earlier.json")
    let path = desk.path("mine.json")
    desk.type("xw")
    desk.press(.control("u"))
    desk.type(path)
    desk.press(.enter)
    #expect(desk.state.document.saving?.strokes.count == 1)
    let cursor = desk.state.brush.cursor
    desk.type("lx")
    #expect(desk.state.brush.cursor != cursor && desk.state.session.strokes.count == 2)
    await desk.waits { state, _ in state.document.path == path }
    #expect(try SessionFile(path: path).session.strokes.count == 1)
    #expect(desk.state.document.hasUnsavedEdits)
  }

  @Test func `a file in the way is asked about, unless another question is open`() async throws {
    var desk = try Desk()
    await desk.savesSession(to: "earlier.json")
    let path = desk.path("theirs.json")
    try Fixture.write(Array("theirs".utf8), to: path)
    for (key, isAsked) in [("l", true), ("g", false)] {
      desk.type("xw")
      desk.press(.control("u"))
      desk.type(path)
      desk.press(.enter)
      desk.type(key)
      await desk.waits { state, _ in state.document.saving == nil }
      #expect(
        (desk.state.mode == .confirming(.overwrite(path: path, wasChanged: false))) == isAsked)
      #expect(isAsked || desk.state.feedback.message?.text == "\(path) exists and was not replaced")
      desk.press(.escape)
    }
    #expect(try Fixture.bytes(path) == Array("theirs".utf8))
  }

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
    var session = Self.kept
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

  @Test func `whoever paints on while quitting waits for a file stays, with all strokes`()
    async throws
  {
    var desk = try Desk()
    await desk.waitsForPicture()
    await desk.beginsSaving()
    desk.type("q")
    #expect(desk.state.feedback.message?.text.hasPrefix("quits when the file is written") == true)
    desk.type("lx")
    await desk.waits { state, _ in state.document.saving == nil && !state.feedback.isRendering }
    #expect(desk.effects.allSatisfy { $0 != .quit })
    #expect(desk.state.session.strokes.count == 1 && desk.state.document.hasUnsavedEdits)
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
