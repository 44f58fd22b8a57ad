import Cells
import Files
import Networks
import Painting
import Screens
import Studio
import TestSupport
import Testing
import Units

/// Other models in the place of the painter's.
@Suite(.timeLimit(.minutes(5)), .ownThread) struct OpeningModelsTests {
  /// Types a path after the question for a file.
  private static func opens(_ path: String, at desk: inout Desk) {
    desk.type("o")
    desk.press(.control("u"))
    desk.type(path)
    desk.press(.enter)
  }

  @Test func `a checkpoint that is opened brings its own painter, and takes no strokes along`()
    async throws
  {
    var desk = try Desk()
    await desk.savesSession(to: "a.json")
    Self.opens(Fixture.path("progressive"), at: &desk)
    await desk.waits { _, effects in effects.contains(.handOver) }
    #expect(desk.state.document.modelName == "dcgan")
    desk.handsOver()
    #expect(desk.state.document.modelName == "progressive")
    #expect(!desk.state.document.canUndo)
    await desk.waitsForPicture()
    let model = try Model(path: Fixture.path("progressive"))
    #expect(
      desk.state.feedback.rendered?.picture
        == (try model.generator.picture(of: model.firstSession())))
    // What the new painter paints is its own.
    desk.type("x")
    await desk.waitsForPicture()
    #expect(desk.state.session.strokes.count == 1)
    await desk.leave()
  }

  /// A saved session of the Progressive GAN, with a stroke.
  private static func session(in folder: borrowing TemporaryFolder) throws -> String {
    let model = try Model(path: Fixture.path("progressive"))
    var session = model.firstSession(id: 5)
    let grid = try #require(model.generator.layers.first { $0.name == session.layer }).grid
    var mask = Mask(grid: grid)
    mask.insert(row: 1, column: 1, side: 1)
    session.strokes.append(
      Stroke(
        concept: "0", direction: .draw,
        edits: [UnitEdit(layer: session.layer, unit: 0, value: 1)], mask: mask))
    let path = "\(folder.path)/session.json"
    try Fixture.write(
      Array(SessionFile(model: try model.identity(), session: session).json.utf8), to: path)
    return path
  }

  @Test func `a session of another installed model brings that model`() async throws {
    let folder = try TemporaryFolder()
    let path = try Self.session(in: folder)
    var desk = try Desk(installed: ["progressive"])
    desk.type("x")
    await desk.waitsForPicture()
    Self.opens(path, at: &desk)
    #expect(desk.state.mode == .confirming(.open(path: path, isModel: true)))
    desk.type("y")
    await desk.waits { _, effects in effects.contains(.handOver) }
    desk.handsOver()
    await desk.waits { state, _ in state.session.strokes.count == 1 }
    #expect(desk.state.document.modelName == "progressive")
    #expect(desk.state.session.latent.id == 5)
    await desk.leave()
  }

  @Test func `a session of a model that is not installed, or of other weights, changes nothing`()
    async throws
  {
    let folder = try TemporaryFolder()
    let path = try Self.session(in: folder)
    for installed in [[], ["progressive"]] {
      if !installed.isEmpty {
        let text = String(decoding: try Fixture.bytes(path), as: UTF8.self)
        let file = try SessionFile(path: path)
        let other = text.replacing(file.model.hash, with: String(repeating: "0", count: 64))
        try Fixture.write(Array(other.utf8), to: path)
      }
      var desk = try Desk(installed: installed)
      Self.opens(path, at: &desk)
      await desk.waits { state, _ in
        guard case .prompt(let prompt) = state.mode, case .refusal(let sentence, _) = prompt.remark
        else { return false }
        return sentence.contains("was painted with model 'progressive'")
      }
      #expect(desk.state.document.modelName == "dcgan")
      #expect(!desk.effects.contains(.handOver))
      await desk.leave()
    }
  }

  @Test func `what an interrupted painter of another model left is offered, and opens`()
    async throws
  {
    let home = try TemporaryFolder()
    let model = try Model(path: Fixture.path("progressive"))
    let shelf = Keeping.shelf(in: home.path)
    var text = JournalText(model: try model.identity(), process: 1)
    var session = model.firstSession(id: 5)
    session.toggles = [
      Toggle(
        .unit(layer: session.layer, channel: 0), .ablated, layer: session.layer, units: [(0, 0)])
    ]
    text.append(session)
    try Fixture.makeFolder(shelf.folders[0])
    try Fixture.write(text.takeBytes(), to: "\(shelf.folders[0])/00000001.journal")
    var desk = try Desk(home: home.path, installed: ["progressive"])
    await desk.waits { state, _ in
      state.feedback.message?.text
        == "an interrupted session of progressive is kept: o and enter open it"
    }
    desk.type("o")
    desk.press(.enter)
    await desk.waits { _, effects in effects.contains(.handOver) }
    desk.handsOver()
    await desk.waits { state, _ in state.session.latent.id == 5 }
    #expect(desk.state.document.modelName == "progressive")
    #expect(desk.state.document.hasUnsavedEdits)
    await desk.leave()
  }

  @Test func `strokes that are not saved are asked about, and given up only by a yes`() async throws
  {
    var desk = try Desk()
    desk.type("x")
    await desk.waitsForPicture()
    Self.opens(Fixture.path("progressive"), at: &desk)
    #expect(desk.state.mode == .confirming(.open(path: Fixture.path("progressive"), isModel: true)))
    desk.type("y")
    await desk.waits { _, effects in effects.contains(.handOver) }
    desk.handsOver()
    #expect(desk.state.document.modelName == "progressive")
    await desk.leave()
  }

  @Test func `strokes on a picture that is not in sight are asked about, too`() async throws {
    var desk = try Desk()
    desk.type("x.")
    await desk.waitsForPicture()
    Self.opens(Fixture.path("progressive"), at: &desk)
    #expect(desk.state.mode == .confirming(.open(path: Fixture.path("progressive"), isModel: true)))
    desk.type("s")
    await desk.waits { _, effects in effects.contains(.handOver) }
    #expect(try desk.pictures.count == 1)
    await desk.leave()
  }

  @Test func `an export is finished before another model takes the painter's place`() async throws {
    var desk = try Desk()
    desk.type("xjxjx")
    await desk.savesSession(to: "a.json")
    desk.type("pt")
    desk.press(.enter)
    Self.opens(Fixture.path("progressive"), at: &desk)
    #expect(desk.state.exporting != nil)
    await desk.waits { _, effects in effects.contains(.handOver) }
    #expect(desk.state.exporting == nil)
    #expect(try desk.pictures.count == 1)
    await desk.leave()
  }

  @Test func `strokes that come while an export holds a model up are kept`() async throws {
    var desk = try Desk()
    desk.type("xjxjx")
    await desk.savesSession(to: "a.json")
    desk.type("pt")
    desk.press(.enter)
    Self.opens(Fixture.path("progressive"), at: &desk)
    #expect(desk.state.exporting != nil)
    desk.type("jx")
    await desk.waits { _, effects in effects.contains(.handOver) }
    desk.handsOver()
    #expect(desk.journals.count == 1)
    await desk.leave()
  }

  @Test func `an export that is stopped lets the model come that waits for it`() async throws {
    var desk = try Desk()
    desk.type("xjxjx")
    await desk.savesSession(to: "a.json")
    desk.type("pt")
    desk.press(.enter)
    Self.opens(Fixture.path("progressive"), at: &desk)
    #expect(desk.state.exporting != nil)
    desk.press(.escape)
    await desk.waits { _, effects in effects.contains(.handOver) }
    await desk.leave()
  }

  @Test func `whoever quits gets no painter of the model that was loaded`() async throws {
    var desk = try Desk()
    desk.type("xjxjx")
    await desk.savesSession(to: "a.json")
    Self.opens(Fixture.path("progressive"), at: &desk)
    desk.type("pt")
    desk.press(.enter)
    #expect(desk.state.exporting != nil)
    desk.type("q")
    var found: [Effect] = []
    await desk.waits { _, effects in
      found = effects
      return effects.contains(.quit)
    }
    #expect(!found.contains(.handOver))
  }

  @Test func `strokes on another picture that come while a model is loaded are kept`() async throws
  {
    var desk = try Desk()
    await desk.savesSession(to: "a.json")
    Self.opens(Fixture.path("progressive"), at: &desk)
    desk.type(".x,")
    await desk.waits { _, effects in effects.contains(.handOver) }
    desk.handsOver()
    #expect(desk.journals.count == 1)
    await desk.leave()
  }

  @Test func `strokes that come while a model is loaded are kept`() async throws {
    var desk = try Desk()
    await desk.savesSession(to: "a.json")
    Self.opens(Fixture.path("progressive"), at: &desk)
    desk.type("x")
    await desk.waits { _, effects in effects.contains(.handOver) }
    desk.handsOver()
    let journal = try #require(desk.journals.first)
    let kept = try SessionFile(path: desk.path("ganbrush/\(journal)"))
    #expect(kept.session.strokes.count == 1)
    #expect(kept.model.name == "dcgan")
    await desk.leave()
  }

  @Test func `a folder and a file that is no model are refused, and the question comes back`()
    async throws
  {
    var desk = try Desk()
    await desk.savesSession(to: "a.json")
    Self.opens(desk.path(""), at: &desk)
    guard case .prompt(let prompt) = desk.state.mode else {
      Issue.record("no question: \(desk.state.mode)")
      return
    }
    #expect(
      prompt.remark
        == .refusal(
          "\(desk.path("")) is a folder without generator.safetensors, expected a file or a model",
          reason: "a folder without generator.safetensors, expected a file or a model"))
    desk.press(.escape)
    try Fixture.write([UInt8]("no model".utf8), to: desk.path("mine.pth"))
    Self.opens(desk.path("mine.pth"), at: &desk)
    await desk.waits { state, _ in state.mode != .painting }
    guard case .prompt(let prompt) = desk.state.mode, case .refusal = prompt.remark else {
      Issue.record("no refusal: \(desk.state.mode)")
      return
    }
    #expect(desk.state.document.modelName == "dcgan")
    await desk.leave()
  }

  @Test func `what a file is tells its content, not its name`() async throws {
    var desk = try Desk()
    await desk.savesSession(to: "a.json")
    for (bytes, name) in [
      (try Fixture.bytes(desk.path("a.json")), "session.pth"),
      (try Fixture.bytes(Fixture.path("progressive")), "model.json"),
      ([0x1F, 0x8B, 8, 0], "model.pth"),
    ] { try Fixture.write(bytes, to: desk.path(name)) }
    Self.opens(desk.path("session.pth"), at: &desk)
    #expect(desk.state.document.path == desk.path("session.pth"))
    Self.opens(desk.path("model.pth"), at: &desk)
    guard case .prompt(let prompt) = desk.state.mode, case .refusal(_, let reason) = prompt.remark
    else {
      Issue.record("no refusal: \(desk.state.mode)")
      return
    }
    #expect(reason == "compressed by gzip; unpack it first, expected a session or a model")
    desk.press(.escape)
    Self.opens(desk.path("model.json"), at: &desk)
    await desk.waits { _, effects in effects.contains(.handOver) }
    await desk.leave()
  }

  @Test func `the list of models has the installed ones, in plain words`() async throws {
    var desk = try Desk()
    desk.press(.control("o"))
    await desk.waits { state, _ in state.mode != .painting }
    guard case .choosing(let list) = desk.state.mode else {
      Issue.record("no list: \(desk.state.mode)")
      return
    }
    let church = try #require(list.choices.first { $0.label == "church" })
    #expect(church.text == ["Progressive GAN, 13 concepts"])
    await desk.leave()
  }

  @Test func `the first lines stay away for whoever has painted`() async throws {
    let home = try TemporaryFolder()
    for isFirst in [true, false] {
      var desk = try Desk(welcomes: true, home: home.path)
      #expect(desk.state.isWelcoming == isFirst)
      guard isFirst else { break }
      desk.type("xjx")
      #expect(!desk.state.isWelcoming)
      try await Task.sleep(for: .milliseconds(20))
      while try !home.names.contains(where: { $0 == "ganbrush" })
        || !InputFolder.names(in: "\(home.path)/ganbrush").contains("welcomed")
      {
        try await Task.sleep(for: .milliseconds(20))
      }
      await desk.leave()
    }
  }
}
