import Dissection
import Files
import Networks
import Painting
import Recipes
import Screens
import Studio
import TestSupport
import Testing
import Units

@Suite(.timeLimit(.minutes(5)), .ownThread) struct DissectionShelfTests {
  private static let layers = [LayerSummary(name: "a", units: 2, grid: Grid(height: 4, width: 4))]

  private static func report(
    hash: String = "11", layer: LayerSummary = layers[0], label: Int = 0
  ) -> DissectionReport {
    let units = (0..<layer.units).map { unit in
      UnitReport(
        unit: unit, level: 1, active: 0.01, label: label, ious: [0.1, 0.2], chances: [0, 0],
        ceilings: [1, 1], means: [nil, nil], information: nil,
        quantiles: UnitReport.quantileProbabilities,
        histogram: .init(low: 0, high: 1, everywhere: [1], label: [1]),
        top: (0..<3).map { .init(number: $0, activation: 2) })
    }
    return DissectionReport(
      model: .init(name: "m", hash: hash, title: "DCGAN"), segmenter: nil,
      specimens: .latents(count: 8), skipped: [], confidence: nil,
      labelGrid: .init(Grid(height: 8, width: 8)),
      concepts: ["tree", "sky"].map { .init(name: $0, category: "object", area: 0.1) },
      layers: [
        LayerReport(
          layer: layer.name, height: layer.grid.height, width: layer.grid.width, units: units)
      ])
  }

  /// A shelf with files in its folders, by `beside`, `recipes` and the hashes of the cache.
  private struct Room: ~Copyable {
    let folder: TemporaryFolder
    let shelf: DissectionShelf

    init(_ files: [String: [UInt8]]) throws {
      let folder = try TemporaryFolder()
      let shelf = DissectionShelf(cache: PersonalFolder.cache(["HOME": folder.path]))
      for (name, bytes) in files {
        let place =
          switch name {
          case "beside": "\(folder.path)/model"
          case "recipes": "\(folder.path)/run"
          default: shelf.folder(ofHash: name) ?? ""
          }
        try Fixture.makeFolder(place)
        try Fixture.write(bytes, to: "\(place)/dissection.json")
      }
      self.shelf = shelf
      self.folder = folder
    }

    func found() throws(FileFailure) -> DissectionReport? {
      try shelf.report(
        beside: "\(folder.path)/model/generator.safetensors",
        recipes: "\(folder.path)/run/recipes.json", hash: "11", layers: layers)
    }
  }

  @Test func `the one beside the checkpoint comes before the one in the cache`() throws {
    let (first, second) = (Self.report(label: 1), Self.report())
    #expect(try Room([:]).found() == nil)
    #expect(try Room(["11": second.json]).found() == second)
    #expect(try Room(["beside": first.json, "11": second.json]).found() == first)
    #expect(try Room(["22": second.json]).found() == nil)
  }

  @Test func `the one beside chosen recipes comes first, if it is of this checkpoint`() throws {
    let (chosen, own) = (Self.report(label: 1), Self.report())
    #expect(try Room(["recipes": chosen.json]).found() == chosen)
    #expect(try Room(["recipes": chosen.json, "beside": own.json]).found() == chosen)
    let other = Self.report(hash: "22")
    #expect(try Room(["recipes": other.json, "beside": own.json]).found() == own)
  }

  @Test func `one of another checkpoint beside this one is none of its`() throws {
    let other = Self.report(hash: "22")
    #expect(try Room(["beside": other.json]).found() == nil)
    #expect(try Room(["beside": other.json, "11": Self.report().json]).found() == Self.report())
  }

  @Test(arguments: [
    (Array("{".utf8), "not a dissection: "),
    (
      report(layer: LayerSummary(name: "b", units: 2, grid: Grid(height: 4, width: 4))).json,
      "names layer 'b', which the model does not have"
    ),
    (
      report(layer: LayerSummary(name: "a", units: 3, grid: Grid(height: 4, width: 8))).json,
      "layer 'a' has 3 units on 4×8 cells, expected 2 units on 4×4 cells"
    ),
  ])
  func `one that cannot be used is an error that names it`(bytes: [UInt8], reason: String) throws {
    let room = try Room(["11": bytes])
    let error = #expect(throws: FileFailure.self) { try room.found() }
    #expect(error?.path.hasSuffix("/.cache/ganbrush/dissections/11/dissection.json") == true)
    #expect(error?.reason.hasPrefix(reason) == true)
  }

  // MARK: In the painter

  @Test func `a painter shows the pictures of a unit from the cache`() async throws {
    let model = try Fixture.model()
    let layer = try #require(model.generator.layer("main.5"))
    let report = Self.report(hash: try model.identity().hash, layer: layer)
    var desk = try Desk(dissection: report.json)
    await desk.waits { state, _ in state.unitView.report != nil }
    #expect(desk.state.unitView.report == report)
    desk.type("i")
    let unit = Unit("main.5", 0)
    await desk.waits { state, _ in state.pictureContent == .unit(unit, count: 3) }
    let pictures = desk.state.unitView.pictures(of: unit).map(\.picture)
    for (id, picture) in pictures.enumerated() {
      let session = Session(latent: Latent(id: id), layer: "main.5")
      #expect(picture == (try model.generator.picture(of: session)))
    }
    #expect(pictures.count == 3)
  }

  @Test func `a painter finds what lies beside the recipes that it was given`() async throws {
    let model = try Fixture.model()
    let report = Self.report(
      hash: try model.identity().hash, layer: try #require(model.generator.layer("main.5")))
    let run = try TemporaryFolder()
    let tree = try Recipe(
      concept: "tree", layer: "main.5", metric: "iou", units: [0], draws: ["level": [1]],
      draw: "level")
    let chapter = RecipeBook.Chapter(
      layer: "main.5", units: report.layers[0].units.count, quantiles: nil, recipes: [tree])
    let book = RecipeBook(model: "m", start: nil, layers: [chapter])
    try Fixture.write(book.json, to: "\(run.path)/recipes.json")
    try Fixture.write(report.json, to: "\(run.path)/dissection.json")
    var desk = try Desk(recipes: "\(run.path)/recipes.json")
    await desk.waits { state, _ in state.unitView.report != nil }
    #expect(desk.state.unitView.report == report)
    #expect(desk.state.concepts.recipes == [tree])
  }

  @Test func `a painter passes a damaged one over and says so`() async throws {
    var desk = try Desk(dissection: Array("[]".utf8))
    await desk.waits { state, _ in state.feedback.message?.isError == true }
    let message = desk.state.feedback.message?.text ?? ""
    #expect(message.hasPrefix("the dissection is passed over: "))
    #expect(desk.state.unitView.report == nil)
    await desk.waitsForPicture()
  }

  @Test func `a painter dissects its model while it paints, and the next one knows it`()
    async throws
  {
    let home = try TemporaryFolder()
    var desk = try Desk(cache: home.path)
    desk.type("m")
    #expect(desk.state.unitView.percent == 0)
    desk.type("m")
    #expect(desk.state.mode == .confirming(.stopDissection))
    desk.type("n")
    // Brushes come before all pictures are counted, and strokes before the rest.
    await desk.waits { state, _ in state.unitView.report != nil }
    desk.type("x")
    await desk.waitsForPicture()
    await desk.waits { state, _ in state.unitView.percent == nil }
    let said = desk.state.feedback.message?.text ?? ""
    #expect(said.hasPrefix("the model is dissected: "))
    #expect(said.hasSuffix("; kept for the next time"))
    #expect(desk.state.session.strokes.count == 1)
    let report = try #require(desk.state.unitView.report)
    #expect(report.specimens == .latents(count: 160))
    #expect(report.layers.map(\.layer) == ["main.5", "main.8"])
    let book = try #require(desk.state.concepts.book)
    #expect(book.layers.map(\.layer) == ["main.5", "main.8"])

    let folder = try DissectionShelf(cache: PersonalFolder.cache(["HOME": home.path]))
      .folder(ofHash: Fixture.model().identity().hash)
    let kept = try RecipeBook(json: Fixture.bytes("\(try #require(folder))/recipes.json"))
    #expect(kept == book)
    var next = try Desk(cache: home.path)
    await next.waits { state, _ in state.unitView.report != nil }
    #expect(next.state.unitView.report == report)
    #expect(next.state.concepts.book == book)
  }

  @Test(arguments: [true, false])
  func `what was counted when a person stops or quits is not counted again`(isStopped: Bool)
    async throws
  {
    let count = 480
    let home = try TemporaryFolder()
    var desk = try Desk(cache: home.path, dissectedPictures: count)
    desk.type("m")
    // The sample of 64 pictures is part of what is done.
    let sampled = 100 * 64 / (count + 64)
    await desk.waits { state, _ in state.unitView.percent ?? 0 > sampled }
    if isStopped {
      desk.type("my")
      await desk.waits { state, _ in state.unitView.percent == nil }
      #expect(
        desk.state.feedback.message?.text
          == "the dissection is stopped; what is counted is kept, and m goes on from there")
    } else {
      await desk.leave()
    }

    var next = try Desk(cache: home.path, dissectedPictures: count)
    let begun = "single units are the brushes; a dissection is begun, m goes on with it"
    await next.waits { state, _ in state.feedback.message?.text == begun }
    next.type("m")
    await next.waits { state, _ in state.unitView.percent ?? 0 > 0 }
    #expect(next.state.unitView.percent ?? 0 > sampled)
    await next.waits { state, _ in state.unitView.isWhole }

    var whole = try Desk(dissectedPictures: count)
    whole.type("m")
    await whole.waits { state, _ in state.unitView.isWhole }
    #expect(next.state.unitView.report == whole.state.unitView.report)
    await next.waits { state, _ in state.unitView.percent == nil }
    let folder = try DissectionShelf(cache: PersonalFolder.cache(["HOME": home.path]))
      .folder(ofHash: Fixture.model().identity().hash)
    let names = try InputFolder.names(in: try #require(folder)).sorted()
    #expect(names == [".lock", "dissection.json", "recipes.json"])
  }

  @Test func `counts of the cache that cannot be used are made again`() async throws {
    let home = try TemporaryFolder()
    let folder = try #require(
      try DissectionShelf(cache: PersonalFolder.cache(["HOME": home.path]))
        .folder(ofHash: Fixture.model().identity().hash))
    try Fixture.makeFolder("\(folder)/run/parts/1-of-1")
    try Fixture.write(Array("{".utf8), to: "\(folder)/run/plan.json")
    try Fixture.write(Array("{".utf8), to: "\(folder)/run/parts/1-of-1/progress.json")
    var desk = try Desk(cache: home.path)
    desk.type("m")
    await desk.waits { state, _ in state.unitView.percent == nil }
    #expect(desk.state.unitView.isWhole)
  }

  @Test func `one painter at a time dissects a model`() async throws {
    let home = try TemporaryFolder()
    let folder = try #require(
      try DissectionShelf(cache: PersonalFolder.cache(["HOME": home.path]))
        .folder(ofHash: Fixture.model().identity().hash))
    try Fixture.makeFolder(folder)
    let lock = try FolderLock.take(folder)
    var desk = try Desk(cache: home.path)
    desk.type("m")
    await desk.waits { state, _ in state.unitView.percent == nil }
    let message = desk.state.feedback.message?.text ?? ""
    #expect(message.hasSuffix("is being counted by another process"))
    extendLifetime(lock)
  }

  @Test func `a dissection that is there is found before another begins`() async throws {
    let model = try Fixture.model()
    let report = Self.report(
      hash: try model.identity().hash, layer: try #require(model.generator.layer("main.5")))
    var desk = try Desk(dissection: report.json)
    desk.type("m")
    await desk.waits { state, _ in state.unitView.percent == nil }
    #expect(desk.state.unitView.report == report)
    #expect(
      desk.state.feedback.message?.text == "the model is dissected: i shows what a unit is")
  }

  @Test func `m of a model whose file cannot be read to its end is given up`() async throws {
    let failure = FileFailure(path: "m", reason: "cut short")
    var desk = try Desk(identify: { .failure(failure) })
    desk.type("m")
    await desk.waits { state, _ in state.unitView.percent == nil }
    #expect(desk.state.feedback.message?.isError == true)
  }

  @Test func `a painter without a segmenter says why its model is not dissected`() async throws {
    var desk = try Desk(segmenter: "/nonexistent")
    desk.type("m")
    await desk.waits { state, _ in state.unitView.percent == nil }
    let message = desk.state.feedback.message?.text ?? ""
    #expect(message.hasPrefix("dissection: /nonexistent: no file and no segmenter"))
  }
}
