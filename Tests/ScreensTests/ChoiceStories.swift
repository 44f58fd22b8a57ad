import Cells
import Painting
import Recipes
import Screens
import Testing
import Units

/// Choosing from lists: commands, keys, layers, what strokes set, models.
@Suite struct ChoiceStories {
  // MARK: Commands

  @Test func `a command is found by words in any order, and run`() {
    var painter = Painter()
    painter.type(" ")
    painter.type(":")
    #expect(painter.row(with: "┌ commands ") != nil)
    painter.type("every tak")
    #expect(painter.row(with: "R") != nil)
    painter.press(.enter)
    #expect(!painter.session.isEdited)
    #expect(painter.state.mode == .painting)
    #expect(painter.messageLine.contains("everything taken away"))
  }

  @Test func `a key finds its command`() {
    var painter = Painter()
    painter.choose(.character(":"), "]")
    #expect(painter.state.brush.side == 2)
  }

  @Test func `a concept is chosen by the palette`() {
    var painter = Painter()
    painter.choose(.character(":"), "lamp")
    #expect(painter.state.concepts.chosenName == "lamp")
  }

  @Test func `escape leaves everything as it was`() {
    var painter = Painter()
    let before = painter.session
    painter.type(":pai")
    painter.press(.escape)
    #expect(painter.session == before && painter.state.mode == .painting)
    #expect(painter.takeEffects().isEmpty)
  }

  @Test func `what does nothing now tells why before it is chosen`() {
    var painter = Painter()
    painter.type(":undo")
    #expect(painter.messageLine.contains("not now: nothing to undo"))
    painter.press(.enter)
    #expect(painter.messageLine.contains("! nothing to undo"))
  }

  @Test func `a list of units stays open below the palette`() {
    var painter = Painter()
    painter.press(.enter)
    painter.type("jj:")
    painter.press(.escape)
    #expect(painter.state.mode.unitList?.selection == 2)
    painter.choose(.character(":"), "everywhere")
    #expect(painter.state.mode.unitList?.selection == 2)
    #expect(painter.session.state(of: .unit(layer: "main.8", channel: 2)) == .boosted)
  }

  // MARK: Keys

  @Test func `a line of the help is run`() {
    var painter = Painter()
    painter.choose(.character("?"), "/screen again")
    #expect(painter.takeEffects() == [.redraw])
    #expect(painter.state.mode == .painting)
  }

  @Test func `a line with several commands lists them`() {
    var painter = Painter()
    painter.choose(.character("?"), "/smaller")
    #expect(painter.row(with: "┌ smaller or larger brush (wheel) ") != nil)
    painter.press(.down, .enter)
    #expect(painter.state.brush.side == 2)
  }

  @Test func `what only tells something stays in sight`() {
    var painter = Painter()
    painter.choose(.function(1), "/drag remove")
    #expect(painter.row(with: "right drag") != nil)
  }

  @Test(arguments: [Key.escape, .character("q"), .character("?"), .function(1), .control("c")])
  func `the help is closed by the keys that close things`(key: Key) {
    var painter = Painter()
    painter.type("?")
    painter.press(key)
    #expect(painter.state.mode == .painting)
    #expect(painter.takeEffects().isEmpty)
  }

  // MARK: Layers

