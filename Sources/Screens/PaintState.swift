package import Cells
package import Recipes
package import Units
package import Painting

/// Everything that the painter's screen shows and its keys change.
///
/// A plain value: keys and finished pictures go in, effects come out, panes draw it.
package struct PaintState: Sendable {
  /// What takes the keys.
  package enum Mode: Equatable, Sendable {
    case painting
    /// The units of the chosen concept, one of them selected.
    case units(selection: Int)
    /// The help, scrolled down by some lines.
    case help(scroll: Int)
    case prompt(Prompt)
    case confirming(Confirmation)
  }

  /// A question that y or n answers.
  package enum Confirmation: Equatable, Sendable {
    case quit
    /// A file that is not this session's, or that somebody else has changed.
    case overwrite(path: String, wasChanged: Bool)
  }

  /// The last thing that happened, for the status line.
  package struct Message: Equatable, Sendable {
    package let text: String
    package let isError: Bool
  }

  // The model.
  /// The name of the generator, for people and for new files.
  package let modelName: String
  /// The generator's layers, the picture's own last.
  package let layers: [LayerSummary]
  package let recipes: RecipeBook?
  /// What was measured of layers that the recipes give no quantiles for.
  package internal(set) var measured: [LayerName: QuantileTable] = [:]
  /// The measurement of the layer that is painted on, while there is no table.
  package internal(set) var measurement: LayerMeasurement?

  // The document.
  package internal(set) var history: EditHistory<Session>
  /// The session as last saved, or as begun.
  package internal(set) var saved: Session
  /// The session whose picture is being saved.
  package internal(set) var saving: Session?
  /// Where the session was saved to or opened from.
  package internal(set) var sessionPath: String?

  /// A session that an interrupted run left, as long as it is neither saved nor given up.
  package internal(set) var recovery: String?

  // The tools.
  package internal(set) var mode = Mode.painting
  /// The row and column of the brush on the layer's grid.
  package internal(set) var cursor: (row: Int, column: Int)
  /// Cells along a side of the brush.
  package internal(set) var brush = 1
  /// The recipes of the layer, or its units one by one.
  package internal(set) var chapter: RecipeBook.Chapter
  /// The concepts of the layer, in the order of the digits.
  package internal(set) var brushes: [Recipe] = []
  /// How single units are ordered, where not by number.
  package internal(set) var unitRanking: UnitRanking?
  /// The name of the chosen concept; it stays chosen when the layer changes.
  package internal(set) var conceptName: String
  /// How many units a stroke sets.
  package internal(set) var strength: Int
  /// A name of the recipes' draw values, or nil for each recipe's own.
  package internal(set) var draw: String?
  /// A ranking's name, or nil for each concept's default recipe.
  package internal(set) var metric: String?
  package internal(set) var showsHeat = false
  package internal(set) var showsOriginal = false
  var drag: Drag?

  // What came back.
  package internal(set) var rendered: RenderedPicture?
  package internal(set) var message: Message?
  /// The number of the newest request.
  package internal(set) var requests = 0
  /// The number of the newest request that gave no picture.
  var failedRequest: Int?

  /// How the terminal shows pictures, for the header.
  package var pictureTitle = ""
  /// Whether cells have colours; without, the canvas shows shades of characters.
  package var hasColour = true
  /// The size of the screen, which tells where the mouse is.
  package var size: (width: Int, height: Int) = (80, 24)
  /// The cells that the picture covers, when it is on the screen.
  package var picturePlace: Rect?

  /// Begins with a session.
  ///
  /// The session must fit the layers (`Session.validate`); a strength of nil is what the recipes say.
  /// `candidates` names installed recipes that may fit a model without any.
  package init(
    modelName: String, layers: [LayerSummary], recipes: RecipeBook?, candidates: [String] = [],
    session: Session, strength: Int? = nil
  ) {
    precondition(!layers.isEmpty, "a generator without layers has no canvas")
    self.modelName = modelName
    self.layers = layers
    self.recipes = recipes
    history = EditHistory(session)
    saved = session
    self.strength = strength ?? recipes?.start?.strength ?? 10
    chapter = RecipeBook.Chapter(layer: session.layer, units: 0, quantiles: nil, recipes: [])
    conceptName = ""
    cursor = (0, 0)
    takeBrushes()
    cursor = (grid.height / 2, grid.width / 2)
    self.strength = min(self.strength, layer.units)
    if recipes == nil { explainSingleUnits(candidates) }
  }

  // MARK: What follows from it

  package var session: Session { history.current }

  /// The layer whose grid is the canvas.
  package var layer: LayerSummary {
    layers.first { $0.name == session.layer } ?? layers[0]
  }

  package var grid: Grid { layer.grid }

  /// The chosen concept's place in `brushes`.
  package var conceptIndex: Int { brushes.firstIndex { $0.concept == conceptName } ?? 0 }

  package var recipe: Recipe { brushes[conceptIndex] }

  /// How active the units of the layer get, by the recipes or as measured.
  package var quantiles: QuantileTable? { chapter.quantiles ?? measured[session.layer] }

  /// The kind of values that strokes of the chosen concept draw with.
  package var drawName: String {
    draw.flatMap { recipe.draws[$0] == nil ? nil : $0 } ?? recipe.draw
  }

  /// The units that a stroke of a concept sets, with the values that draw it.
  package func units(of recipe: Recipe) -> [(unit: Int, value: Float)] {
    let leftOut = session.leftOut[recipe.concept] ?? []
    let kept = recipe.strongest(recipe.units.count, draw: draw).filter {
      !leftOut.contains(Unit(recipe.layer, $0.unit))
    }
    return Array(kept.prefix(strength))
  }

  /// Layers that < and > lead to: those with recipes, or all but the picture's where there are none.
  package var canvasLayers: [LayerSummary] {
    guard let recipes else { return layers.canvases }
    return layers.filter { recipes.chapter($0.name) != nil || $0.name == session.layer }
  }

  /// The features of the layer that is painted on, before edits there.
  ///
  /// A picture may be finished for another layer than the one that is shown since.
  package var shownFeatures: LayerFeatures? {
    rendered.flatMap { $0.request.session.layer == session.layer ? $0.features : nil }
  }

  package var isRendering: Bool { rendered?.request.number != requests && !hasFailed }

  /// Whether the newest request gave no picture.
  package var hasFailed: Bool { failedRequest == requests }

  package var hasUnsavedEdits: Bool { session.isEdited && session != saved }

  /// What to render for the state as it is.
  package var request: RenderRequest {
    RenderRequest(session: session, number: requests, measures: isMeasuring)
  }

  /// Counts the first request, for the session as it was begun.
  package mutating func firstRequest() -> RenderRequest {
    requests += 1
    return request
  }

  /// Notes that the session came from a file, which saving will replace.
  package mutating func continues(_ path: String) { sessionPath = path }

  /// Notes that the session is one that an interrupted run left, so it still has to be saved.
  package mutating func continues(recovery path: String) {
    recovery = path
    saved = Session(latent: session.latent, layer: session.layer)
    say("an interrupted session; save it with w or s")
  }

  /// Offers the session that an interrupted run left.
  package mutating func offers(recovery path: String) {
    recovery = path
    say("an interrupted session is kept: o and enter open it")
  }

  /// Counts a new request.
  package mutating func needsPicture() -> Effect {
    requests += 1
    return .render
  }

  mutating func say(_ text: String) { message = Message(text: text, isError: false) }

  mutating func complain(_ text: String) { message = Message(text: text, isError: true) }
}
