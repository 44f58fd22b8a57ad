import Seeing
package import Cells
import Dispatch
package import Files
import Glibc
import Networks
package import Painting
package import Screens

/// The painter without its terminal: its state, and what carries out the effects of keys.
///
/// It waits for nothing. An effect that needs a picture, the checkpoint's hash or the end of a save
/// is carried out when that is there, and later effects come after it.
package struct Painter {
  /// The model's identity, or why it cannot be known.
  package typealias Identification = Result<ModelIdentity, FileFailure>

  package var state: PaintState
  let exchange: RenderExchange
  let shelf: JournalShelf
  let journal: Journal
  let options: PainterOptions
  private let identify: @Sendable () -> Identification
  /// What another thread has found out: the model's identity, and sessions that fit it.
  private let findings = Mailbox<Identification>()
  let offers = Mailbox<JournalShelf.Offer>()
  let sessionSaves = Mailbox<SessionSave>()
  let exports = Mailbox<ExportWork.News>()
  /// Gives up what is being exported.
  var exportStop: StopRequest?
  let dissections: DissectionShelf
  let dissectionNews: DissectionNews
  let dissectionStop = StopRequest()
  let causes: CauseReader
  let modelNews: ModelNews
  let thumbnails: ThumbnailNews
  /// Where the model's bookmarks are kept; nil while the model is not known.
  var bookmarkFile: BookmarkFile?
  /// The model of the painter that takes the place of this one, and the strokes that are given up for it.
  var successor: Model?
  var givenUpForSuccessor: [Session] = []
  /// The file of a session of that model, which that painter opens.
  var sessionForSuccessor: String?
  /// Whether the model's dissection was looked for.
  var hasSoughtDissection = false
  let model: Model
  let library: AssetLibrary
  let wake: @Sendable () -> Void
  /// Nil while the checkpoint is hashed.
  private(set) var identification: Identification?
  /// An effect, and the session as it was when a key asked for it.
  private typealias Order = (effect: Effect, session: Session)
  /// What cannot be carried out yet, in order.
  private var waiting: [Order] = []
  /// What was saved while quitting waited for it, and is gone from the screen.
  package private(set) var farewells: [String] = []
  /// The files of sessions as this painter has opened or saved them.
  var sessionFiles: [String: FileIdentity] = [:]
  /// The session that was looked at before it is opened, and its file then: while that is the same, it is
  /// not read again.
  var lookedAt: (file: FileIdentity, session: SessionFile)?
  /// The file of an interrupted painter that the journal names as the one that it goes on with.
  private var resumedInJournal: String?

  /// Begins to paint, and asks for the first picture.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - session: A session that fits it.
  ///   - others: Further pictures with strokes from its file, if an interrupted painter left that.
  ///   - path: The session's file, if it comes from one.
  ///   - file: What the file is known by.
  ///   - warnings: What is wrong with the file.
  ///   - options: What the person chose.
  ///   - shelf: Where unsaved strokes are kept.
  ///   - dissections: Where the model's dissection may be.
  ///   - library: The other models that may be opened.
  ///   - identify: Tells the model's identity on another thread, and may take its time; nil for
  ///     `Model.identity`.
  ///   - wake: Called on any thread when there are results to take.
  package init(
    _ model: Model, _ session: Session, _ others: [Session] = [], from path: String? = nil,
    file: FileIdentity? = nil,
    warnings: [String] = [],
    options: PainterOptions = PainterOptions(), shelf: JournalShelf = JournalShelf(),
    dissections: DissectionShelf = DissectionShelf(), library: AssetLibrary = AssetLibrary(),
    identify: (@Sendable () -> Identification)? = nil,
    wake: @escaping @Sendable () -> Void
  ) {
    let identify = identify ?? { Self.identification(of: model) }
    self.identify = identify
    self.shelf = shelf
    self.wake = wake
    self.options = options
    self.dissections = dissections
    self.model = model
    self.library = library
    dissectionNews = DissectionNews(wake: wake)
    modelNews = ModelNews(wake: wake)
    thumbnails = ThumbnailNews(wake: wake)
    journal = Journal(shelf, modelName: model.name, wake: wake)
    if let path { sessionFiles[path] = file }
    exchange = RenderExchange(model.generator, preview: options.preview, wake: wake)
    causes = CauseReader(model.generator, segmenter: options.segmenter, exchange, wake: wake)
    state = PaintState(
      modelName: model.name, layers: model.generator.layers, recipes: model.recipes,
      candidates: model.candidates.map(\.name), session: session, strength: options.strength,
      commands: options.commands)
    state.naming = PictureNaming(scale: options.scale)
    state.isWelcoming = options.welcomes && !WelcomeMark(shelf: shelf).isThere
    exchange.submit(state.requestFirstPicture())
    if let failure = model.skippedRecipes.first {
      state.feedback.complain("recipes are passed over: \(failure)")
    } else if let choice = model.choice {
      state.feedback.say(choice.sentence)
    }
    if let path, shelf.holds(path) {
      resume(others, from: shelf.takeOver(path))
    } else if let path, !path.hasSuffix(".png") {
      state.adopt(path)
    }
    for warning in warnings { state.feedback.complain(warning) }
    DispatchQueue.global().async { [findings, offers, library, layers = state.layers] in
      let found = identify()
      if path == nil, let model = try? found.get(),
        let offer = shelf.newest(for: model, layers: layers, except: getpid())
          ?? shelf.newest(ofOthersThan: model, among: Set(library.models.map(\.name)))
      {
        offers.put(offer)
      }
      findings.put(found)
      wake()
      shelf.removeOld()
      guard path == nil, let model = try? found.get(),
        let offer = shelf.newestAmongOthers(for: model, layers: layers, except: getpid()),
        !offer.others.isEmpty
      else { return }
      offers.put(offer)
      wake()
    }
  }

  /// Takes a key.
  ///
  /// - Returns: What the terminal has to do: to draw all, to stop, to end.
  package mutating func handle(_ key: Key) -> [Effect] {
    // Whoever goes on has changed their mind: strokes that are painted meanwhile must not be given up.
    let wasQuitting = isQuitting
    if wasQuitting { withdrawQuit() }
    let effects = carryOut(state.handle(key))
    if isQuitting != wasQuitting {
      state.feedback.say(
        isQuitting ? "quits when the file is written; any key stays" : "quitting is cancelled")
    }
    if case .confirming(.open) = state.mode {} else { lookedAt = nil }
    keepNews()
    askForUnitPictures()
    askForCauses()
    askForThumbnails()
    return effects
  }

  /// Takes what other threads have finished.
  ///
  /// - Returns: What the terminal has to do.
  package mutating func takeResults() -> [Effect] {
    if let trouble = exchange.takeTrouble() { state.feedback.complain(trouble) }
    if let measurement = exchange.takeMeasurement() { state.receive(measurement) }
    if let failure = exchange.takeFailure() {
      state.feedback.receiveFailure(ofRequest: failure.number, failure.reason)
      // Without a picture nothing is saved, and what should have followed the save is dropped.
      if state.feedback.hasFailed {
        waiting = Array(waiting.prefix { !$0.effect.savesPicture })
      }
    }
    if let picture = exchange.takePicture() { state.feedback.receive(picture) }
    if let offer = offers.take() { take(offer) }
    if let found = findings.take() {
      identification = found
      if case .success(let model) = found {
        journal.learn(model)
        lookForDissection(of: model)
        readBookmarks(of: model)
      }
    }
    if let news = exports.take(), !finishExport(news) { dropWaiting() }
    takeDissectionNews()
    if let pictures = exchange.takeUnitPictures() { state.receive(pictures) }
    takeCauses()
    takeThumbnails()
    let handover: [Order] = takeModelNews().map { ($0, state.session) }
    if let notice = journal.takeNotice() {
      state.feedback.complain(notice.text)
      state.feedback.areStrokesKept = notice.areStrokesKept
    }
    // Nothing follows a save that failed, least of all quitting.
    if let save = exchange.takeSave(), !finishSave(save) { dropWaiting() }
    if let save = sessionSaves.take(), !finish(save) { dropWaiting() }
    var orders = waiting + handover
    waiting = []
    // Whoever quits needs no other model.
    if orders.contains(where: { $0.effect == .quit }) {
      orders.removeAll { $0.effect == .handOver }
    }
    let effects = carryOut(orders)
    keepNews()
    askForUnitPictures()
    askForCauses()
    askForThumbnails()
    return effects
  }

  /// Whether quitting waits for a file.
  private var isQuitting: Bool { waiting.contains { $0.effect == .quit } }

  private mutating func withdrawQuit() {
    waiting.removeAll { $0.effect == .quit }
    farewells = []
  }

  /// Drops what should have followed something that failed, and what the shell was to be told of it.
  private mutating func dropWaiting() { (waiting, farewells) = ([], []) }

  /// Keeps edits that are not on disk, when the program is told to end.
  package mutating func keepUnsaved() -> Journal.Outcome {
    keepNews()
    guard state.document.hasUnsavedEdits else {
      journal.discard()
      return .nothingToKeep
    }
    return journal.settle()
  }

  /// Hands what has changed the session to the journal.
  mutating func keepNews() {
    let news = state.takeNews()
    if !news.isEmpty { journal.keep(news, state.session) }
    // An opening that is undone needs the file again.
    let resumed = state.document.resumed
    if resumed != resumedInJournal { journal.resume(resumed) }
    resumedInJournal = resumed
  }

  private static func identification(of model: Model) -> Identification {
    do { return .success(try model.identity()) } catch { return .failure(error) }
  }

  /// Repeats a sentence on the shell, if quitting waits for what it tells.
  mutating func repeatOnShell(_ sentence: String) {
    if isQuitting { farewells.append(sentence) }
  }

  /// Leaves no file half written when the program ends, and keeps what a dissection has counted.
  ///
  /// - Parameter patience: How many seconds a dissection has for that.
  package func close(patience: Int = 5) {
    dissectionStop.makeAndWait(seconds: patience)
    exchange.close()
    bookmarkFile?.finish(seconds: patience)
  }

  // MARK: Effects

  /// Carries effects out, or lets them wait.
  ///
  /// - Returns: Those that are the terminal's.
  mutating func carryOut(_ effects: [Effect]) -> [Effect] {
    carryOut(effects.map { ($0, state.session) })
  }

  private mutating func carryOut(_ orders: [Order]) -> [Effect] {
    var ofTerminal: [Effect] = []
    for (index, (effect, session)) in orders.enumerated() {
      guard isReady(for: effect) else {
        waiting += orders[index...]
        break
      }
      switch effect {
      case .render: exchange.submit(state.request)
      // Nothing follows a picture that cannot be saved.
      case .savePicture: guard beginSave() else { return ofTerminal }
      case .saveOther(let session): guard beginSave(of: session) else { return ofTerminal }
      case .savePictureAs(let path, let overwriting):
        guard beginSave(as: path, overwriting: overwriting) else { return ofTerminal }
      // Nor a session.
      case .saveSession(let path, let overwriting):
        guard beginSave(session, to: path, overwriting: overwriting) else { return ofTerminal }
      case .askToOpen(let path):
        ofTerminal += carryOut(askToOpen(path))
      case .open(let path): ofTerminal += open(path)
      case .openModel(let path, let givenUp): beginOpening(modelAt: path, givingUp: givenUp)
      case .listModels: lookForModels()
      case .keepBookmarks: keepBookmarks()
      case .rememberWelcome: WelcomeMark(shelf: shelf).make()
      case .complete(let typed):
        ofTerminal += carryOut(state.complete(typed, from: FolderListing.names(for: typed)))
      case .listFiles(let folder): lookForFiles(in: folder)
      case .export(let export, let overwriting):
        begin(export, of: session, overwriting: overwriting)
      case .stopExport: stopExport()
      case .dissect: beginDissection()
      case .stopDissection: stopDissection()
      case .redraw, .suspend, .handOver: ofTerminal.append(effect)
      case .quit:
        discardResumed(givenUp: true)
        journal.discard()
        ofTerminal.append(effect)
      }
    }
    return ofTerminal
  }

  /// Stops a dissection, or gives one up that has not begun.
  private mutating func stopDissection() {
    guard waiting.contains(where: { $0.effect == .dissect }) else { return dissectionStop.make() }
    waiting.removeAll { $0.effect == .dissect }
    state.abandonDissection()
  }

  private func isReady(for effect: Effect) -> Bool {
    switch effect {
    case .render, .redraw, .suspend, .askToOpen, .complete, .listFiles, .stopDissection,
      .stopExport, .listModels, .rememberWelcome:
      true
    case .export: identification != nil
    // A picture is saved when it shows the newest strokes.
    case .savePicture, .savePictureAs:
      identification != nil && state.document.saving == nil && !state.feedback.isRendering
    case .keepBookmarks: identification != nil
    case .dissect:
      if case .success = identification { hasSoughtDissection } else { identification != nil }
    case .saveSession, .saveOther, .open: identification != nil && state.document.saving == nil
    // What is being written is waited for.
    case .openModel:
      identification != nil && state.document.saving == nil && state.exporting == nil
    case .handOver, .quit: state.document.saving == nil && state.exporting == nil
    }
  }
}
