import Dispatch
import Dissection
import Experiments
import Files
import Networks
import Painting
import Recipes
import Screens

/// What a dissection tells of single units.
extension Painter {
  /// Looks on another thread for what was found of the model before.
  func lookForDissection(of identity: ModelIdentity) {
    DispatchQueue.global().async { [dissections, dissectionNews, model] in
      var search = DissectionNews.Search.ended
      do throws(FileFailure) {
        let report = try dissections.report(
          beside: model.path, recipes: model.chosenRecipes, hash: identity.hash,
          layers: model.generator.layers)
        if let report {
          let recipes = try report.recipes(for: model)
          dissectionNews.findings.put(.init(report: report, recipes: recipes, extent: .kept))
        } else if dissections.hasBegun(ofHash: identity.hash) {
          search = .endedWithRun
        }
      } catch {
        dissectionNews.unusable.put(error)
      }
      // Last: a dissection that was asked for begins when the findings are there.
      dissectionNews.searches.put(search)
      dissectionNews.wake()
    }
  }

  /// Prepares a dissection on another thread; then the renderer counts between requests.
  mutating func beginDissection() {
    guard !state.unitView.isWhole else { return state.sayDissected() }
    guard let identity = knownModel() else { return state.abandonDissection() }
    dissectionStop.withdraw()
    DispatchQueue.global(qos: .utility).async {
      [dissections, dissectionNews, dissectionStop, model, options, exchange] in
      do throws(FileFailure) {
        let work = try ModelDissection.planned(
          model, identity, options,
          { () throws(DissectionError) in try dissections.run(ofHash: identity.hash) },
          dissectionNews, dissectionStop)
        exchange.begin(.dissection, work)
      } catch {
        dissectionNews.endings.put(.failure(error))
        dissectionNews.wake()
      }
    }
  }

  /// Takes what was found out.
  mutating func takeDissectionNews() {
    let news = dissectionNews
    // First: it ends when the findings are there.
    let search = news.searches.take()
    if let failure = news.unusable.take() {
      state.feedback.complain("the dissection is passed over: \(failure)")
    }
    if let trouble = news.troubles.take() { state.feedback.complain(trouble) }
    if let confidence = news.confidences.take() { state.receive(confidence: confidence) }
    if let percent = news.percents.take() { state.receiveDissected(percent: percent) }
    if let found = news.findings.take() {
      state.receive(found.report, isWhole: found.extent.isWhole)
      // A model's own recipes stay.
      if model.recipes == nil {
        state.receive(found.recipes, isWhole: found.extent.isWhole)
      }
      if case .whole(let run) = found.extent { keep(found, run) }
    }
    if let search {
      hasSoughtDissection = true
      if case .endedWithRun = search { state.noteBegunDissection() }
    }
    if let ending = news.endings.take() { state.endDissection(ending) }
  }

  /// Keeps a dissection for the next painter.
  private func keep(_ found: DissectionNews.Findings, _ run: DissectionRun) {
    let sentence = state.dissectedSentence
    DispatchQueue.global(qos: .utility).async { [dissections, dissectionNews] in
      let ending = Result { () throws(FileFailure) in
        try dissections.keep(found.report, found.recipes)
          ? "\(sentence); kept for the next time" : sentence
      }
      // Where the findings cannot be kept, the counts are.
      if case .success = ending { run.finish() } else { run.leave() }
      dissectionNews.endings.put(ending)
      dissectionNews.wake()
    }
  }

  /// Has the renderer make the pictures of the unit in sight, unless they are there.
  mutating func askForUnitPictures() {
    if let request = state.takeUnitPicturesRequest() { exchange.submit(request) }
  }
}
