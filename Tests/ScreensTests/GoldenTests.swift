import Cells
import Painting
import Screens
import TestSupport
import Testing
import Units

/// A screen worth a golden file.
enum Scene: String, CaseIterable, Sendable {
  /// No picture has come yet.
  case start
  case picture
  /// A tree drawn with a large brush, sky removed beside it, the lamp boosted.
  case painted
  case before
  /// The picture's colours in place of the concept's features.
  case colours
  /// Where the lamp takes, tried on half of the cells.
  case context
  /// What a stroke has caused.
  case caused
  case help
  /// Scrolled to a command that is to be run.
  case helpScrolled = "help-scrolled"
  case palette
  /// What answers to two words, the first of which does nothing now.
  case paletteFiltered = "palette-filtered"
  case layers
  case rankings
  case draws
  case models
  /// A concept that is found while its name is typed.
  case finding
  /// A person who has not painted before.
  case welcome
  case units
  /// What the unit is that is selected in that list, its pictures not there yet.
  case unit
  case prompt
  /// The list of strokes: some on this layer, one on another, one muted, and a toggle.
  case strokes
  /// The units of one of them, one switched off.
  case strokeUnits = "stroke-units"
  /// Strokes on two pictures that are not saved, and units left out.
  case hidden
  /// The name of a picture, asked for once.
  case pictureName = "picture-name"
  case pictureTaken = "picture-taken"
  case export
  case exporting
  /// Small pictures of the model, and of files that may be opened.
  case sheet
  case files
  case quit
  case complaint
  /// The disk is full, and another message has come since.
  case unkept
  case unkeptQuit = "unkept-quit"
  case colourless = "no-colour"
  case colourlessColours = "no-colour-colours"
  /// A model without recipes, its first picture there, its levels not.
  case measuring
  /// The same when a unit was drawn and the units are ranked at the brush.
  case singleUnits = "single-units"

  func state(width: Int, height: Int) -> PaintState {
    var painter = Painter(width: width, height: height)
    switch self {
    case .start:
      var state = Church.state()
      state.display.size = (width, height)
      state.display.pictureTitle = "half blocks"
      _ = state.requestFirstPicture()
      return state
    case .measuring:
      painter = Painter(
        Church.bare(candidates: ["progressive-church"]), width: width, height: height)
      painter.program {
        $0.receive(LayerMeasurement(layer: "main.8", state: .running(percent: 40)))
        return []
      }
    case .singleUnits:
      painter = Painter(Church.bare(), width: width, height: height)
      painter.program {
        $0.receive(Church.measured())
        return []
      }
      painter.type("/17")
      painter.press(.enter)
      painter.type("]hh khjlt")
      painter.choose(.character("r"), "brush")
      painter.press(.pageDown)
    case .picture: break
    case .painted: Self.paint(&painter)
    case .before:
      Self.paint(&painter)
      painter.type("b")
    case .colours: painter.type("vv")
    case .context:
      painter.type("c0")
      painter.press(.tab)
      painter.program { state in
        guard case .begin(let question) = state.takeContextRequest() else { return [] }
        var map = ContextMap(question)
        for cell in question.order.prefix(128) {
          map.record(Double(cell % 16) / 15 * map.full, at: cell)
        }
        state.receive(map)
        return []
      }
    case .caused:
      painter.type(" ")
      painter.program { state in
        guard let question = state.takeCausalQuestion() else { return [] }
        state.receive(
          CausalReading(
            request: question.request, concept: question.concept, direction: question.direction,
            before: 0.05, after: 0.091, stood: 0))
        return []
      }
    case .help: painter.type("?")
    case .helpScrolled:
      painter.type("?")
      painter.press(.pageDown, .pageDown)
    case .palette: painter.type(":")
    case .paletteFiltered: painter.type(":re")
    case .layers: painter.type(" <  >y")
    case .rankings: painter.type("r")
    case .draws: painter.type("d")
    case .models:
      painter.program {
        $0.receive([
          ModelSummary(
            name: "church", path: "/usr/share/ganbrush/Models/church",
            text: "Progressive GAN, 13 concepts", isOpen: true),
          ModelSummary(
            name: "faces", path: "/home/u/.local/share/ganbrush/Models/faces.pth",
            text: "DCGAN, single units, yours", isOpen: false),
        ])
        return []
      }
    case .finding: painter.type("/do")
    case .welcome:
      painter.program {
        $0.isWelcoming = true
        return []
      }
    case .units:
      painter.press(.enter)
      painter.type("j jj")
      painter.type("tt")
    case .unit:
      painter.program {
        $0.receive(Church.report)
        return []
      }
      painter.type("ijjjjjjj")
    case .prompt: painter.type("g489")
    case .strokes:
      Self.layStrokes(&painter)
      painter.type("ejm")
    case .strokeUnits:
      Self.layStrokes(&painter)
      painter.type("e")
      painter.press(.enter)
      painter.type("jj ")
    case .hidden:
      Self.layStrokes(&painter)
      painter.type(".")
      painter.press(.enter)
      painter.type(" j tj t")
      painter.press(.enter)
      painter.type(" q")
    case .pictureName: painter.type("s")
    case .pictureTaken:
      painter.program {
        $0.askToOverwritePicture("church-64-id104.png")
        return []
      }
    case .export: painter.type("p")
    case .exporting:
      painter.program {
        $0.receive(ExportProgress(.timeLapse, done: 12, of: 40))
        return []
      }
    case .sheet: painter.type("a")
    case .files:
      painter.type("o")
      painter.program {
        $0.receive(["church-id104.png", "church-id7.png", "evening.json"], of: "")
        return []
      }
      painter.press(.pageDown)
    case .quit:
      Self.paint(&painter)
      painter.type("q")
    case .complaint: painter.type("u")
    case .unkept, .unkeptQuit:
      painter.program {
        $0.feedback.areStrokesKept = false
        return []
      }
      painter.type("xu")
      if self == .unkeptQuit { painter.type("xq") }
    case .colourless:
      Self.paint(&painter)
      painter.program {
        $0.display.colours = .none
        return []
      }
    case .colourlessColours:
      painter.type("vv")
      painter.program {
        $0.display.colours = .none
        return []
      }
    }
    painter.program {
      $0.display.pictureTitle = "sixel 384 px"
      return []
    }
    return painter.state
  }

