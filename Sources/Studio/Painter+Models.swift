import Checkpoints
import Dispatch
import Files
import Networks
import Painting
import Recipes
package import Screens

/// Other models in the place of the painter's.
extension Painter {
  /// Looks on another thread which models there are.
  func lookForModels() {
    DispatchQueue.global(qos: .userInitiated).async { [modelNews, library, open = model.path] in
      modelNews.lists.put(library.summaries(open: open))
      modelNews.wake()
    }
  }

  /// Looks on another thread what is in a folder, as a person typed it.
  func lookForFiles(in folder: String) {
    modelNews.wantedFolder.put(folder)
    modelNews.folderQueue.async { [modelNews] in
      guard let folder = modelNews.wantedFolder.take() else { return }
      modelNews.folders.put((folder, FolderListing.names(for: folder)))
      modelNews.wake()
    }
  }

  /// Looks what a path leads to, and asks before it is opened where strokes would be lost.
  mutating func askToOpen(_ path: String) -> [Effect] {
    guard !Folder.exists(path) else { return state.askToOpen(path, isModel: true) }
    // Where nothing can be told, reading a session will say why.
    let file = (try? OpenableFile(path: path)) ?? .session
    if case .foreign(let format) = file {
      let reason = "\(format.rawValue), expected a session or a model"
      state.refuseAnswer("\(shown: path) is \(reason)", reason: reason)
      return []
    }
    let identity = FileIdentity(of: path)
    let session = Self.session(at: path)
    lookedAt = session.flatMap { session in identity.map { ($0, session) } }
    // Another model takes the place of all pictures, whichever the session has.
    guard file != .checkpoint, session.flatMap({ place(ofModelOf: $0) }) == nil else {
      return state.askToOpen(path, isModel: true)
    }
    let pictures = session.map { ([$0.session] + $0.others).map(\.latent) } ?? []
    return state.askToOpen(path, isModel: false, pictures: pictures)
  }

  /// The session in a file; nil where there is none that can be read.
  private static func session(at path: String) -> SessionFile? {
    guard (try? OpenableFile(path: path)) == .session else { return nil }
    return try? SessionFile(path: path, .regular)
  }

  /// Where the model of a session is, if it is installed and not the one that is open.
  private func place(ofModelOf session: SessionFile) -> String? {
    // Its name may have changed.
    if case .success(let model) = identification, model.hash == session.model.hash { return nil }
    return library.path(ofModelOf: session, besides: model.name)
  }

  /// Begins to load a model on another thread; then this painter hands over to that of the model.
  ///
  /// - Parameters:
  ///   - path: Of its folder or its file, or of a session of it.
  ///   - givenUp: The sessions that need not be kept.
  mutating func beginOpening(modelAt path: String, givingUp givenUp: [Session]) {
    guard state.unitView.percent == nil else {
      return state.feedback.complain(
        "the model is being dissected; \(state.commands.key(.dissect)) stops that first")
    }
    let place = Self.session(at: path).flatMap { self.place(ofModelOf: $0) }
    let file = Model.checkpoint(in: place ?? path)
    guard place != nil || file == path || Inode(of: file) != nil else {
      let reason = "a folder without generator.safetensors, expected a file or a model"
      return state.refuseAnswer("\(shown: path) is \(reason)", reason: reason)
    }
    givenUpForSuccessor = givenUp
    sessionForSuccessor = place == nil ? nil : path
    state.feedback.say("opening \(shown: Model.name(of: file))…")
    DispatchQueue.global(qos: .userInitiated).async {
      [modelNews, library, session = sessionForSuccessor] in
      let loaded = Result { () throws(FileFailure) in
        let model = try Model(path: file, shelf: library.recipes)
        if let session { try Self.validate(session, for: model) }
        return model
      }
      modelNews.loads.put(loaded)
      modelNews.wake()
    }
  }

  /// Refuses a session of other weights before its model takes the place of the one that is open.
  private static func validate(_ path: String, for model: Model) throws(FileFailure) {
    let identity = try model.identity()
    do {
      try SessionFile(path: path, .regular).validate(for: identity, layers: model.generator.layers)
    } catch {
      throw FileFailure(path: path, reason: "\(error)")
    }
  }

  /// Takes what was found out.
  ///
  /// - Returns: What the terminal has to do.
  mutating func takeModelNews() -> [Effect] {
    if let trouble = modelNews.troubles.take() { state.feedback.complain(trouble) }
    if let (folder, names) = modelNews.folders.take() { state.receive(names, of: folder) }
    if let models = modelNews.lists.take() { state.receive(models) }
    switch modelNews.loads.take() {
    case .success(let model):
      successor = model
      return [.handOver]
    case .failure(let failure):
      state.refuseAnswer("\(failure)", reason: failure.reason)
      return []
    case nil: return []
    }
  }

  /// Becomes the painter of the model that was loaded.
  package mutating func handOver() {
    guard let successor else { return }
    // Strokes that came after the question, or while the model was loaded, were given up by nobody.
    let isGivenUp = state.document.unsavedSessions.allSatisfy { session in
      givenUpForSuccessor.contains { $0.isPainted(like: session) }
    }
    if isGivenUp {
      discardResumed(givenUp: true)
      journal.discard()
    } else {
      _ = keepUnsaved()
    }
    exchange.close()
    let display = state.display
    let session = sessionForSuccessor
    self = Painter(
      successor, successor.firstSession(), options: options, shelf: shelf,
      dissections: dissections, library: library, wake: wake)
    state.display = display
    if let session { _ = carryOut([.open(path: session)]) }
  }
}

extension AssetLibrary {
  /// The models, with what each is in plain words, and the checkpoint that is open wherever it lies.
  package func summaries(open path: String) -> [ModelSummary] {
    let isInstalled = models.contains { Folder.isSame(Model.checkpoint(in: $0.path), path) }
    let elsewhere = isInstalled ? [] : [(name: Model.name(of: path), path: path)]
    return (models + elsewhere).map { name, place in
      let file = Model.checkpoint(in: place)
      return ModelSummary(
        name: name, path: place, text: Self.text(file) + (isPersonal(place) ? ", yours" : ""),
        isOpen: Folder.isSame(file, path))
    }
  }

  private static func text(_ file: String) -> String {
    do {
      let part = try NetworkPart(of: try Checkpoint(contentsOf: file), kind: .generator)
      let book = Model.recipes(beside: file).flatMap { try? RecipeShelf.book($0, .regular) }
      let concepts = Set(book?.layers.flatMap { $0.recipes.map(\.concept) } ?? []).count
      return concepts == 0
        ? "\(part.architecture.title), single units"
        : "\(part.architecture.title), \(concepts) concepts"
    } catch {
      return "cannot be used: \(error)"
    }
  }
}
