import Files
import Painting
import Recipes
import Units

extension PaintState {
  mutating func openConcept() { mode = .units(UnitList(concepts.chosen)) }

  // MARK: What a stroke sets

  mutating func changeStrength(_ command: Command) {
    if command == .setStrength {
      ask(.strength, suggestion: "\(brush.strength)")
    } else {
      setStrength(
        Strength.step(from: brush.strength, stronger: command == .stronger, all: layer.units))
    }
  }

  mutating func setStrength(_ count: Int) {
    brush.setStrength(count, on: layer)
    let ranked = concepts.chosen.units.count
    let isCut = !concepts.areSingleUnits && brush.strength > ranked
    feedback.say(
      "strokes set "
        + (isCut
          ? "\(ranked.counted("unit")), all that are ranked for \(shown: concepts.chosenName)"
          : BrushDescription.units(brush.strength, of: layer.units)))
  }

  mutating func chooseDraw(_ name: String) {
    brush.draw = name
    feedback.say("strokes set units \(BrushDescription.draw(name))")
  }

  /// Takes a ranking by its name; nil orders single units by their number.
  mutating func chooseRanking(_ metric: String?) {
    if concepts.areSingleUnits {
      guard metric == nil else { return rankUnitsAtBrush() }
      concepts.order(by: nil)
      feedback.say("units by number")
    } else if let metric {
      concepts.choose(metric: metric)
      feedback.say("units come \(BrushDescription.ranking(metric))")
    }
  }

  /// Ranks single units by how unusual they are under the brush.
  private mutating func rankUnitsAtBrush() {
    guard let table = concepts.quantiles else {
      return feedback.complain(concepts.excuseForActivity)
    }
    guard let rendered = feedback.rendered(on: layer.name),
      rendered.request.session.latent == session.latent
    else { return feedback.complain("the picture is not there yet") }
    let area = brush.area(on: grid)
    let cells = area.rows.flatMap { row in area.columns.map { row * grid.width + $0 } }
    let ranking = UnitRanking(
      layer, of: session.latent, cells: cells, features: view.features(of: rendered), table)
    concepts.order(by: ranking)
    feedback.say("units most unusual under the brush first")
  }

  // MARK: Toggles

  mutating func toggleConcept() -> [Effect] {
    let recipe = concepts.chosen
    let subject = concepts.subject(of: recipe)
    if session.state(of: subject) == nil, concepts.lacksLevels {
      feedback.complain(concepts.excuseForLevel)
      return []
    }
    let state = Toggle.State.next(after: session.state(of: subject))
    let before = newestPicture
    let effects = toggle(
      subject, to: state,
      units: units(of: recipe, switchedTo: state, in: session))
    if let state {
      meter.watch(
        recipe.concept, state.direction, before: before, request: feedback.newestRequest,
        message: feedback.message)
    }
    return effects
  }

  /// What a toggle of a recipe sets; an ablated one has a removal of its own, because what removes a concept under a
  /// stroke would paint over everything else.
  func units(
    of recipe: Recipe, switchedTo state: Toggle.State?, in session: Session
  ) -> [(unit: Int, value: Float)] {
    state == .ablated
      ? brush.units(of: concepts.removal(of: recipe, .everywhere), removing: recipe, in: session)
      : brush.units(of: recipe, in: session)
  }

  /// Switches a subject to another state, or off, as one step of the history.
  mutating func toggle(
    _ subject: Toggle.Subject, to state: Toggle.State?, units: [(unit: Int, value: Float)]
  ) -> [Effect] {
    var toggles = session.toggles.filter { $0.subject != subject }
    if let state {
      toggles.append(Toggle(subject, state, layer: session.layer, units: units))
    }
    feedback.say(Edit.switched(subject, state))
    return commit(.toggles(old: session.toggles, new: toggles))
  }
}
