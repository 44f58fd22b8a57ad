import Files
import Painting
import Recipes
package import Units

extension PaintState {
  /// The unit that is selected in the open list, or else the first of the chosen brush.
  package var chosenUnit: Unit {
    mode.unitList.map { Unit($0.recipe.layer, $0.unit) }
      ?? Unit(concepts.chosen.layer, concepts.chosen.units[0])
  }

  /// Whether the pictures of the chosen unit stand in the place of the picture.
  var unitHidesPicture: Bool { unitView.isOpen && unitView.findings(of: chosenUnit) != nil }

  /// Shows what the chosen unit is in place of the picture, or everything as it was before; a concept's
  /// units are listed to choose from.
  mutating func switchUnitView() {
    unitView.isOpen.toggle()
    if unitView.isOpen {
      unitView.hasOpenedList = !concepts.areSingleUnits && mode.unitList == nil
      if unitView.hasOpenedList { openConcept() }
    } else if unitView.hasOpenedList, mode.unitList != nil {
      mode = .painting
    }
  }

  /// Has the model dissected, unless that is done, or asks whether to stop that.
  mutating func dissect() -> [Effect] {
    guard !unitView.isStopping else {
      feedback.say("the dissection is being stopped")
      return []
    }
    guard unitView.percent == nil else {
      mode = .confirming(.stopDissection)
      return []
    }
    guard !unitView.isWhole else {
      sayDissected()
      return []
    }
    unitView.percent = 0
    feedback.say(
      concepts.book == nil
        ? "finding what units match; paint on, brushes come as they are found"
        : "finding what units match; paint on, \(commands.key(.unit)) shows what is found")
    return [.dissect]
  }

  /// Asks for the end of a dissection, unless it has ended meanwhile.
  mutating func stopDissection() -> [Effect] {
    guard unitView.percent != nil else { return [] }
    unitView.isStopping = true
    return [.stopDissection]
  }

  /// Carries out a command on the open list of units; nil where it is not the list's.
  mutating func perform(_ command: Command, on list: UnitList) -> [Effect]? {
    switch command {
    case .move(.up): select(list.selection - 1, of: list)
    case .move(.down): select(list.selection + 1, of: list)
    case .nextTen: select(list.selection + 10, of: list)
    case .previousTen: select(list.selection - 10, of: list)
    case .move: break
    case .paint: return switchUnit(list.unit, of: list.recipe)
    case .toggle: return toggleUnit(of: list)
    case .openConcept:
      mode = .painting
      unitView.hasOpenedList = false
    default: return nil
    }
    return []
  }

  /// Selects a unit of the open list, or the nearest that there is.
  mutating func select(_ index: Int, of list: UnitList) {
    var list = list
    list.select(index)
    mode = .units(list)
  }

  /// Leaves a unit out of its concept, or takes it in again.
  private mutating func switchUnit(_ channel: Int, of recipe: Recipe) -> [Effect] {
    let unit = Unit(recipe.layer, channel)
    let old = session.leftOut[recipe.concept] ?? []
    let isLeftOut = !old.contains(unit)
    var next = session
    next.apply(
      .leftOut(concept: recipe.concept, old: old, new: old.symmetricDifference([unit])))
    // A toggle of the concept follows its units at once; strokes keep what they were painted with.
    let subject = Toggle.Subject.concept(name: recipe.concept, layer: recipe.layer)
    if let index = next.toggles.firstIndex(where: { $0.subject == subject }) {
      let state = next.toggles[index].state
      next.toggles[index] = Toggle(
        subject, state, layer: recipe.layer,
        units: units(of: recipe, switchedTo: state, in: next))
    }
    feedback.say(
      "unit \(channel) \(isLeftOut ? "left out of" : "back in") \(shown: recipe.concept)")
    document.commit(
      .group([
        .leftOut(
          concept: recipe.concept, old: old, new: next.leftOut[recipe.concept] ?? []),
        .toggles(old: session.toggles, new: next.toggles),
      ]))
    return [requestPicture()]
  }

  /// Switches one unit for the whole picture.
  private mutating func toggleUnit(of list: UnitList) -> [Effect] {
    let (unit, value) = brush.values(of: list.recipe)[list.selection]
    let subject = Toggle.Subject.unit(layer: list.recipe.layer, channel: unit)
    let state = Toggle.State.next(after: session.state(of: subject))
    // What removes a concept says nothing of a unit by itself: it becomes 0.
    return toggle(subject, to: state, units: [(unit, state == .boosted ? value : 0)])
  }
}
