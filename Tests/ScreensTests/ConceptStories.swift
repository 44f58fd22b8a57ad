import Cells
import Painting
import Recipes
import Screens
import Testing
import Units

@Suite struct ConceptStories {
  private static let tree = Toggle.Subject.concept(name: "tree", layer: "main.8")

  @Test func `digits choose ten concepts, tab goes round all of them`() {
    var painter = Painter()
    painter.type("4")
    #expect(painter.state.concepts.chosenName == "sky")
    #expect(painter.row(with: "▸4 sky") != nil)
    painter.type("0")
    #expect(painter.state.concepts.chosenName == "water")
    painter.press(.tab)
    #expect(painter.row(with: "▸A lamp") != nil)
    painter.press(.tab)
    #expect(painter.state.concepts.chosenName == "tree")
    painter.press(.backTab, .backTab)
    #expect(painter.state.concepts.chosenName == "water")
    painter.type("<4")
    #expect(painter.messageLine.contains("! there are 3 concepts"))
    #expect(painter.state.concepts.chosenName == "sky")
  }

  @Test func `a toggle goes round more, none and as it was`() {
    var painter = Painter()
    let start = painter.session
    painter.type("t")
    #expect(painter.session.state(of: Self.tree) == .boosted)
    #expect(painter.session.toggles.first?.edits.count == 15)
    #expect(painter.row(with: "▸1 tree")?.contains("▲  15") == true)
    #expect(painter.messageLine.contains("more tree everywhere"))
    painter.type("t")
    #expect(painter.session.state(of: Self.tree) == .ablated)
    #expect(painter.row(with: "▸1 tree")?.contains("✕  15") == true)
    painter.type("4t1t")
    #expect(painter.session.toggles.map(\.state) == [.boosted])
    #expect(painter.row(with: "▸1 tree")?.contains("○  15") == true)
    #expect(painter.row(with: " 4 sky")?.contains("▲") == true)
    #expect(painter.messageLine.contains("tree as it was everywhere"))
    painter.type("uuuu")
    #expect(painter.session == start)
  }

  @Test func `a unit left out is missing from strokes and the toggle; undo brings it back`() {
    var painter = Painter()
    painter.type("t")
    let boosted = painter.session
    painter.press(.enter)
    painter.type("j ")
    #expect(painter.messageLine.contains("unit 1 left out of tree"))
    #expect(painter.row(with: "▸– unit 1 ") != nil)
    // The sixteenth takes the place of the second.
    #expect(painter.row(with: "● unit 15 ") != nil)
    let units = [0] + Array(2...15)
    #expect(painter.session.toggles.first?.edits.map(\.unit) == units)
    #expect(painter.session.toggles.first?.state == .boosted)
    painter.press(.enter)
    painter.type(" ")
    #expect(painter.session.strokes.last?.edits.map(\.unit) == units)
    painter.type("uu")
    #expect(painter.session == boosted)
    painter.type(" ")
    #expect(painter.session.strokes.last?.edits.map(\.unit) == Array(0..<15))
  }

