package import Cells
import Recipes
import Files
import Units
import Painting

/// The header above the panes, and the message and hints below them.
package struct StatusLines: Sendable {
  private let state: PaintState

  package init(_ state: PaintState) { self.state = state }

  /// Draws header, message and hints.
  package func draw(on grid: inout CellGrid, _ layout: PaintLayout) {
    drawHeader(on: &grid, layout.header)
    drawMessage(on: &grid, layout.message)
    drawHints(on: &grid, layout.hints)
  }

  private func drawHeader(on grid: inout CellGrid, _ rect: Rect) {
    let style = Style(bold: true, reversed: true)
    grid.fill(rect, with: Cell(" ", style))
    let layer = state.layer
    let latent = state.session.latent
    let picture = latent.seed == 1 ? "id \(latent.id)" : "id \(latent.id) of seed \(latent.seed)"
    let about = [
      "\(shown: state.modelName)", "\(shown: layer.name) \(layer.grid)×\(layer.units)", picture,
    ]
    let parts = about + (state.paintsSingleUnits ? ["single units"] : concepts)
    var shown = parts.filter { !$0.isEmpty }
    func left() -> String { " ganbrush  " + shown.joined(separator: " · ") }
    let rights = ["\(state.pictureTitle) · \(activity)\(share) ", "\(activity)\(share) "]
    let right = rights.first { left().count + $0.count < rect.width } ?? "\(activity) "
    // What does not fit goes whole, the least needed first.
    while shown.count > 1, left().count + right.count >= rect.width { shown.removeLast() }
    grid.write(left(), row: rect.row, column: 0, style, limit: rect.width - right.count - 1)
    grid.write(right, row: rect.row, column: rect.width - right.count, style)
  }

  /// How much of the picture was computed anew, unless it was all.
  private var share: String {
    guard let rendered = state.rendered, !state.isRendering, rendered.share < 1 else { return "" }
    return ", \(Int((100 * rendered.share).rounded(.up))) % anew"
  }

  /// What the renderer does, or how long it took.
  private var activity: String {
    guard let rendered = state.rendered, !state.isRendering else { return "rendering…" }
    guard !state.paintsSingleUnits || !state.isMeasuring else {
      return "measuring \(state.measuredPercent) %"
    }
    return "\(Int((rendered.duration / .milliseconds(1)).rounded(.up))) ms"
  }

  /// What the strokes of a concept set.
  private var concepts: [String] {
    [
      Strength.title(state.strength, all: state.layer.units),
      "\(shown: state.recipe.metric), \(shown: state.drawName)",
    ]
  }

  private func drawMessage(on grid: inout CellGrid, _ rect: Rect) {
    switch state.mode {
    case .prompt(let prompt):
      let label = " \(prompt.question.rawValue): "
      // The end of a long path is what is being typed.
      let text = String(prompt.text.visible.suffix(max(0, rect.width - label.count - 2)))
      let column = grid.write(label, row: rect.row, column: 0, Style(bold: true))
      let end = grid.write(text, row: rect.row, column: column)
      grid.write(" ", row: rect.row, column: end, Style(reversed: true))
    case .confirming(.quit):
      write(" strokes are not saved. quit? ", on: &grid, rect, Style(bold: true, reversed: true))
    case .confirming(.overwrite(let path, let wasChanged)):
      let reason = wasChanged ? "was changed by somebody else" : "exists"
      let question = " \(shown: path) \(reason). replace it? "
      write(question, on: &grid, rect, Style(bold: true, reversed: true))
    case .painting, .units, .help:
      if let message = state.message {
        let style =
          message.isError ? Style(.rgb(255, 110, 100), bold: true) : Style(bold: true)
        write(" \(message.isError ? "! " : "")\(message.text)", on: &grid, rect, style)
      } else {
        write(" \(tool)", on: &grid, rect, Style())
      }
    }
  }

  private func write(_ text: String, on grid: inout CellGrid, _ rect: Rect, _ style: Style) {
    grid.write(text, row: rect.row, column: rect.column, style, limit: rect.width)
  }

  /// What the brush would do, and what lies under it.
  private var tool: String {
    let recipe = state.recipe
    let cursor = state.cursor
    let cell = cursor.row * state.grid.width + cursor.column
    let under = state.session.newestStrokes(on: state.session.layer, grid: state.grid)[cell]
    let painted = under.map {
      " · \(shown: $0.concept) \($0.direction == .draw ? "drawn" : "removed")"
    }
    let before = state.showsOriginal ? "BEFORE · " : ""
    return before
      + "\(shown: recipe.concept) · \(values(of: recipe)) · brush \(state.brush)×\(state.brush)"
      + " · cell \(cursor.row),\(cursor.column)\(painted ?? "")"
  }

  /// How many units a stroke sets, or what it sets a single one to.
  private func values(of recipe: Recipe) -> String {
    guard state.paintsSingleUnits else { return "\(state.units(of: recipe).count) units" }
    guard let table = state.quantiles else { return "no level yet" }
    let level = table.activation(at: QuantileTable.level, unit: recipe.units[0])
    guard abs(level) < 1e6 else { return "level \(level)" }
    let hundredths = Int((abs(level) * 100).rounded())
    let cents = hundredths % 100
    return "level \(level < 0 ? "−" : "")\(hundredths / 100).\(cents < 10 ? "0" : "")\(cents)"
  }

  private func drawHints(on grid: inout CellGrid, _ rect: Rect) {
    var column = 1
    for (keys, hint) in hints {
      guard column + keys.count + hint.count + 1 <= rect.width else { return }
      column = grid.write(keys, row: rect.row, column: column, Style(bold: true))
      column = grid.write(" \(hint)", row: rect.row, column: column, Style(dim: true)) + 2
    }
  }

  /// The keys that help next, the most needed first.
  private var hints: [(String, String)] {
    switch state.mode {
    case .prompt: [("enter", "accept"), ("esc", "cancel"), ("^U", "empty")]
    case .confirming(.quit): [("y", "quit"), ("s", "save picture and quit"), ("n", "stay")]
    case .confirming(.overwrite): [("y", "replace"), ("n", "keep")]
    case .help: []
    case .units:
      [("space", "unit in or out"), ("t", "toggle"), ("↑ ↓", "move"), ("enter", "close")]
    case .painting:
      CommandTable.standard.entries.compactMap { entry in
        entry.hint.map { (shortLabel(of: entry), $0) }
      }
      .sorted { first, second in rank(first.1) < rank(second.1) }
    }
  }

  /// The first of several keys that do the same, and of a list's keys: `?` of `? F1`.
  private func shortLabel(of entry: CommandTable.Entry) -> String {
    Set(entry.bindings.values).count == 1 || entry.bindings.count > 4
      ? entry.label.split(separator: " ").first.map(String.init) ?? entry.label : entry.label
  }

  /// Help and quit come early, so that a narrow screen still names them.
  private func rank(_ hint: String) -> Int {
    ["paint", "remove", "undo", "help", "quit", "save", "concept"].firstIndex(of: hint) ?? 9
  }
}
