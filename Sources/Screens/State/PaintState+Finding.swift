import Files
import Recipes
import Units

/// Finding a concept or a unit while its name is typed: it is chosen at once.
extension PaintState {
  /// Begins to find among what is listed: concepts and the units of their recipes, or units alone.
  mutating func beginFinding() {
    let units = mode.unitList
    let choices = units.map(Self.choices(of:)) ?? conceptsToFind
    mode = .choosing(
      ChoiceList(
        .concept(former: concepts.chosenName, units: units),
        title: units == nil && !concepts.areSingleUnits ? "find concept or unit" : "find unit",
        choices, over: OpenLists(units: units)))
  }

  private static func choices(of list: UnitList) -> [Choice] {
    list.recipe.units.enumerated().map { row, unit in
      Choice("", ["unit \(unit)"], .unit(unit), isCurrent: row == list.selection)
    }
  }

  private var conceptsToFind: [Choice] {
    let listed = concepts.recipes.enumerated().map { index, recipe in
      Choice("", [recipe.concept], .concept(index), isCurrent: index == concepts.chosenIndex)
    }
    guard !concepts.areSingleUnits else { return listed }
    let units = Set(concepts.recipes.flatMap(\.units)).sorted()
    return listed + units.map { Choice("", ["unit \($0)"], .unit($0)) }
  }

  /// Chooses what is selected in the open list, if that is how it is chosen.
  mutating func followFound() {
    guard case .choosing(var list) = mode, case .concept(let former, let open) = list.purpose else {
      return
    }
    switch list.selected?.action {
    case .concept(let index):
      concepts.choose(index)
      list.below.units = nil
    case .unit(let unit):
      if open == nil, let index = concepts.index(ofBestAt: unit) { concepts.choose(index) }
      list.below.units = UnitList(open?.recipe ?? concepts.chosen, at: unit)
    default:
      // Nothing is found: what was chosen before stays.
      concepts.choose(concept: former)
      list.below.units = open
    }
    mode = .choosing(list)
  }

  /// Why nothing is found; nil where something is.
  func refusal(of list: ChoiceList) -> String? {
    guard list.isInPlace, list.selected == nil else { return nil }
    let typed = list.line.text
    guard let number = Int(typed) else {
      return "\(shown: layer.name) has nothing that begins with '\(shown: typed)'"
    }
    guard number < layer.units else {
      return "\(shown: layer.name) has units 0 to \(layer.units - 1)"
    }
    let place = list.below.units.map { $0.recipe.concept } ?? layer.name.rawValue
    return "unit \(number) of \(shown: layer.name) is not among those of \(shown: place)"
  }
}
