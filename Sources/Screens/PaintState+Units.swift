import Recipes
import Files
import Units
import Painting

extension PaintState {
  /// Carries out a command on the list of units; nil where it is not the list's.
  mutating func performOnUnits(_ command: Command, _ selection: Int) -> [Effect]? {
    let recipe = recipe
    switch command {
    case .move(.up): mode = .units(selection: max(0, selection - 1))
    case .move(.down): mode = .units(selection: min(recipe.units.count - 1, selection + 1))
    case .nextTen: mode = .units(selection: min(recipe.units.count - 1, selection + 10))
    case .previousTen: mode = .units(selection: max(0, selection - 10))
    case .move: break
    case .paint: return switchUnit(recipe, selection)
    case .toggle: return toggleUnit(recipe, selection)
    case .openConcept, .cancel: mode = .painting
    case .nextConcept, .previousConcept, .concept:
      mode = .painting
      let effects = perform(command)
      mode = .units(selection: 0)
      return effects
    default: return nil
    }
    return []
  }

  /// Leaves a unit out of its concept, or takes it in again.
  private mutating func switchUnit(_ recipe: Recipe, _ selection: Int) -> [Effect] {
    let unit = Unit(recipe.layer, recipe.units[selection])
    var next = session
    var leftOut = next.leftOut[recipe.concept] ?? []
    let isLeftOut = leftOut.remove(unit) == nil
    if isLeftOut { leftOut.insert(unit) }
    next.leftOut[recipe.concept] = leftOut.isEmpty ? nil : leftOut
    say("unit \(unit.channel) \(isLeftOut ? "left out of" : "back in") \(shown: recipe.concept)")
    // A toggle of the concept follows its units at once; strokes keep what they were painted with.
    let subject = Toggle.Subject.concept(name: recipe.concept, layer: recipe.layer)
    let list = mode
    history.commit(next)
    if let place = next.toggles.firstIndex(where: { $0.subject == subject }) {
      next.toggles[place] = Toggle(
        subject, next.toggles[place].state, layer: recipe.layer, units: units(of: recipe))
      history.amend(next)
    }
    mode = list
    return [needsPicture()]
  }

  /// Switches one unit for the whole picture.
  private mutating func toggleUnit(_ recipe: Recipe, _ selection: Int) -> [Effect] {
    let all = recipe.strongest(recipe.units.count, draw: draw)
    let unit = all[selection]
    let list = mode
    let effects = toggle(
      .unit(layer: recipe.layer, channel: unit.unit), "unit \(unit.unit)", units: [unit])
    mode = list
    return effects
  }
}
