import Dispatch
import Dissection
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
      do throws(FileFailure) {
        let report = try dissections.report(
          beside: model.path, recipes: model.chosenRecipes, hash: identity.hash,
          layers: model.generator.layers)
        guard let report else { return }
        let recipes = try report.recipes(for: model)
        dissectionNews.findings.put(.init(report: report, recipes: recipes, isNew: false))
      } catch {
        dissectionNews.unusable.put(error)
      }
      dissectionNews.wake()
    }
  }

  /// Prepares a dissection on another thread; then the renderer counts between requests.
  mutating func beginDissection() {
    guard let identity = knownModel() else { return }
    DispatchQueue.global(qos: .utility).async { [dissectionNews, model, options, exchange] in
      do throws(FileFailure) {
        let work = try ModelDissection.planned(model, identity, options, dissectionNews)
        exchange.begin(work)
      } catch {
        dissectionNews.endings.put(.failure(error))
        dissectionNews.wake()
      }
    }
  }

  /// Takes what was found out.
  mutating func takeDissectionNews() {
    let news = dissectionNews
    if let failure = news.unusable.take() {
      state.feedback.complain("the dissection is passed over: \(failure)")
    }
    if let percent = news.percents.take() { state.receiveDissected(percent: percent) }
    if let found = news.findings.take() {
      state.receive(found.report)
      // A model's own recipes stay.
      if model.recipes == nil { state.receive(found.recipes) }
      if found.isNew { keep(found) }
    }
    if let ending = news.endings.take() { state.endDissection(ending) }
  }

  /// Keeps a dissection for the next painter.
  private func keep(_ found: DissectionNews.Findings) {
    DispatchQueue.global(qos: .utility).async { [dissections, dissectionNews] in
      dissectionNews.endings.put(
        Result { () throws(FileFailure) in
          try dissections.keep(found.report, found.recipes)
        })
      dissectionNews.wake()
    }
  }

  /// Has the renderer make the pictures of the unit in sight, unless they are there.
  mutating func askForUnitPictures() {
    if let request = state.takeUnitPicturesRequest() { exchange.submit(request) }
  }
}
