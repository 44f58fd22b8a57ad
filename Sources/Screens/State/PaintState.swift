import Files
package import Painting
package import Recipes
package import Units

/// Everything that the painter's screen shows and its keys change.
///
/// A plain value: keys and finished pictures go in, effects come out, panes draw its parts. What one
/// part can do alone stands with the part; here stands what touches several.
package struct PaintState: Sendable {
  /// The generator's layers, the picture's own last.
  package let layers: [LayerSummary]
  package internal(set) var document: Document
  package internal(set) var concepts: ConceptList {
    didSet { mode.follow(concepts.chosen) }
  }
  package internal(set) var brush: Brush
  /// The strokes that the cells of the canvas show.
  package private(set) var marks: StrokeMarks
  package internal(set) var view = CanvasView()
  package internal(set) var unitView = UnitView()
  package internal(set) var context = ContextView()
  /// What the last stroke or toggle has caused.
  var meter = CausalMeter()
  package internal(set) var mode = PaintMode.painting
  /// What was selected last in the list of strokes.
  var lastStrokes = OpenStrokes()
  /// How saved pictures are called.
  package var naming = PictureNaming()
  /// What is being made of the session's pictures.
  package internal(set) var exporting: ExportProgress?
  var pastAnswers = PromptHistory()
  /// The prompt whose answer is being carried out: it comes back if that fails.
  var answered: Prompt?
  package var feedback = Feedback()
  /// The keys, as the person has chosen them.
  package var commands: CommandTable
  package var display = Display()
  /// The pictures that the person has marked.
  package internal(set) var bookmarks = Bookmarks()
  package internal(set) var thumbnails = Thumbnails()
  /// What the open dialogue offers.
  var files: FileSheet?
  /// Whether three lines tell how to begin.
  package var isWelcoming = false
  /// What a model without recipes begins with.
  let greeting: String?
  /// What the mouse draws while its button is held.
  var drag: Drag?
  /// The stroke of that drag, and whether it is painted: it is not where it would repeat what is there.
  var draggedStroke: (stroke: Stroke, isPainted: Bool)?

  /// Begins with a session.
  ///
  /// The session must fit the layers (`Session.validate`); a strength of nil is what the recipes say.
  /// `candidates` names installed recipes that may fit a model without any.
  package init(
    modelName: String, layers: [LayerSummary], recipes: RecipeBook?, candidates: [String] = [],
    session: Session, strength: Int? = nil, commands: CommandTable = .standard
  ) {
    precondition(!layers.isEmpty, "a generator without layers has no canvas")
    let layer = Self.canvas(of: session, in: layers)
    self.layers = layers
    self.commands = commands
    document = Document(session, modelName: modelName)
    concepts = ConceptList(recipes, layer: layer)
    marks = StrokeMarks(session.strokes, on: layer)
    brush = Brush(strength: strength ?? recipes?.start?.strength ?? 10, on: layer)
    greeting =
      recipes != nil
      ? nil
      : candidates.first.map { "recipes that may fit: --recipes \(shown: $0)" }
        ?? "single units are the brushes; \(commands.key(.dissect)) or --recipes FILE gives concepts"
    if let greeting { feedback.say(greeting) }
  }

  private static func canvas(of session: Session, in layers: [LayerSummary]) -> LayerSummary {
    layers.first { $0.name == session.layer } ?? layers[0]
  }

  // MARK: What follows from the parts

  package var session: Session { document.session }

  /// The layer whose grid is the canvas.
  package var layer: LayerSummary { concepts.layer }

  package var grid: Grid { layer.grid }

  /// The layers that can become the canvas: all but the picture's own, which may be it already.
  var canvasLayers: [LayerSummary] {
    layers.canvases + layers.filter { $0.name == layer.name && !layers.canvases.contains($0) }
  }

  /// What to render for the state as it is.
  package var request: RenderRequest {
    RenderRequest(
      session: session, number: feedback.newestRequest, measures: concepts.isMeasuring)
  }

  // MARK: What every change does

  /// Carries out an edit as one step of the history, and asks for its picture.
  mutating func commit(_ edit: Edit) -> [Effect] {
    document.commit(edit)
    return showSession() + endWelcome()
  }

  /// Shows the session that became the current one, after its edits.
  mutating func showSession() -> [Effect] {
    endComparison()
    enterLayer()
    return [requestPicture()]
  }

  /// Makes the other parts fit the layer of the session.
  mutating func enterLayer() {
    let layer = Self.canvas(of: session, in: layers)
    brush.fit(layer)
    concepts.enter(layer)
  }

  /// Takes the strokes over to the canvas, and counts a request for the picture of the state as it is.
  mutating func requestPicture() -> Effect {
    marks.follow(session.strokes, on: layer)
    feedback.countRequest()
    return .render
  }
}