  private static func layStrokes(_ painter: inout Painter) {
    paint(&painter)
    painter.type("<kkh >")
  }

  private static func paint(_ painter: inout Painter) {
    painter.type("]]hhhh kk")
    painter.type("4lllllll")
    painter.type("x")
    painter.type("[[0")
    painter.press(.tab)
    painter.type("tjjjj")
  }
}

@Suite struct GoldenTests {
  @Test(arguments: Scene.allCases, [(120, 40), (80, 24), (60, 20)])
  func `every scene looks as recorded`(scene: Scene, size: (width: Int, height: Int)) throws {
    let state = scene.state(width: size.width, height: size.height)
    let grid = PaintScreen(state).draw()
    #expect((grid.width, grid.height) == size)
    try expectSnapshot(grid, "\(scene.rawValue)-\(size.width)x\(size.height)")
  }

  @Test(arguments: [(59, 20), (60, 19), (12, 2), (1, 1)])
  func `a screen too small says what is needed`(width: Int, height: Int) throws {
    let state = Scene.painted.state(width: width, height: height)
    #expect(PaintScreen(state).pictureRoom == nil)
    try expectSnapshot(PaintScreen(state).draw(), "too-small-\(width)x\(height)")
  }

  /// Keys after which panes lie elsewhere.
  enum Page: String, CaseIterable, Sendable {
    case usual = ""
    case otherSize = "f"
    case thirdSize = "ff"
    case zoomed = "z"
    case sideBySide = " bb"

    var name: String {
      switch self {
      case .usual: "usual"
      case .otherSize: "other-size"
      case .thirdSize: "third-size"
      case .zoomed: "zoomed"
      case .sideBySide: "side-by-side"
      }
    }
  }

  @Test(
    arguments: Page.allCases, [(60, 20), (80, 24), (80, 60), (120, 40), (132, 43)])
  func `every page looks as recorded`(page: Page, size: (width: Int, height: Int)) throws {
    var painter = Painter(width: size.width, height: size.height)
    painter.type(page.rawValue)
    painter.program {
      $0.display.pictureTitle = "half blocks"
      return []
    }
    try expectSnapshot(
      PaintScreen(painter.state).draw(), "page-\(page.name)-\(size.width)x\(size.height)")
  }

  @Test(arguments: [(80, 24), (120, 40)])
  func `a large grid has several cells in one place`(width: Int, height: Int) throws {
    let layers = [
      LayerSummary(name: "layer7", units: 4, grid: Grid(height: 32, width: 32)),
      LayerSummary(name: "output", units: 3, grid: Grid(height: 64, width: 64)),
    ]
    var painter = Painter(
      Church.state(layers: layers, recipes: nil, layer: "layer7"), width: width, height: height)
    painter.type("lljj]]")
    painter.program {
      $0.display.pictureTitle = "half blocks"
      return []
    }
    #expect(painter.state.brush.cursor == (18, 18))
    try expectSnapshot(PaintScreen(painter.state).draw(), "large-grid-\(width)x\(height)")
  }
}
