import Painting
import Recipes
import Units

/// How many units the strokes of the list set.
extension PaintState {
  /// Has the selected stroke set as many units, as far as so many are known.
  mutating func setStrength(_ count: Int, of item: PaintedItem) -> [Effect] {
    var changed = item
    changed.edits = item.edits.switchedOn(count, adding: furtherUnits(of: item))
    guard changed != item else {
      feedback.complain(
        item.edits.count(where: \.isOn) < count
          ? "no more units are known for \(item.name)" : "\(item.name) has \(item.strength)")
      return []
    }
    return change(item, to: changed)
  }

  /// How many units the layer of an item has.
  func unitCount(of item: PaintedItem) -> Int {
    layers.first { $0.name == item.layers.first }?.units ?? item.edits.count
  }

  /// The units that follow those of an item in the recipe that it was painted with.
  private func furtherUnits(of item: PaintedItem) -> [UnitEdit] {
    guard let first = item.edits.first, item.layers.count == 1,
      let chapter = concepts.book?.chapter(first.layer)
    else { return [] }
    let (concept, isRemoval, reach): (String, Bool, RemovalReach)
    switch item {
    case .stroke(_, let stroke):
      (concept, isRemoval, reach) = (stroke.concept, stroke.direction == .remove, .strokes)
    case .toggle(_, let toggle):
      guard case .concept(let name, _) = toggle.subject else { return [] }
      (concept, isRemoval, reach) = (name, toggle.state == .ablated, .everywhere)
    }
    let recipes = chapter.recipes.filter { $0.concept == concept }
    var lists: [[(unit: Int, value: Float)]] =
      isRemoval
      ? recipes.map { $0.units.map { ($0, 0) } }
      : recipes.flatMap { recipe in
        recipe.draws.keys.sorted().map { recipe.strongest(recipe.units.count, draw: $0) }
      }
    if isRemoval, let removal = chapter.removal(of: concept, reach) {
      lists.append(removal.strongest(removal.units.count))
    }
    let present = Set(item.edits.map(\.unit))
    let leftOut = session.leftOut[concept] ?? []
    let values = Dictionary(item.edits.map { ($0.unit, $0.value) }) { $1 }
    func matches(_ list: [(unit: Int, value: Float)]) -> Int {
      list.count { values[$0.unit] == $0.value }
    }
    guard let list = lists.max(by: { matches($0) < matches($1) }), matches(list) > 0 else {
      return []
    }
    return list.filter {
      !present.contains($0.unit) && !leftOut.contains(Unit(first.layer, $0.unit))
    }.map { UnitEdit(layer: first.layer, unit: $0.unit, alpha: first.alpha, value: $0.value) }
  }
}

extension [UnitEdit] {
  /// The same edits with so many switched on: the strongest of those that are on, then those that are
  /// off, then further ones.
  fileprivate func switchedOn(_ count: Int, adding further: [UnitEdit]) -> [UnitEdit] {
    var result = self
    var on = self.count(where: \.isOn)
    for index in result.indices.reversed() where on > count && result[index].isOn {
      result[index].isOn = false
      on -= 1
    }
    for index in result.indices where on < count && !result[index].isOn {
      result[index].isOn = true
      on += 1
    }
    return result + further.prefix(Swift.max(0, count - on))
  }
}