  @Test func `layers say their cells, what they are good for and what is painted on them`() {
    var painter = Painter()
    painter.type("  <  >y")
    #expect(painter.row(with: "main.2 ")?.contains("4×4 cells · coarse: where things are") == true)
    #expect(
      painter.row(with: "main.5  ")?.contains("things and their parts · 3 concepts") == true)
    let current = painter.row(with: "●main.8 ")
    #expect(current?.contains("fine: edges and colours · 11 concepts") == true)
    painter.type("4x4")
    painter.press(.escape)
    painter.choose(.character("y"), "main.2")
    #expect(painter.state.layer.name == "main.2")
    #expect(painter.state.brush.cursor == (2, 2))
  }

  @Test func `strokes are counted on their own layers`() {
    var painter = Painter()
    painter.type(" j j <")
    painter.type(" y")
    #expect(painter.row(with: "16×16 cells")?.contains("3 strokes") == true)
    #expect(painter.row(with: "●main.5 ")?.contains("1 stroke") == true)
  }

  @Test func `layers without recipes are painted on with their units`() {
    let book = RecipeBook(
      model: Church.name, start: nil, layers: Church.recipes.layers.filter { $0.layer == "main.8" })
    var painter = Painter(Church.state(recipes: book))
    painter.type("y")
    #expect(painter.row(with: "main.2 ")?.contains("8 single units") == true)
    painter.press(.home, .enter)
    #expect(painter.state.layer.name == "main.2")
    #expect(painter.messageLine.contains("main.2 has no concepts: each of its units is a brush"))
    painter.program {
      $0.receive(Church.measured("main.2"))
      return []
    }
    painter.type("3 ")
    #expect(
      painter.session.strokes.last?.edits == [UnitEdit(layer: "main.2", unit: 2, value: 2.99)])
  }

  // MARK: What strokes set

  private static func ranked() throws -> Painter {
    let metrics = ["insertion", "iou", "mine"]
    let recipes = try metrics.map {
      try Recipe(
        concept: "tree", layer: "main.8", metric: $0, units: [$0.count], draws: ["level": [9]],
        draw: "level")
    }
    let chapter = RecipeBook.Chapter(layer: "main.8", units: 40, quantiles: nil, recipes: recipes)
    return Painter(
      Church.state(recipes: RecipeBook(model: Church.name, start: nil, layers: [chapter])))
  }

  @Test func `rankings are chosen by what they put first`() throws {
    var painter = try Self.ranked()
    painter.type("r")
    #expect(painter.row(with: "┌ which units of tree come first ") != nil)
    #expect(painter.row(with: "●by insertion ")?.contains("draw it best together") == true)
    #expect(painter.row(with: "by mine ") != nil)
    painter.type("seen")
    painter.press(.enter)
    #expect(painter.state.concepts.chosen.metric == "iou")
    #expect(painter.messageLine.contains("units come by match"))
    // The strength stays, though this ranking has one unit.
    #expect(painter.row(0).contains("· 1 unit "))
    #expect(painter.state.brush.strength == 10)
    painter.type("n")
    painter.press(.control("u"))
    painter.type("99")
    painter.press(.enter)
    #expect(painter.messageLine.contains("strokes set 1 unit, all that are ranked for tree"))
  }

  // MARK: Models

  @Test func `a model is opened from the list, and unsaved strokes are asked about`() {
    let models = [
      ModelSummary(name: "a", path: "/m/a", text: "DCGAN", isOpen: true),
      ModelSummary(name: "b", path: "/m/b", text: "DCGAN", isOpen: false),
    ]
    for (keys, effects) in [("", [Effect.openModel(path: "/m/b")]), (" ", []), (" .", [])] {
      var painter = Painter()
      painter.type(keys)
      painter.press(.control("o"))
      #expect(painter.takeEffects() == [.listModels])
      painter.program {
        $0.receive(models)
        return []
      }
      #expect(painter.row(with: "▸●a ") != nil)
      painter.press(.down, .enter)
      #expect(painter.takeEffects() == effects)
    }
  }

  @Test func `a model is found by each part of its name`() {
    var painter = Painter()
    painter.press(.control("o"))
    painter.program {
      $0.receive([
        ModelSummary(name: "church", path: "/m/church", text: "", isOpen: true),
        ModelSummary(name: "church-plain", path: "/m/plain", text: "", isOpen: false),
      ])
      return []
    }
    painter.type("plai")
    painter.press(.enter)
    #expect(painter.takeEffects().last == .openModel(path: "/m/plain"))
  }

  @Test func `another model asks about strokes of every picture, and may save them all`() {
    var painter = Painter()
    painter.type(" . ..")
    painter.program { $0.askToOpen("/m/b", isModel: true) }
    #expect(
      painter.messageLine.contains("strokes on ids 105 and 104 are not saved. open all the same?"))
    painter.type("s")
    let effects = painter.takeEffects()
    #expect(effects.count == 3 && effects.last == .openModel(path: "/m/b"))
    #expect(
      effects.prefix(2).allSatisfy { if case .saveOther = $0 { true } else { false } })
    // A session leaves those of other pictures where they are.
    painter.program { $0.askToOpen("b.json", isModel: false) }
    #expect(painter.takeEffects() == [.open(path: "b.json")])
  }

  @Test func `models that come when the person has gone on are not shown`() {
    var painter = Painter()
    painter.press(.control("o"))
    painter.type("g1")
    painter.program {
      $0.receive([ModelSummary(name: "a", path: "/m/a", text: "", isOpen: true)])
      return []
    }
    #expect(painter.messageLine.contains("go to picture: 1"))
  }
}