  @Test func `a unit is taken in again, and one without the others can be toggled`() {
    var painter = Painter()
    painter.type("4")
    painter.press(.enter)
    painter.type("jj  ")
    #expect(painter.messageLine.contains("unit 11 back in sky"))
    #expect(painter.session.leftOut.isEmpty)
    painter.type("t")
    #expect(painter.session.state(of: .unit(layer: "main.8", channel: 11)) == .boosted)
    #expect(
      painter.session.toggles.first?.edits == [
        UnitEdit(layer: "main.8", unit: 11, alpha: 0.3, value: 12)
      ])
    #expect(painter.row(with: "▸● unit 11")?.contains("▲") == true)
    painter.press(.escape)
    #expect(painter.state.mode == .painting)
  }

  @Test func `with every unit left out a brush does not paint`() {
    var painter = Painter(Church.state(layer: "main.2"))
    painter.press(.enter)
    painter.type(String(repeating: " j", count: 8))
    #expect(painter.session.leftOut["tree"]?.count == 8)
    painter.press(.escape)
    painter.type(" ")
    #expect(painter.messageLine.contains("! every unit of tree is left out"))
    #expect(painter.session.strokes.isEmpty)
  }

  @Test func `the list of units scrolls and stops at its ends`() {
    var painter = Painter()
    painter.press(.enter)
    painter.type("k")
    #expect(painter.state.mode.unitList?.selection == 0)
    #expect(painter.row(with: " 20 more ") != nil)
    painter.type(String(repeating: "j", count: 60))
    #expect(painter.state.mode.unitList?.selection == 39)
    #expect(painter.row(with: "▸  unit 39") != nil)
    #expect(painter.row(with: " more ") == nil)
    // Another concept's list begins at its first unit.
    painter.type("2")
    #expect(painter.state.mode.unitList?.selection == 0)
    #expect(painter.row(with: "grass units") != nil)
  }

  // MARK: Strength and draw values

  @Test func `strength goes by GANPaint's steps and then to all units`() {
    var painter = Painter()
    #expect(painter.row(0).contains("· 15 units "))
    var strengths: [Int] = []
    for key in "--- +++++" where key != " " {
      painter.press(.character(key))
      strengths.append(painter.state.brush.strength)
    }
    #expect(strengths == [10, 4, 4, 10, 15, 30, 40, 40])
    #expect(painter.row(0).contains("all 40 units"))
    painter.press(.character("-"))
    #expect(painter.state.brush.strength == 30)
    painter.press(.character("="))
    #expect(painter.state.brush.strength == 40)
  }

  @Test(arguments: [(2, "-", 2), (2, "+", 4), (12, "-", 10), (12, "+", 15), (39, "+", 40)])
  func `weaker never strengthens, stronger never weakens`(start: Int, key: String, end: Int) {
    var painter = Painter()
    painter.type("n\(start)")
    painter.press(.enter)
    #expect(painter.state.brush.strength == start)
    painter.type(key)
    #expect(painter.state.brush.strength == end)
  }

  @Test func `any strength can be typed, up to all units`() {
    var painter = Painter()
    painter.type("n")
    #expect(painter.messageLine.contains("units a stroke sets: 15"))
    painter.type("7")
    painter.press(.enter)
    #expect(painter.state.brush.strength == 7)
    painter.type("n999")
    painter.press(.enter)
    #expect(painter.state.brush.strength == 40)
    painter.type("n0")
    painter.press(.enter)
    #expect(painter.row(with: "! a stroke sets at least 1 unit") != nil)
    #expect(painter.state.brush.strength == 40)
  }

  @Test func `draw values are chosen among the recipe's own`() {
    var painter = Painter()
    painter.type("d")
    #expect(painter.row(with: "●at their level  strong") != nil)
    painter.press(.down, .enter)
    #expect(painter.state.brush.draw == "mean")
    #expect(painter.messageLine.contains("strokes set units at their mean"))
    painter.choose(.character("d"), "lev")
    #expect(painter.state.brush.draw == "level")
  }

  @Test func `activity ends on a layer that is not measured yet`() {
    var painter = Painter()
    painter.type("<")
    #expect(painter.row(1).contains("colours ─"))
  }

  @Test func `activity is shown where there are quantiles`() {
    var painter = Painter()
    #expect(painter.row(1).contains("tree activity ─"))
    painter.type("2")
    #expect(painter.row(1).contains("grass activity ─"))
    painter.type("v")
    #expect(painter.row(1).contains("unit 3 activity"))
    painter.type("v")
    #expect(painter.row(1).contains("colours ─"))
    painter.type("v<v")
    #expect(painter.row(1).contains("colours ─"))
    #expect(painter.messageLine.contains("! the activity of main.5 is still being measured (0 %)"))
  }

  // MARK: Activity

  /// The sky's colour among the features, in its corner.
  private static func sky(_ painter: Painter) -> Colour? {
    let place = painter.place(ofCell: 0, 0)
    return PaintScreen(painter.state).draw()[place.row, place.column].style.background
  }

  @Test func `activity is that of the units that match the concept, whatever strokes set`() throws {
    // In the sky even units are at 1, a quantile of 0.25, and odd ones at 0.
    func recipe(_ metric: String, _ unit: Int) throws -> Recipe {
      try Recipe(
        concept: "tree", layer: "main.8", metric: metric, units: [unit], draws: ["level": [9]],
        draw: "level")
    }
    let table = Church.recipes.chapter("main.8")?.quantiles
    for metrics in [["insertion", "iou"], ["insertion"]] {
      let recipes = try metrics.enumerated().map { try recipe($0.element, 1 - $0.offset) }
      let chapter = RecipeBook.Chapter(
        layer: "main.8", units: 40, quantiles: table, recipes: recipes)
      let book = RecipeBook(model: Church.name, start: nil, layers: [chapter])
      var painter = Painter(Church.state(recipes: book))
      #expect(Self.sky(painter) == HeatScale.colour(metrics.count == 2 ? 0.25 : 0))
      painter.type(" ")
      #expect(painter.session.strokes.last?.edits.map(\.unit) == [1])
    }
  }

  @Test func `activity has the edits in it, and is without them in the view before`() {
    // Half of the fifteen units are even; edits raise the sky from 0 to 2.
    var painter = Painter()
    let before = Self.sky(painter)
    painter.type(" ")
    let after = Self.sky(painter)
    #expect(after != before)
    painter.type("b")
    #expect(Self.sky(painter) == before)
    painter.press(.escape)
    #expect(Self.sky(painter) == after)
  }
}
