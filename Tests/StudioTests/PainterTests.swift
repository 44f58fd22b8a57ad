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

  // MARK: Paths

  @Test func `tab finds every name of a folder that has thousands`() throws {
    var desk = try Desk()
    try Fixture.makeFolder(desk.path("many"))
    for number in 0..<2500 { try Fixture.write([], to: desk.path("many/x\(number)")) }
    for letter in "abcdefgh" { try Fixture.write([], to: desk.path("many/\(letter)-only")) }
    desk.type("w")
    for letter in "abcdefgh" {
      desk.press(.control("u"))
      desk.type(desk.path("many/\(letter)"))
      desk.press(.tab)
      guard case .prompt(let prompt) = desk.state.mode else {
        Issue.record("the question is gone")
        return
      }
      #expect(prompt.text == desk.path("many/\(letter)-only"))
    }
  }

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
    let kept = Fixture.session
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
    let kept = Fixture.session
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
    let kept = Fixture.session
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
    var desk = try Desk(recovered: Fixture.session)
    await desk.waits { state, _ in state.document.recovery != nil }
    desk.type("o")
    desk.press(.enter)
    #expect(desk.state.session == Fixture.session)
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

  @Test(arguments: [false, true])
  func `the answer opens the file as it is then`(isChanged: Bool) async throws {
    var desk = try Desk()
    desk.type("x")
    await desk.savesSession(to: "mine.json")
    desk.type("lx")
    desk.type("o")
    desk.press(.control("u"))
    desk.type(desk.path("mine.json"))
    desk.press(.enter)
    guard case .confirming(.open) = desk.state.mode else {
      Issue.record("there is no question")
      return
    }
    var session = try SessionFile(path: desk.path("mine.json")).session
    session.strokes = []
    if isChanged {
      let file = SessionFile(model: try Fixture.model().identity(), session: session)
      try Fixture.write(Array(file.json.utf8), to: desk.path("mine.json"))
    }
    desk.type("y")
    await desk.waits { state, _ in state.session.strokes.count < 2 }
    #expect(desk.state.session.strokes.count == (isChanged ? 0 : 1))
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
}
