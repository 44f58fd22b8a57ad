package import Dissection
import Files
package import Painting
package import Units
package import Recipes

/// What became of requests and files, as the program reports it.
extension PaintState {
  // MARK: Pictures

  /// Asks for the first picture, of the session as it was begun.
  package mutating func requestFirstPicture() -> RenderRequest {
    feedback.countRequest()
    return request
  }

  /// Takes over how far a measurement is, and its result.
  package mutating func receive(_ measurement: LayerMeasurement) {
    concepts.receive(measurement)
  }

  // MARK: Units

  /// Takes over what was found of the model's units, of all pictures or of some.
  package mutating func receive(_ report: DissectionReport, isWhole: Bool = true) {
    unitView.report = report
    unitView.isWhole = isWhole
    if let confidence = report.confidence { receive(confidence: confidence) }
  }

  /// Takes over how sure the segmenter is of what it names, and warns once where it is not.
  package mutating func receive(confidence: Double) {
    let isNews = unitView.doubt == nil
    unitView.confidence = confidence
    guard isNews, let doubt = unitView.doubt else { return }
    feedback.complain("\(doubt): concepts may be wrong for these pictures")
  }

  /// Takes over brushes that were found of a model without recipes, of all pictures or of some.
  package mutating func receive(_ book: RecipeBook, isWhole: Bool = true) {
    if concepts.book == nil {
      if let start = book.start { brush.setStrength(start.strength, on: layer) }
      replaceGreeting(
        with: "the brushes are from the model's dissection; "
          + "\(commands.key(.unit)) shows what a unit is")
    }
    concepts.receive(book, isWhole: isWhole)
  }

  /// Says that a dissection was begun that is not whole.
  package mutating func noteBegunDissection() {
    let rest = "\(commands.key(.dissect)) goes on with it"
    replaceGreeting(
      with: concepts.book == nil
        ? "single units are the brushes; a dissection is begun, \(rest)"
        : "a dissection of the model is begun; \(rest)")
  }

  /// Says something at the start, unless the person was told something else.
  private mutating func replaceGreeting(with text: String) {
    if feedback.message?.text == greeting { feedback.say(text) }
  }

  /// Takes over how much of the model is dissected, in percent.
  package mutating func receiveDissected(percent: Int) {
    if unitView.percent != nil { unitView.percent = percent }
  }

  /// Says that the model is dissected.
  package mutating func sayDissected() {
    abandonDissection()
    feedback.say(dissectedSentence)
  }

  /// What there is to say of a dissection that is whole.
  package var dissectedSentence: String {
    "the model is dissected: \(commands.key(.unit)) shows what a unit is"
  }

  /// Goes back to painting without a dissection under way.
  package mutating func abandonDissection() {
    unitView.percent = nil
    unitView.isStopping = false
    if mode == .confirming(.stopDissection) { mode = .painting }
  }

  /// Ends the dissection with what is to be said of it, or with the reason why it found nothing.
  package mutating func endDissection(_ outcome: Result<String, FileFailure>) {
    abandonDissection()
    switch outcome {
    case .success(let sentence): feedback.say(sentence)
    case .failure(let failure): feedback.complain("dissection: \(failure)")
    }
  }

  /// Takes over pictures of a unit, as far as they are made.
  package mutating func receive(_ pictures: UnitPictures) { unitView.receive(pictures) }

  /// Asks for the pictures of the unit in sight, once.
  package mutating func takeUnitPicturesRequest() -> UnitPicturesRequest? {
    unitView.request(for: chosenUnit)
  }

  // MARK: Files

  /// Takes the file that the session was read from as its own, which saving will replace.
  package mutating func adopt(_ path: String) { document.adopt(path) }

  /// Takes the session as one that an interrupted run left, with those of other pictures, so that they
  /// still have to be saved.
  package mutating func resume(_ others: [Session] = [], recovery path: String) {
    document.resume(others, recovery: path)
    feedback.say(
      "an interrupted session; save it with \(commands.key(.saveSession)) "
        + "or \(commands.key(.savePicture))")
  }

