import Cells
import Files
import Foundation
import Painting
import Screens
import Studio
import TestSupport
import Units

/// A person at a painter without a terminal: types, and waits for what comes back.
struct Desk: ~Copyable {
  private(set) var painter: Painter
  /// What the terminal was asked for.
  private(set) var effects: [Effect] = []
  private let wakes: AsyncStream<Void>
  private let folder: TemporaryFolder

  /// Sits down before the small DCGAN, or another model; pictures are saved inside the desk's folder.
  ///
  /// The models that can be opened by their names are those of the checkout, or small ones.
  init(
    pictures: String = ".", identify: (@Sendable () -> Painter.Identification)? = nil,
    recovered: Session? = nil, others: [Session] = [], byEarlierVersion: Bool = false,
    dissection: [UInt8]? = nil,
    cache: String? = nil, segmenter: String = Fixture.path("segmenter"), recipes: String? = nil,
    dissectedPictures: Int = 160, model path: String = Fixture.path("dcgan"),
    layer: LayerName = "main.5", welcomes: Bool = false, home: String? = nil,
    installed: [String]? = nil
  ) throws {
    let folder = try TemporaryFolder()
    let (wakes, continuation) = AsyncStream.makeStream(of: Void.self)
    let shelf = Keeping.shelf(in: home ?? folder.path)
    let model = try Model(path: path, recipesPath: recipes)
    if let recovered {
      let model = try model.identity()
      var text = JournalText(model: model, process: 1)
      for session in others + [recovered] { text.append(session) }
      try Fixture.makeFolder(shelf.folders[0])
      try Fixture.write(
        byEarlierVersion
          ? Array(SessionFile(model: model, session: recovered).json.utf8) : text.takeBytes(),
        to: "\(shelf.folders[0])/"
          + (byEarlierVersion ? "recovered-1700000000-1.json" : "00000001.journal"))
    }
    let cache = PersonalFolder.cache(["HOME": cache ?? folder.path])
    let dissections = DissectionShelf(cache: cache)
    if let dissection, let place = dissections.folder(ofHash: try model.identity().hash) {
      try Fixture.makeFolder(place)
      try Fixture.write(dissection, to: "\(place)/dissection.json")
    }
    var library = AssetLibrary()
    if let installed {
      let assets = "\(folder.path)/assets"
      try Fixture.makeFolder("\(assets)/Models")
      for name in installed {
        try Fixture.write(
          Fixture.bytes(Fixture.path(name)), to: "\(assets)/Models/\(name).safetensors")
      }
      library = AssetLibrary(
        environment: ["GANBRUSH_ASSETS": assets, "HOME": "/nowhere"],
        program: "/nowhere/bin/ganbrush")
    }
    painter = Painter(
      model, Session(latent: Latent(id: 3), layer: layer),
      options: PainterOptions(
        scale: 2, folder: "\(folder.path)/\(pictures)", segmenter: segmenter,
        dissectedPictures: dissectedPictures, welcomes: welcomes),
      shelf: shelf,
      dissections: dissections, library: library, identify: identify
    ) { continuation.yield() }
    self.wakes = wakes
    self.folder = folder
  }

  var state: PaintState { painter.state }

  /// The names of the files in which strokes are kept.
  var journals: [String] { (try? InputFolder.names(in: path("ganbrush")).sorted()) ?? [] }

  /// Ends the painter as a signal does.
  mutating func isTold() -> Journal.Outcome { painter.keepUnsaved() }

  /// Gets up after the painter has ended.
  ///
  /// The end waits for the renderer, which may need the threads that tests run on.
  func leave() async {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { [painter] in
        // Beside other tests, keeping takes longer than a person would wait.
        painter.close(patience: 120)
        continuation.resume()
      }
    }
  }

  /// The path of a file in the desk's folder.
  func path(_ name: String) -> String { "\(folder.path)/\(name)" }

  /// The pictures that were saved.
  var pictures: [String] {
    get throws { try folder.names.filter { $0.hasSuffix(".png") } }
  }

  /// Gives the picture another extent on the screen.
  mutating func fits(width: Int, height: Int) { painter.fit((width, height)) }

  mutating func type(_ text: String) {
    for character in text { press(.character(character)) }
  }

  mutating func press(_ key: Key) { effects += painter.handle(key) }

  /// Goes on as the painter of the model that was loaded.
  mutating func handsOver() {
    painter.handOver()
    effects = []
  }

  /// Takes results as they come until something is so.
  mutating func waits(until isSo: (PaintState, [Effect]) -> Bool) async {
    if isSo(state, effects) { return }
    for await _ in wakes {
      effects += painter.takeResults()
      if isSo(state, effects) { return }
    }
  }

  /// Saves the session to a new file of the desk's folder; from then on the model's hash is known.
  mutating func savesSession(to name: String) async {
    type("w")
    press(.control("u"))
    type(path(name))
    press(.enter)
    await waits { state, _ in state.document.path != nil }
  }

  /// Asks for the first picture, under the suggested name.
  mutating func asksForPicture() {
    type("s")
    press(.enter)
    press(.enter)
  }

  /// Asks for the picture, and waits until it is being saved.
  mutating func beginsSaving() async {
    asksForPicture()
    await waits { state, _ in state.document.saving != nil }
  }

  /// Takes results until the picture shows all edits.
  mutating func waitsForPicture() async {
    await waits { state, _ in state.feedback.rendered != nil && !state.feedback.isRendering }
  }
}
