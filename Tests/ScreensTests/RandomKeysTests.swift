import Cells
import Painting
import Screens
import TestSupport
import Testing
import Units

@Suite struct RandomKeysTests {
  private static let keys: [Key] =
    CommandTable.standard.entries.flatMap { $0.bindings.keys.sorted { "\($0)" < "\($1)" } } + [
      .backspace, .insert, .home, .end, .pageUp, .pageDown, .function(3), .character("y"),
      .character("é"), .character("7"), .control("u"), .control("w"), .alt("b"), .alt("x"),
      .control("n"), .control("p"), .wordLeft, .pasted("a/b 1\n中"), .character("中"),
      .character("\u{301}"),
    ]

  private static func key(_ random: inout SplitMix64, width: Int, height: Int) -> Key {
    guard Int.random(in: 0..<3, using: &random) == 0 else {
      return keys.randomElement(using: &random) ?? .enter
    }
    let button = [MouseEvent.Button.left, .middle, .right].randomElement(using: &random) ?? .left
    let actions: [MouseEvent.Action] = [
      .press(button), .press(button), .drag(button), .drag(button), .drag(button), .release,
      .wheelUp, .wheelDown,
    ]
    return .mouse(
      MouseEvent(
        actions.randomElement(using: &random) ?? .release,
        row: Int.random(in: 0..<height + 2, using: &random),
        column: Int.random(in: 0..<width + 2, using: &random)))
  }

  private static let sizes = [(60, 20), (80, 24), (120, 40), (80, 60), (59, 19), (1, 1), (300, 9)]

  @Test(arguments: UInt64(0)..<200)
  func `any keys keep the screen whole and every step can be undone`(
    seed: UInt64
  ) throws {
    var random = SplitMix64(seed: seed)
    let layers: [LayerName] = ["main.2", "main.5", "main.8"]
    var painter = Painter(
      Church.state(
        recipes: seed % 10 == 0 ? nil : Church.recipes, layer: layers[Int(seed % 3)]))
    if seed % 20 == 0 {
      painter.program {
        for layer in layers { $0.receive(Church.measured(layer)) }
        return []
      }
    }
    // What is painted on each picture, as long as no strokes come along.
    var carried = false
    var pictures = [painter.session.latent: painter.session]
    for step in 0..<400 {
      if step % 50 == 0 {
        let (width, height) = Self.sizes[Int.random(in: 0..<Self.sizes.count, using: &random)]
        let colours = ColourDepth.allCases.randomElement(using: &random) ?? .none
        painter.program {
          $0.display.size = (width, height)
          $0.display.colours = colours
          let place = PaintScreen($0).pictureRoom
          $0.display.pictureRect = place.map {
            Rect(row: $0.row + 1, column: $0.column, height: $0.height - 2, width: $0.width)
          }
          return []
        }
      }
      let size = painter.state.display.size
      let former = painter.session.latent
      painter.press(Self.key(&random, width: size.width, height: size.height))
      if step % 8 == 0 {
        let grid = PaintScreen(painter.state).draw()
        #expect((grid.width, grid.height) == size)
      }
      try painter.session.validate(against: Church.layers)
      let session = painter.session
      if session.latent != former, !painter.state.document.carriesStrokes, !carried {
        #expect(session.strokes == pictures[session.latent]?.strokes ?? [])
        #expect(session.toggles == pictures[session.latent]?.toggles ?? [])
      }
      carried = carried || painter.state.document.carriesStrokes
      pictures[session.latent] = session
      let state = painter.state
      #expect((0..<state.grid.height).contains(state.brush.cursor.row))
      #expect((0..<state.grid.width).contains(state.brush.cursor.column))
      #expect((1...min(state.grid.height, state.grid.width)).contains(state.brush.side))
      #expect((1...state.layer.units).contains(state.brush.strength))
      #expect(!state.feedback.isRendering)
    }
    painter.press(.escape, .escape, .escape)
    while painter.state.document.canRedo { painter.type("U") }
    let end = painter.session
    while painter.state.document.canUndo { painter.type("u") }
    #expect(!painter.session.isEdited && painter.session.layer == end.layer)
    while painter.state.document.canRedo { painter.type("U") }
    #expect(painter.session == end)
  }
}
