import Cells
import Recipes
import Networks
import Painting
import Screens
import Testing
import Units

/// Painting with a model that comes without recipes.
@Suite struct SingleUnitStories {
  private static let unit7 = Toggle.Subject.unit(layer: "main.8", channel: 7)

  /// A person before a model without recipes, whose layer has been measured.
  private static func measured(
    layer: LayerName = "main.8", width: Int = 80, height: Int = 24
  ) -> Painter {
    var painter = Painter(Church.bare(layer: layer), width: width, height: height)
    painter.program {
      $0.receive(Church.measured(layer))
      return []
    }
    return painter
  }

  private static func report(_ state: LayerMeasurement.State, to painter: inout Painter) {
    painter.program {
      $0.receive(LayerMeasurement(layer: $0.session.layer, state: state))
      return []
    }
  }

  @Test func `the first line says how to get concepts`() {
    #expect(
      Painter(Church.bare()).messageLine.contains(
        "single units are the brushes; m or --recipes FILE gives concepts"))
    #expect(
      Painter(Church.bare(candidates: ["progressive-church"])).messageLine.contains(
        "recipes that may fit: --recipes progressive-church"))
    #expect(Church.state().feedback.message == nil)
  }

  @Test func `a stroke sets one unit to its level`() {
    var painter = Self.measured()
    painter.type("8")
    #expect(painter.state.concepts.chosenName == "unit 7")
    #expect(painter.messageLine.contains("unit 7 · level 7.99 · brush 1×1"))
    painter.type(" ")
    #expect(painter.lastStroke?.concept == "unit 7")
    #expect(
      painter.session.strokes.last?.edits == [UnitEdit(layer: "main.8", unit: 7, value: 7.99)])
    painter.type("x")
    #expect(painter.session.strokes.last?.edits == [UnitEdit(layer: "main.8", unit: 7)])
  }

  @Test(arguments: [(-0.054, "−0.05"), (1234.5, "1234.50"), (3e38, "3e+38")] as [(Float, String)])
  func `a level is written to the hundredth`(level: Float, text: String) throws {
    var painter = Painter(Church.bare(layer: "main.2"))
    let row = [min(level, 0), level, max(level, 0)]
    let table = try QuantileTable(
      probabilities: [0, 0.99, 1], activations: Array(repeating: row, count: 8))
    Self.report(.finished(table), to: &painter)
    painter.type("1")
    #expect(painter.messageLine.contains("unit 0 · level \(text) · "))
  }

  @Test func `until levels are measured units can be removed, not drawn`() {
    var painter = Painter(Church.bare())
    #expect(painter.state.request.measures)
    Self.report(.running(percent: 25), to: &painter)
    #expect(painter.row(0).contains("measuring 25 %"))
    for key in [" ", "t"] {
      painter.type(key)
      #expect(painter.messageLine.contains("! the level of unit 0 is still being measured (25 %)"))
      #expect(!painter.session.isEdited)
    }
    painter.type("v")
    painter.choose(.character("r"), "brush")
    #expect(painter.messageLine.contains("! the activity of main.8 is still being measured"))
    painter.type("x")
    #expect(painter.session.strokes.last?.edits == [UnitEdit(layer: "main.8", unit: 0)])
    #expect(painter.messageLine.contains("unit 0 · no level yet"))
    #expect(painter.state.request.measures)
    painter.program {
      $0.receive(Church.measured())
      return []
    }
    #expect(!painter.state.request.measures)
    #expect(!painter.row(0).contains("measuring"))
    painter.type(" ")
    #expect(painter.session.strokes.last?.edits.first?.value == 0.99)
  }

  @Test func `activations that cannot be measured leave removing`() {
    var painter = Painter(Church.bare())
    Self.report(.failed("unit 3 is no number"), to: &painter)
    #expect(!painter.state.request.measures)
    painter.type(" ")
    #expect(
      painter.messageLine.contains(
        "! the level of unit 0 cannot be measured: unit 3 is no number"))
    painter.type("x")
    #expect(painter.lastStroke?.direction == .remove)
  }

  @Test func `a unit is toggled as in the list of a concept`() {
    var painter = Self.measured()
    painter.type("8t")
    #expect(
      painter.session.toggles.first?.edits == [
        UnitEdit(layer: "main.8", unit: 7, alpha: 0.3, value: 7.99)
      ])
    #expect(painter.session.state(of: Self.unit7) == .boosted)
    #expect(painter.row(with: "▸8 unit 7")?.contains("▲") == true)
    painter.type("t")
    #expect(painter.session.state(of: Self.unit7) == .ablated)
    painter.type("t")
    #expect(!painter.session.isEdited)
  }

  @Test(arguments: ["-", "+", "n", "\r"])
  func `what concerns the units of a concept says that there is one`(key: String) {
    var painter = Self.measured()
    if key == "\r" { painter.press(.enter) } else { painter.type(key) }
    #expect(painter.messageLine.contains("! unit 0 is one unit by itself"))
    #expect(painter.state.mode == .painting)
  }

  // MARK: Which unit

  @Test func `a unit is found by its number`() {
    var painter = Self.measured()
    painter.type("/")
    #expect(painter.messageLine.contains("find unit: "))
    painter.type("31")
    #expect(painter.row(with: "▸Y unit 31") != nil)
    painter.press(.enter)
    #expect(painter.state.concepts.chosenName == "unit 31")
    painter.type("/40")
    painter.press(.enter)
    #expect(painter.row(with: "! main.8 has units 0 to 39") != nil)
    painter.press(.escape)
    #expect(painter.state.concepts.chosenName == "unit 31")
    painter.type("/")
    painter.press(.enter)
    #expect(painter.state.concepts.chosenName == "unit 31")
  }

  @Test func `a concept is found by its name or its beginning`() {
    var painter = Painter()
    for (typed, found) in [("do", "door"), ("LAMP", "lamp"), ("w", "window"), ("sky", "sky")] {
      painter.choose(.character("/"), typed)
      #expect(painter.state.concepts.chosenName == found)
    }
    painter.choose(.character("/"), "person")
    #expect(painter.row(with: "! main.8 has nothing that begins with 'person'") != nil)
  }

  @Test func `page keys go ten on and back and stop at the ends`() {
    var painter = Self.measured()
    for (key, unit) in [(Key.pageDown, 10), (.pageDown, 20), (.pageUp, 10), (.pageUp, 0)] {
      painter.press(key)
      #expect(painter.state.concepts.chosenName == "unit \(unit)")
    }
    painter.press(.pageUp)
    #expect(painter.state.concepts.chosenName == "unit 0")
    for _ in 0..<5 { painter.press(.pageDown) }
    #expect(painter.state.concepts.chosenName == "unit 39")
    var church = Painter()
    church.press(.enter, .pageDown)
    #expect(church.state.mode.unitList?.selection == 10)
    church.press(.pageUp, .pageUp)
    #expect(church.state.mode.unitList?.selection == 0)
  }

  @Test func `the wheel goes through the list under it`() {
    var painter = Self.measured()
    let (row, column) = painter.conceptPlace
    for _ in 0..<3 { painter.press(.mouse(MouseEvent(.wheelDown, row: row, column: column))) }
    #expect(painter.state.concepts.chosenName == "unit 3")
    painter.press(.mouse(MouseEvent(.wheelUp, row: row, column: column)))
    #expect(painter.state.concepts.chosenName == "unit 2")
    #expect(painter.state.brush.side == 1)
    var church = Painter()
    church.press(.enter, .mouse(MouseEvent(.wheelDown, row: row, column: column)))
    #expect(church.state.mode.unitList?.selection == 1)
  }

  @Test func `units that are unusual under the brush come first when that is chosen`() throws {
    // Even units are at 4 in the red block, odd ones at 3; the greatest that unit 2 showed is 3.
    var painter = Self.measured()
    painter.choose(.character("r"), "brush")
    #expect(painter.messageLine.contains("most unusual under the brush first"))
    #expect(painter.row(1).contains("units at brush ─ +"))
    #expect(painter.state.concepts.recipes.prefix(4).map(\.units) == [[0], [1], [2], [4]])
    let quantiles = try #require(painter.state.concepts.ranking?.quantiles)
    #expect(quantiles.prefix(3) == [1, 1, 1])
    #expect(abs(quantiles[3] - (0.5 + 0.49 * 2.5 / 3.49)) < 1e-6)
    #expect(abs(quantiles[4] - (0.5 + 0.49 * 3.5 / 4.49)) < 1e-6)
    #expect(painter.row(with: "▸1 unit 0")?.contains("○ max") == true)
    painter.choose(.character("r"), "number")
    #expect(painter.messageLine.contains("units by number"))
    #expect(painter.state.concepts.recipes.map { $0.units[0] } == Array(0..<40))
  }

  @Test func `nothing is ranked by another picture than the one that is asked for`() {
    var state = Church.bare()
    let first = state.requestFirstPicture()
    state.receive(Church.measured())
    for hasPicture in [false, true] {
      if hasPicture {
        state.feedback.receive(Church.rendered(first))
        _ = state.handle(.character("."))
      }
      for key in [Key.character("r"), .end, .enter] { _ = state.handle(key) }
      #expect(state.feedback.message?.text == "the picture is not there yet")
      #expect(state.concepts.ranking == nil)
    }
  }

  @Test func `another place has another ranking, another layer lists by number`() {
    var painter = Self.measured()
    func ranks() { painter.choose(.character("r"), "brush") }
    ranks()
    let there = painter.state.concepts.ranking
    // The sky: even units are at 1, odd ones at 0.
    painter.type("kkkkkkkk")
    ranks()
    #expect(painter.state.concepts.ranking != there)
    #expect(painter.state.concepts.ranking?.cells == [8])
    #expect(painter.state.concepts.ranking?.quantiles[1] == 0)
    #expect(painter.state.concepts.chosenName == "unit 0")
    let half = painter.state.concepts.recipes.prefix(20).map { $0.units[0] }
    #expect(Set(half) == Set((0..<20).map { 2 * $0 }))
    painter.type(".")
    ranks()
    #expect(painter.state.concepts.ranking?.latent.id == 105)
    painter.type("]")
    ranks()
    #expect(painter.state.concepts.ranking?.cells.count == 4)
    painter.type("<")
    #expect(painter.state.concepts.ranking == nil)
    #expect(painter.state.concepts.recipes.count == 20)
  }

  // MARK: Layers

  @Test func `each layer is measured once, when it becomes the canvas`() {
    var painter = Self.measured()
    painter.type("8<")
    #expect(painter.state.layer.name == "main.5")
    #expect(painter.state.request.measures)
    #expect(painter.state.concepts.chosenName == "unit 7")
    // What comes late for the layer before is kept for it.
    Self.report(.running(percent: 50), to: &painter)
    painter.program {
      $0.receive(Church.measured("main.8"))
      return []
    }
    #expect(painter.row(0).contains("measuring 50 %"))
    painter.type(">")
    #expect(!painter.state.request.measures)
    painter.type("< ")
    #expect(!painter.session.isEdited)
    #expect(painter.row(0).contains("measuring 0 %"))
  }

  @Test func `activity is shown of a single unit`() {
    var painter = Self.measured()
    #expect(painter.row(1).contains("unit 0 activity"))
    painter.type("v")
    #expect(painter.row(1).contains("colours ─"))
    painter.type("v")
    #expect(painter.row(1).contains("unit 0 activity"))
  }

  @Test func `recipes without quantiles are measured for the view of activity alone`() {
    var painter = Painter(Church.state(layer: "main.5"))
    #expect(painter.state.request.measures)
    #expect(!painter.row(0).contains("measuring"))
    painter.type("1 ")
    #expect(painter.session.strokes.last?.edits.count == 15)
    painter.program {
      $0.receive(Church.measured("main.5"))
      return []
    }
    #expect(!painter.state.request.measures)
    #expect(
      painter.state.concepts.chosen.concept == "sky"
        && painter.state.concepts.chosen.units.count == 20)
    #expect(painter.row(1).contains("sky activity ─"))
  }

  @Test func `a layer that the recipes leave out has its single units`() {
    let layers =
      Church.layers + [
        LayerSummary(name: "main.12", units: 3, grid: Grid(height: 64, width: 64))
      ]
    var painter = Painter(Church.state(layers: layers, layer: "main.10"))
    #expect(painter.row(with: "▸1 unit 0") != nil)
    painter.type("<")
    #expect(painter.state.layer.name == "main.8")
    #expect(painter.state.concepts.chosenName == "tree")
    painter.type(">")
    #expect(painter.state.layer.name == "main.10")
    #expect(painter.messageLine.contains("main.10 has no concepts: each of its units is a brush"))
    // The concept that was chosen is chosen again where there are concepts.
    painter.type("<4>")
    #expect(painter.state.concepts.chosenName == "unit 0")
    painter.type("<")
    #expect(painter.state.concepts.chosenName == "sky")
  }
}
