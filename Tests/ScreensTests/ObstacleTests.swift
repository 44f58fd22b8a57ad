import Cells
import Painting
import Screens
import Testing
import Units

/// What the footer and the palette promise is what commands do.
@Suite struct ObstacleTests {
  /// Places where commands differ: layers with and without recipes, with and without strokes.
  private static let states: [(keys: String, state: @Sendable () -> PaintState)] = [
    ("", { Church.state() }), (" ", { Church.state() }), (" u", { Church.state() }),
    (" b", { Church.state() }), ("\r", { Church.state() }), ("\rjt", { Church.state() }),
    ("<", { Church.state() }), ("<<", { Church.state() }), (">", { Church.state() }),
    (" t", { Church.state(layer: "main.2") }), ("", { Church.bare() }),
    ("x", { Church.bare(layer: "main.2") }), ("t", { Church.bare(layer: "main.10") }),
    ("g0\r", { Church.state() }), ("g999999\r", { Church.state() }),
  ]

  @Test(arguments: states.indices)
  func `a command complains where the palette says so, and nowhere else`(index: Int) throws {
    let (keys, state) = Self.states[index]
    for entry in CommandTable.standard.entries {
      for (key, command) in entry.bindings {
        var painter = Painter(state())
        for key in keys { painter.press(key == "\r" ? .enter : .character(key)) }
        let obstacle = painter.state.obstacle(to: command)
        painter.press(key)
        let message = painter.state.feedback.message
        let complaint = message?.isError == true ? message?.text : nil
        #expect(complaint == obstacle, "\(keys) \(key)")
      }
    }
  }

  @Test(arguments: states.indices)
  func `a command that is no obstacle changes something`(index: Int) {
    let (keys, state) = Self.states[index]
    for entry in CommandTable.standard.entries {
      for (key, command) in entry.bindings {
        // At an edge the brush stays, and so does a size or a place in a list.
        switch command {
        case .move, .smallerBrush, .largerBrush, .weaker, .stronger, .nextTen, .previousTen,
          .cancel,
          .concept, .nextConcept, .previousConcept:
          continue
        default: break
        }
        var painter = Painter(state())
        for key in keys { painter.press(key == "\r" ? .enter : .character(key)) }
        guard painter.state.obstacle(to: command) == nil else { continue }
        let (mode, session, renderings) = (painter.state.mode, painter.session, painter.renderings)
        let (view, isOpen) = (painter.state.view, painter.state.unitView.isOpen)
        let showsContext = painter.state.context.isOpen
        let carriesStrokes = painter.state.document.carriesStrokes
        let percent = painter.state.unitView.percent
        painter.press(key)
        let effects = painter.takeEffects()
        #expect(
          painter.state.mode != mode || painter.session != session
            || painter.renderings != renderings || painter.state.view != view
            || painter.state.unitView.isOpen != isOpen
            || painter.state.context.isOpen != showsContext
            || painter.state.document.carriesStrokes != carriesStrokes
            || painter.state.unitView.percent != percent || !effects.isEmpty
            // What is painted there already is told, and not painted twice.
            || painter.state.feedback.message?.text.hasPrefix("already ") == true,
          "\(keys) \(key): \(command)")
      }
    }
  }
}
