package import Cells
import Recipes
import Files
import Units
import Painting

/// The concepts with their state in the whole picture, or the units of the one that is open.
package struct ConceptPane: Sendable {
  private let state: PaintState

  package init(_ state: PaintState) { self.state = state }

  /// The keys of the first concepts of the list: digits, then the letters that are no other command's.
  package static let keys = Array("1234567890ABCDEFHIJKLMNOPQSTVWXYZ")

  /// The key of the concept at a place in the list, also the mark of its strokes; a dot past the last.
  package static func label(_ place: Int?) -> String {
    place.flatMap { keys.indices.contains($0) ? String(keys[$0]) : nil } ?? "•"
  }

  private var openUnit: Int? {
    if case .units(let selection) = state.mode { selection } else { nil }
  }

  /// The number of rows in the list.
  package var count: Int {
    openUnit == nil ? state.brushes.count : state.recipe.units.count
  }

  private var selection: Int { openUnit ?? state.conceptIndex }

  /// The first row in sight of a list that may be longer than its pane.
  package func firstRow(height: Int) -> Int { max(0, min(selection - height / 2, count - height)) }

  /// Draws the part of the list that fits, with the selected line in sight.
  package func draw(on grid: inout CellGrid, in rect: Rect) {
    grid.frame(rect, title: title, Style(dim: true))
    let inner = rect.inset(by: 1)
    let first = firstRow(height: inner.height)
    for line in 0..<min(inner.height, count - first) {
      let row = first + line
      let isSelected = row == selection
      let style = isSelected ? Style(bold: true, reversed: true) : Style()
      let place = Rect(
        row: inner.row + line, column: inner.column, height: 1, width: inner.width)
      grid.fill(place, with: Cell(" ", style))
      let text = openUnit == nil ? conceptRow(row) : unitRow(row)
      grid.write(
        (isSelected ? "▸" : " ") + text.name, row: place.row, column: place.column, style,
        limit: place.column + place.width - text.value.count)
      grid.write(
        text.value, row: place.row, column: place.column + place.width - text.value.count - 1,
        style, limit: place.column + place.width)
    }
    let below = count - first - inner.height
    if below > 0 {
      let more = " \(below) more "
      grid.write(
        more, row: rect.row + rect.height - 1, column: rect.column + rect.width - more.count - 2,
        Style(dim: true))
    }
  }

  private var title: String {
    if openUnit != nil { return "\(shown: state.conceptName) units" }
    guard state.paintsSingleUnits else { return "concepts" }
    return state.unitRanking == nil ? "units" : "units at brush"
  }

  private func conceptRow(_ row: Int) -> (name: String, value: String) {
    let recipe = state.brushes[row]
    let name = "\(Self.label(row)) \(shown: recipe.concept)"
    let symbol = Self.symbol(state.session.state(of: state.subject(of: recipe)))
    guard !state.paintsSingleUnits else {
      let share = state.unitRanking.map { Self.percentage($0.quantiles[recipe.units[0]]) }
      return (name, "\(symbol)\(share ?? "")")
    }
    let count = "\(state.units(of: recipe).count)"
    return (name, "\(symbol) \(String(repeating: " ", count: max(0, 3 - count.count)))\(count)")
  }

  private func unitRow(_ row: Int) -> (name: String, value: String) {
    let recipe = state.recipe
    let unit = recipe.units[row]
    let isLeftOut =
      state.session.leftOut[recipe.concept]?.contains(Unit(recipe.layer, unit)) ?? false
    let isUsed = state.units(of: recipe).contains { $0.unit == unit }
    let toggle = state.session.state(of: .unit(layer: recipe.layer, channel: unit))
    return ("\(isLeftOut ? "–" : isUsed ? "●" : " ") unit \(unit)", Self.symbol(toggle))
  }

  /// A quantile as a percentage in four characters.
  private static func percentage(_ quantile: Float) -> String {
    let tenths = Int(quantile * 1000)
    let text = tenths == 1000 ? "max" : "\(tenths / 10).\(tenths % 10)"
    return String(repeating: " ", count: 4 - text.count) + text
  }

  /// Off, boosted or ablated; told by shape, not by colour alone.
  private static func symbol(_ state: Toggle.State?) -> String {
    switch state {
    case nil: "○"
    case .boosted: "▲"
    case .ablated: "✕"
    }
  }
}
