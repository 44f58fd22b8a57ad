import Cells
import Files
import Painting
import Recipes
import Units

/// The line above the panes: model, layer, picture, what is painted there, what strokes set, and what the
/// renderer does.
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
    // A message would go with the next key.
    let alarm = feedback.areStrokesKept ? "" : " STROKES ARE NOT KEPT "
    let title = alarm.isEmpty ? " ganbrush" : alarm
    let versions = versions.map { "\(title)  " + $0.joined(separator: " · ") }
    func place(beside right: String) -> Int {
      // Two texts are told apart by two columns between them.
      let needed = right.isEmpty ? 1 : right.cellWidth + 2
      return versions.firstIndex { $0.cellWidth + needed <= rect.width } ?? versions.count - 1
    }
    var right = "\(activity) "
    // How long a picture took is needed less than what is painted and not saved.
    if isIdle, place(beside: right) >= versions.count - Self.shortVersions { right = "" }
    let left = versions[place(beside: right)]
    let titled = "\(pictureTitle) · \(right)"
    if !right.isEmpty, left.cellWidth + 2 + titled.cellWidth <= rect.width { right = titled }
    grid.write(left, row: rect.row, column: 0, style, limit: rect.width - right.cellWidth - 1)
    grid.write(alarm, row: rect.row, column: 0, .alarm, limit: rect.width)
    grid.write(right, row: rect.row, column: rect.width - right.cellWidth, style)
  }

  // MARK: Left

  /// So many versions at the end have less than layer, picture and all that is painted there.
  private static let shortVersions = 3

  /// The parts from the most that there are to the fewest: what is needed least goes first.
  private var versions: [[String]] {
    let layer = concepts.layer
    let model = "\(shown: document.modelName)"
    let name = "\(shown: layer.name)"
    let picture = [document.session.latent].names
    let size = "\(name) \(layer.grid)×\(layer.units)"
    let unsaved = unsaved
    let painted = [
      document.carriesStrokes ? "strokes come along" : "", strokes, unsaved,
    ].filter { !$0.isEmpty }
    let settings = strokeParts
    return settings.indices.reversed().map {
      [model, size, picture] + painted + settings[...$0]
    } + [
      [model, size, picture] + painted, [model, name, picture] + painted,
      [name, picture] + painted,
      [picture] + painted, [picture, unsaved].filter { !$0.isEmpty }, [picture],
    ]
  }

  /// What is painted: how many strokes, and how many of them one does not see on the canvas.
  private var strokes: String {
    let session = document.session
    var (others, muted, layers) = (0, 0, Set<LayerName>())
    for stroke in session.strokes {
      if stroke.isMuted { muted += 1 }
      guard let layer = stroke.edits.first?.layer, layer != concepts.layer.name else { continue }
      others += 1
      layers.insert(layer)
    }
    let layer = layers.count == 1 ? layers.first.map { "\(shown: $0)" } : nil
    let toggles = session.toggles.count
    return [
      session.strokes.isEmpty ? "" : session.strokes.count.counted("stroke"),
      others == 0 ? "" : "\(others) on \(layer ?? "other layers")",
      muted == 0 ? "" : "\(muted) muted",
      toggles == 0 ? "" : toggles.counted("toggle"),
    ].filter { !$0.isEmpty }.joined(separator: ", ")
  }

  /// Which pictures have strokes that would be lost with the program.
  private var unsaved: String {
    let pictures = document.unsavedPictures
    if pictures.isEmpty { return "" }
    if pictures == [document.session.latent] { return "not saved" }
    return "\(pictures.count == 1 ? pictures.names : "\(pictures.count) pictures") not saved"
  }

  /// What strokes set: how many units, and by which ranking and to what unless that is the usual.
  private var strokeParts: [String] {
    guard !concepts.areSingleUnits else { return ["single units"] }
    let recipe = concepts.chosen
    let draw = brush.drawName(of: recipe)
    return [
      BrushDescription.units(
        min(brush.strength, recipe.units.count), of: concepts.layer.units)
    ]
      + (recipe.metric == concepts.metrics.first ? [] : [BrushDescription.ranking(recipe.metric)])
      + (draw == recipe.draw ? [] : [BrushDescription.draw(draw)])
  }

  // MARK: Right

  /// Whether nothing is under way.
  private var isIdle: Bool {
    !feedback.isRendering && !(concepts.areSingleUnits && concepts.isMeasuring)
      && unitView.percent == nil
  }

  /// What the renderer does, or how long it took.
  private var activity: String {
    guard let rendered = feedback.rendered, !feedback.isRendering else { return "rendering…" }
    guard !concepts.areSingleUnits || !concepts.isMeasuring else {
      return "measuring \(concepts.measuredPercent) %"
    }
    if unitView.isStopping { return "stopping…" }
    if let percent = unitView.percent { return "dissecting \(percent) %" }
    return "drawn in \(Int((rendered.duration / .milliseconds(1)).rounded(.up))) ms"
  }
}
