import Cells
import Files
import Painting
import Units

/// The list of strokes and toggles of the picture.
extension PaintState {
  /// The stroke or toggle that is selected, while the list is open.
  package var selectedItem: PaintedItem? {
    mode.openStrokes.flatMap { session.item(inRow: row(of: $0)) }
  }

  /// The selected row among those that there are.
  func row(of list: OpenStrokes) -> Int { max(0, min(list.row, session.itemCount - 1)) }

  /// Opens the list where it was last.
  mutating func openStrokes() {
    unitView.isOpen = false
    mode = .strokes(lastStrokes)
  }

  /// Takes a key while the list is open; what it does not know may be a command for the picture.
  mutating func handle(_ key: Key, in list: OpenStrokes) -> [Effect] {
    if key == .escape, view.comparison != .after {
      view.comparison = .after
      return []
    }
    if let command = StrokeCommandTable.standard.command(for: key) {
      feedback.clearMessage()
      answered = nil
      return perform(command, on: list)
    }
    switch commands.command(for: key) {
    case .move(let direction)
    where view.comparison.moved(direction) != nil && [.left, .right].contains(direction):
      return perform(.move(direction))
    case nil, .move, .paint, .remove, .smallerBrush, .largerBrush, .concept, .nextConcept,
      .previousConcept, .find, .toggle, .listRankings, .listDraws, .unit, .dissect:
      feedback.complain("no command for this key in the list of strokes; e closes it")
      return []
    case let command?:
      feedback.clearMessage()
      answered = nil
      return perform(command)
    }
  }

  /// Carries out a command of the list.
  mutating func perform(_ command: StrokeCommand, on list: OpenStrokes) -> [Effect] {
    guard let item = selectedItem else {
      if command == .close { mode = .painting }
      return []
    }
    let row = row(of: list)
    if list.unit != nil, [.delete, .raise, .lower].contains(command) {
      feedback.complain("a unit can only be switched, with space; enter goes back to the strokes")
      return []
    }
    switch command {
    case .move(let offset):
      select((list.unit ?? row) + offset, of: list)
    case .first: select(0, of: list)
    case .last: select(.max, of: list)
    case .mute where list.unit != nil: return switchUnit(of: item, list)
    case .mute:
      var muted = item
      muted.isMuted.toggle()
      return change(item, to: muted)
    case .delete: return change(item, to: nil)
    case .raise: return exchange(row, with: row - 1)
    case .lower: return exchange(row, with: row + 1)
    case .weaker, .stronger:
      let strength = item.edits.count(where: \.isOn)
      return setStrength(
        Strength.step(
          from: strength, stronger: command == .stronger, all: unitCount(of: item)), of: item)
    case .setStrength:
      ask(.strokeStrength, suggestion: "\(item.edits.count(where: \.isOn))")
    case .units: openUnits(list.unit == nil ? 0 : nil, of: list)
    case .close where list.unit != nil: openUnits(nil, of: list)
    case .close: mode = .painting
    }
    return []
  }

  /// Selects a row, or a unit where the units are listed.
  mutating func select(_ index: Int, of list: OpenStrokes) {
    var list = list
    list.select(index, of: list.unit == nil ? session.itemCount : selectedItem?.edits.count ?? 0)
    remember(list)
  }

  private mutating func openUnits(_ unit: Int?, of list: OpenStrokes) {
    var list = list
    list.unit = unit
    remember(list)
  }

  private mutating func remember(_ list: OpenStrokes) {
    mode = .strokes(list)
    lastStrokes = OpenStrokes(row: list.row)
  }

  // MARK: Edits

  /// Puts a stroke or toggle in the place of one, or nothing, and says so.
  mutating func change(_ item: PaintedItem, to new: PaintedItem?) -> [Effect] {
    carryOut(item.exchange(for: new, in: session), of: item)
  }

  private mutating func exchange(_ row: Int, with other: Int) -> [Effect] {
    guard let item = session.item(inRow: row), session.item(inRow: other) != nil,
      let edit = session.exchange(row: row, withRow: other)
    else {
      feedback.complain(
        session.item(inRow: other) == nil
          ? "nothing lies \(other < row ? "above" : "below") it"
          : "toggles lie beneath all strokes")
      return []
    }
    let effects = carryOut(edit, of: item)
    if let list = mode.openStrokes { select(other, of: list) }
    return effects
  }

  /// Carries out an edit of what was painted before, and has the meter tell what it causes.
  private mutating func carryOut(_ edit: Edit, of item: PaintedItem) -> [Effect] {
    let before = newestPicture
    let effects = commit(edit)
    feedback.say(edit.sentence)
    meter.watch(
      item.name, nil, before: before, request: feedback.newestRequest, message: feedback.message)
    return effects
  }

  private mutating func switchUnit(of item: PaintedItem, _ list: OpenStrokes) -> [Effect] {
    guard let unit = list.unit, item.edits.indices.contains(unit) else { return [] }
    var changed = item
    changed.edits[unit].isOn.toggle()
    return change(item, to: changed)
  }
}
