import Cells
import Files
import Painting
import Recipes
import Units

/// The concepts with their state in the whole picture, or the units of the one that is open.
struct ConceptPane: Sendable {
  let geometry: ListGeometry
  let concepts: ConceptList
  let openUnits: UnitList?
  let brush: Brush
  let session: Session

  func draw(on grid: inout CellGrid, in rect: Rect) {
    grid.head(rect, title: title)
    for row in geometry.rows {
      let isSelected = row == geometry.selection
      let style = isSelected ? Style(bold: true, reversed: true) : Style()
      let line = geometry.rect(row: row)
      grid.fill(line, with: Cell(" ", style))
      let text = openUnits.map { unitRow(row, of: $0.recipe) } ?? conceptRow(row)
      let name = (isSelected ? "▸" : " ") + text.name
      // Where name and value would touch, the blank behind the value stands between them.
      let margin = name.count + 1 + text.value.count < line.width ? 1 : 0
      let place = line.column + line.width - text.value.count - margin
      grid.write(name, row: line.row, column: line.column, style, limit: place)
      grid.write(
        text.value, row: line.row, column: place, style, limit: line.column + line.width)
    }
    if geometry.countBelow > 0 {
      let full = " \(geometry.countBelow) more"
      let more = title.count + full.count < rect.width ? full : " +\(geometry.countBelow)"
      grid.write(
        more, row: rect.row, column: rect.column + rect.width - more.count,
        Style(dim: true))
    }
  }

  private var title: String {
    if let openUnits { return "\(shown: openUnits.recipe.concept) units" }
    guard concepts.areSingleUnits else { return "concepts" }
    return concepts.ranking == nil ? "units" : "units at brush"
  }

  private func conceptRow(_ row: Int) -> (name: String, value: String) {
    let recipe = concepts.recipes[row]
    let name = "\(CommandTable.conceptLabel(row)) \(shown: recipe.concept)"
    let symbol = changes(of: recipe) + Self.symbol(session.state(of: concepts.subject(of: recipe)))
    guard !concepts.areSingleUnits else {
      let share = concepts.ranking.map { Self.percentage($0.quantiles[recipe.units[0]]) }
      return (name, "\(symbol)\(share ?? "")")
    }
    let count = "\(brush.units(of: recipe, in: session).count)"
    return (name, "\(symbol) \(String(repeating: " ", count: max(0, 3 - count.count)))\(count)")
  }

  /// How many units a concept leaves out, and how many of its units are switched by themselves.
  private func changes(of recipe: Recipe) -> String {
    guard !concepts.areSingleUnits else { return "" }
    let leftOut = session.leftOut[recipe.concept]?.filter { $0.layer == recipe.layer } ?? []
    let own = Set(brush.units(of: recipe, in: session).map(\.unit)).union(leftOut.map(\.channel))
    let switched = session.toggles.filter { toggle in
      guard !toggle.isMuted, case .unit(recipe.layer, let channel) = toggle.subject else {
        return false
      }
      return own.contains(channel)
    }
    let counts = [
      ("−", leftOut.count), (Self.symbol(.boosted), switched.count { $0.state == .boosted }),
      (Self.symbol(.ablated), switched.count { $0.state == .ablated }),
    ]
    return counts.filter { $0.1 > 0 }.map { "\($0.0)\($0.1) " }.joined()
  }

  private func unitRow(_ row: Int, of recipe: Recipe) -> (name: String, value: String) {
    let unit = recipe.units[row]
    let isLeftOut = session.leftOut[recipe.concept]?.contains(Unit(recipe.layer, unit)) ?? false
    let isUsed = brush.units(of: recipe, in: session).contains { $0.unit == unit }
    let toggle = session.state(of: .unit(layer: recipe.layer, channel: unit))
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
