import Painting
import Recipes
import Screens
import Testing
import Units

@Suite struct ConceptListTests {
  private static func layer(_ name: LayerName) throws -> LayerSummary {
    try #require(Church.layers.first { $0.name == name })
  }

  @Test func `the choice goes with a layer that has the concept`() throws {
    var concepts = ConceptList(Church.recipes, layer: try Self.layer("main.8"))
    concepts.choose(6)
    #expect(concepts.chosen.concept == "dome")
    try concepts.enter(Self.layer("main.5"))
    #expect(concepts.chosenIndex == 2)
    #expect(concepts.chosen.layer == "main.5")
    try concepts.enter(Self.layer("main.2"))
    #expect(concepts.chosenName == "tree")
    try concepts.enter(Self.layer("main.10"))
    #expect(concepts.areSingleUnits)
    #expect(concepts.chosenName == "unit 0")
  }

  @Test func `stepping goes round, jumping stops at the ends`() throws {
    var concepts = ConceptList(Church.recipes, layer: try Self.layer("main.8"))
    concepts.advance(by: -1)
    #expect(concepts.chosenIndex == 10)
    concepts.advance(by: 1)
    #expect(concepts.chosenIndex == 0)
    concepts.jump(by: 10)
    concepts.jump(by: 10)
    #expect(concepts.chosenIndex == 10)
    concepts.jump(by: -20)
    #expect(concepts.chosenIndex == 0)
    let isThere = concepts.choose(11)
    #expect(!isThere)
    concepts.choose(concept: "person")
    #expect(concepts.chosenIndex == 0)
  }

  @Test func `brushes keep their keys while others are found`() throws {
    func book(_ concepts: [String]) throws -> RecipeBook {
      let recipes = try concepts.map {
        try Recipe(
          concept: $0, layer: "main.8", metric: "iou", units: [concepts.count],
          draws: ["level": [1]], draw: "level")
      }
      let chapter = RecipeBook.Chapter(
        layer: "main.8", units: 40, quantiles: nil, recipes: recipes)
      return RecipeBook(model: "m", start: nil, layers: [chapter])
    }
    var list = ConceptList(nil, layer: try Self.layer("main.8"))
    list.receive(try book(["sky", "tree"]), isWhole: false)
    list.choose(1)
    // Tree is better now, sky is not found for a while, and door is new.
    list.receive(try book(["tree", "door", "path"]), isWhole: false)
    #expect(list.recipes.map(\.concept) == ["sky", "tree", "door", "path"])
    #expect(list.recipes.map { $0.units[0] } == [2, 3, 3, 3])
    #expect(list.chosenName == "tree")
    // Layers are left and entered between.
    try list.enter(Self.layer("main.5"))
    list.receive(try book(["path", "tree", "sky", "door"]), isWhole: false)
    try list.enter(Self.layer("main.8"))
    #expect(list.recipes.map(\.concept) == ["sky", "tree", "door", "path"])
    // In the end what was not found goes, and the others stay in their order.
    list.receive(try book(["path", "sky", "tree"]), isWhole: true)
    #expect(list.recipes.map(\.concept) == ["sky", "tree", "path"])
  }

  @Test func `a failed measurement ends the measuring of its layer only`() throws {
    var concepts = ConceptList(nil, layer: try Self.layer("main.8"))
    concepts.receive(LayerMeasurement(layer: "main.5", state: .failed("no number")))
    #expect(concepts.isMeasuring)
    concepts.receive(LayerMeasurement(layer: "main.8", state: .failed("no number")))
    #expect(!concepts.isMeasuring && concepts.lacksLevels)
    #expect(concepts.excuseForLevel == "the level of unit 0 cannot be measured: no number")
    try concepts.enter(Self.layer("main.5"))
    #expect(concepts.isMeasuring)
    #expect(concepts.excuseForActivity == "the activity of main.5 is still being measured (0 %)")
  }
}
