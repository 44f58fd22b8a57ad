import Cells
import Recipes
import Painting
import Screens
import TestSupport
import Testing
import Units

/// Names from files that would command a terminal, and files that give no picture.
@Suite struct HostileNameStories {
  private static let name = "\u{1B}[2J\u{202E}e\n\u{9B}1m"

  private static func painter() throws -> Painter {
    let layer = LayerName(rawValue: "main.\(name)")
    let recipe = try Recipe(
      concept: name, layer: layer, metric: name, units: [0, 1],
      draws: [name: [1, 2], "a": [1, 1]], draw: name)
    let grid = Grid(height: 8, width: 8)
    return Painter(
      PaintState(
        modelName: name,
        layers: [
          LayerSummary(name: layer, units: 4, grid: grid),
          LayerSummary(name: "main.8", units: 3, grid: Grid(height: 16, width: 16)),
        ],
        recipes: RecipeBook(
          model: name, start: nil,
          layers: [
            RecipeBook.Chapter(layer: layer, units: 4, quantiles: nil, recipes: [recipe])
          ]),
        session: Session(latent: Latent(id: 0), layer: layer)))
  }

  @Test func `no key brings a control character of a name to the screen`() throws {
    var painter = try Self.painter()
    // Whatever is said of concepts, units, layers, draws and rankings.
    for key in " xtdrv<>G-+bu/w\u{1B}o" {
      painter.type(String(key))
      let text = painter.screen
      #expect(!text.hasRawControls, "after \(key): \(text.debugDescription)")
    }
    #expect(painter.screen.contains(#"\u{1B}[2J"#))
  }

  @Test func `a name of a million characters is cut`() throws {
    let long = String(repeating: "x", count: 1 << 20)
    var painter = Painter()
    painter.program {
      $0.didSave($0.session, to: long, asSession: false)
      return []
    }
    #expect(painter.state.message?.text.count ?? .max < 200)
  }

  @Test func `a request without a picture is told, and nothing waits for it`() {
    var state = Painter().state
    _ = state.handle(.character(" "))
    #expect(state.isRendering)
    state.didFail(rendering: state.requests, "layer 'main.10' gives nan")
    #expect(!state.isRendering && state.hasFailed)
    #expect(state.message?.isError == true)
    #expect(state.message?.text == "no picture: layer 'main.10' gives nan")
    // Undo asks for the picture before.
    #expect(state.handle(.character("u")) == [.render])
    #expect(state.isRendering && !state.hasFailed)
  }

  @Test func `a generator of one layer is painted on its picture`() {
    let layer = LayerSummary(name: "main.10", units: 3, grid: Grid(height: 64, width: 64))
    var painter = Painter(
      PaintState(
        modelName: Church.name, layers: [layer], recipes: nil,
        session: Session(latent: Latent(id: 0), layer: layer.name)))
    painter.type("><x")
    #expect(painter.session.layer == layer.name)
    #expect(painter.session.strokes.count == 1)
  }
}
