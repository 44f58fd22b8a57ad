import Cells
import Files
import Painting
import Recipes
import Units

/// The line above the panes: model, layer, picture, what strokes set, and what the renderer does.
struct HeaderLine: Sendable {
  let document: Document
  let concepts: ConceptList
  let brush: Brush
  let feedback: Feedback
  let unitView: UnitView
  let pictureTitle: String

  func draw(on grid: inout CellGrid, in rect: Rect) {
    let style = Style(bold: true, reversed: true)
    grid.fill(rect, with: Cell(" ", style))
    let layer = concepts.layer
    let latent = document.session.latent
    let picture = latent.seed == 1 ? "id \(latent.id)" : "id \(latent.id) of seed \(latent.seed)"
    let parts = [
      "\(shown: document.modelName)", "\(shown: layer.name) \(layer.grid)×\(layer.units)", picture,
    ]
    var shown = (parts + strokeParts).filter { !$0.isEmpty }
    // A message would go with the next key.
    let alarm = feedback.areStrokesKept ? "" : " STROKES ARE NOT KEPT "
    let title = alarm.isEmpty ? " ganbrush" : alarm
    func left() -> String { "\(title)  " + shown.joined(separator: " · ") }
    let rights = ["\(pictureTitle) · \(verb)\(activity) ", "\(verb)\(activity) "]
    let right = rights.first { left().count + $0.count < rect.width } ?? "\(activity) "
    // What does not fit goes whole, the least needed first.
    while shown.count > 1, left().count + right.count >= rect.width { shown.removeLast() }
    grid.write(left(), row: rect.row, column: 0, style, limit: rect.width - right.count - 1)
    grid.write(alarm, row: rect.row, column: 0, .alarm, limit: rect.width)
    grid.write(right, row: rect.row, column: rect.width - right.count, style)
  }

  /// What strokes set.
  private var strokeParts: [String] {
    guard !concepts.areSingleUnits else { return ["single units"] }
    let recipe = concepts.chosen
    return [
      BrushDescription.units(brush.strength, of: concepts.layer.units),
      BrushDescription.ranking(recipe.metric),
      BrushDescription.draw(brush.drawName(of: recipe)),
    ]
  }

  /// What says that a time is that of the picture, where there is room.
  private var verb: String { activity.hasSuffix(" ms") ? "drawn in " : "" }

  /// What the renderer does, or how long it took.
  private var activity: String {
    guard let rendered = feedback.rendered, !feedback.isRendering else { return "rendering…" }
    guard !concepts.areSingleUnits || !concepts.isMeasuring else {
      return "measuring \(concepts.measuredPercent) %"
    }
    if unitView.isStopping { return "stopping…" }
    if let percent = unitView.percent { return "dissecting \(percent) %" }
    return "\(Int((rendered.duration / .milliseconds(1)).rounded(.up))) ms"
  }
}