  /// Offers the session that an interrupted run left; the same one once more only adds others.
  ///
  /// - Parameters:
  ///   - path: Its file.
  ///   - model: Its model's name, if that is not the one that is open.
  ///   - holder: Whose it still is, if another painter has not ended.
  ///   - others: Older ones, the newest first, which the question for a file has as earlier answers.
  package mutating func offer(
    recovery path: String, of model: String? = nil, heldBy holder: String? = nil,
    others: [String] = []
  ) {
    for other in others.reversed() { pastAnswers.record(other, to: .openPath) }
    let isNews = document.recovery != path
    document.offer(recovery: path)
    // What the person has done since has its own message.
    guard isNews || feedback.message?.text == offer(of: model, heldBy: holder, others: 0) else {
      return
    }
    feedback.say(offer(of: model, heldBy: holder, others: others.count))
  }

  private func offer(of model: String?, heldBy holder: String?, others: Int) -> String {
    let keys = "\(commands.key(.open)) and enter"
    let more = others > 0 ? " (and \(others) more)" : ""
    if let holder {
      return "\(holder) still has unsaved strokes\(more): \(keys) take them over"
    }
    return others > 0
      ? "interrupted session kept\(more): \(keys) open it"
      : "an interrupted session\(model.map { " of \(shown: $0)" } ?? "") is kept: \(keys) open it"
  }

  /// Has the key o suggest the session that an interrupted run left.
  package mutating func suggest(recovery path: String) { document.offer(recovery: path) }

  /// Takes what has happened to the session since the last call, in order, for the journal.
  package mutating func takeNews() -> [SessionNews] { document.takeNews() }

  /// Forgets the files of sessions that were resumed, and then saved or given up.
  ///
  /// - Returns: The files that nobody needs.
  package mutating func forgetResumed(givenUp: Bool) -> [String] {
    document.forgetResumed(givenUp: givenUp)
  }

  /// Remembers which session's picture is being saved.
  package mutating func beginSave(of session: Session) { document.beginSave(of: session) }

  /// Forgets a save that has failed.
  package mutating func abandonSave() { document.abandonSave() }

  /// Says why a picture was not saved.
  package mutating func receiveFailure(ofSave reason: String) {
    abandonSave()
    feedback.complain(reason)
  }

  /// Records that the session is on disk, with or without a file of its own; `folder` is where.
  package mutating func recordSave(
    of session: Session, to path: String, asSession: Bool, in folder: String? = nil
  ) {
    document.recordSave(of: session, to: path, asSession: asSession)
    feedback.say(Self.saved(path, in: folder))
  }

  /// Says that a file is there, and in which folder.
  package static func saved(_ path: String, in folder: String?) -> String {
    guard let folder else { return "saved \(shown: path)" }
    return "saved \(shown: path.split(separator: "/").last ?? "") in \(shown: folder)"
  }

  /// Asks before a file that is not this session's, or was changed, is replaced.
  package mutating func askToOverwrite(_ path: String, wasChanged: Bool = false) {
    // The answer must not be one to another question, which the person has come to meanwhile.
    guard !mode.isAsking else {
      return feedback.complain(
        wasChanged
          ? "\(shown: path) has changed and was not replaced"
          : "\(shown: path) exists and was not replaced")
    }
    mode = .confirming(.overwrite(path: path, wasChanged: wasChanged))
  }

  /// Asks before another file is opened while strokes whose place it takes are not saved, or another
  /// model while those of any picture are not.
  ///
  /// - Parameters:
  ///   - path: The file's.
  ///   - isModel: Whether another model is opened, that of a session, too.
  ///   - pictures: Those that a session of this model brings.
  /// - Returns: What opens it at once, where nothing would be lost.
  package mutating func askToOpen(
    _ path: String, isModel: Bool, pictures: [Latent] = []
  ) -> [Effect] {
    let question = PaintMode.confirming(.open(path: path, isModel: isModel, pictures: pictures))
    // What is being saved is safe when opening comes after it.
    let isSafe = !document.sessionsToSave.contains {
      question.mayLose($0.latent, inSight: session.latent)
    }
    guard isSafe else {
      mode = question
      return []
    }
    return [isModel ? .openModel(path: path) : .open(path: path)]
  }

  /// Goes on with a session from a file, with others that an interrupted run left beside it; undo leads
  /// back to what was painted on its picture before.
  package mutating func open(
    _ session: Session, _ others: [Session] = [], from path: String
  ) -> [Effect] {
    document.open(session, others, from: path)
    lastStrokes = OpenStrokes()
    let more = others.isEmpty ? "" : " and strokes on \(others.map(\.latent).names)"
    feedback.say("opened \(shown: path)\(more)")
    return showSession()
  }
}
