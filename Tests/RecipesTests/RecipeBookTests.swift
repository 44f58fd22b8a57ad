import FoundationEssentials
import Recipes
import Testing
import Units

@Suite struct RecipeBookTests {
  static let valid = """
    {"format": "ganbrush recipes", "version": 1, "model": "church-64",
     "start": {"id": 104, "layer": "main.8", "strength": 15, "gallery": [104, 7]},
     "layers": [{"layer": "main.8", "units": 4,
       "quantiles": {"probabilities": [0, 0.5, 1],
         "values": [[0, 1, 3], [0, 0, 2], [0, 1, 1], [0, 1, 2]]},
       "recipes": [
         {"concept": "tree", "metric": "ace", "units": [3, 1], "draw": "mean",
          "draws": {"level": [4, 5], "mean": [2, 3]}},
         {"concept": "door", "metric": "iou", "units": [0], "draw": "level",
          "draws": {"level": [1]}},
         {"concept": "tree", "metric": "iou", "units": [2], "draw": "level",
          "draws": {"level": [7]}}],
       "removals": [
         {"concept": "tree", "metric": "removal", "units": [2, 0], "draw": "absent",
          "draws": {"zero": [0, 0], "absent": [0.5, -1]}}],
       "removals_everywhere": [
         {"concept": "tree", "metric": "search", "units": [1], "draw": "zero",
          "draws": {"zero": [0]}}]}]}
    """

  private let book: RecipeBook

  init() throws { book = try RecipeBook(json: Array(Self.valid.utf8)) }

  @Test func `the first recipe of a concept is its brush`() throws {
    let chapter = try #require(book.chapter("main.8"))
    #expect(chapter.brushes().map(\.concept) == ["tree", "door"])
    #expect(chapter.brushes().map(\.metric) == ["ace", "iou"])
    #expect(book.start?.gallery == [104, 7])
  }

  @Test func `a recipe takes the place of its like, or comes last`() throws {
    func recipe(_ concept: String, _ layer: LayerName) throws -> Recipe {
      try Recipe(
        concept: concept, layer: layer, metric: "ace", units: [2], draws: ["mean": [9]],
        draw: "mean")
    }
    let (tree, door) = (try recipe("tree", "main.8"), try recipe("door", "main.8"))
    let changed = book.adding(tree, ofUnits: 4).adding(door, ofUnits: 4)
    let old = try #require(book.chapter("main.8"))
    let new = try #require(changed.chapter("main.8"))
    #expect(new.recipes == [tree, old.recipes[1], old.recipes[2], door])
    #expect(new.quantiles == old.quantiles && changed.start == book.start)
    let other = book.adding(try recipe("tree", "main.2"), ofUnits: 8)
    #expect(other.layers.map(\.layer) == ["main.8", "main.2"] && other.layers[0] == old)
    #expect(try RecipeBook(json: other.json) == other)
  }

  @Test func `a removal has units and values of its own`() throws {
    let chapter = try #require(book.chapter("main.8"))
    let tree = try #require(chapter.removal(of: "tree", .strokes))
    #expect(tree.metric == "removal" && tree.units == [2, 0])
    #expect(tree.strongest(9).map(\.value) == [0.5, -1])
    #expect(chapter.removal(of: "door", .strokes) == nil)
    // It is no brush.
    #expect(chapter.recipes.count == 3 && chapter.metrics == ["ace", "iou"])
  }

  @Test func `a book with removals reads back as it was, and one without says nothing of them`()
    throws
  {
    #expect(try RecipeBook(json: book.json) == book)
    #expect(book.layers[0].removals(.everywhere).map(\.metric) == ["search"])
    let plain = book.with(
      book.layers.map {
        $0.removing(["tree"], .strokes, by: []).removing(["tree"], .everywhere, by: [])
      })
    #expect(RemovalReach.allCases.allSatisfy { plain.layers[0].removals($0).isEmpty })
    #expect(!String(decoding: plain.json, as: UTF8.self).contains("removals"))
    #expect(try RecipeBook(json: plain.json) == plain)
  }

  @Test(
    arguments: [(nil, [2, 3]), ("level", [4, 5]), ("other", [2, 3])] as [(String?, [Float])])
  func `a brush takes the values that are named`(draw: String?, values: [Float]) throws {
    let tree = try #require(book.chapter("main.8")?.brushes().first)
    #expect(tree.strongest(9, draw: draw).map(\.value) == values)
    #expect(tree.strongest(1, draw: draw).map(\.unit) == [3])
    #expect(tree.strongest(-1).isEmpty)
  }

  @Test(arguments: [(-1, 0), (0.5, 0.25), (1, 0.5), (2, 0.75), (9, 1)] as [(Float, Float)])
  func `an activation has a quantile`(activation: Float, quantile: Float) throws {
    let table = try #require(book.chapter("main.8")?.quantiles)
    #expect(table.quantile(of: activation, unit: 0) == quantile)
  }

  @Test(arguments: [
    ("\"units\": [3, 1]", "\"units\": []", "recipe 'tree-ace' has no units"),
    ("\"units\": [3, 1]", "\"units\": [3, 3]", "recipe 'tree-ace' names a unit twice"),
    (
      "\"units\": [3, 1]", "\"units\": [3, 4]",
      "recipe 'tree-ace' names unit 4 of a layer with 4 units"
    ),
    ("[4, 5]", "[4]", "recipe 'tree-ace': draws.level has 1 numbers, expected 2"),
    (
      "\"draw\": \"mean\"", "\"draw\": \"median\"",
      "recipe 'tree-ace' draws with 'median', but has level, mean"
    ),
    (
      "\"units\": [2, 0]", "\"units\": [2, 4]",
      "recipe 'tree-removal' names unit 4 of a layer with 4 units"
    ),
    ("\"units\": [2, 0]", "\"units\": []", "recipe 'tree-removal' has no units"),
    ("[0.5, -1]", "[0.5]", "recipe 'tree-removal': draws.absent has 1 numbers, expected 2"),
    (
      "\"draw\": \"absent\"", "\"draw\": \"gone\"",
      "recipe 'tree-removal' draws with 'gone', but has absent, zero"
    ),
    (
      "[0.5, -1]", "[0.5, \"-1\"]",
      "is not a recipe file: layers[0].removals[0].draws.absent[1]: expected a number"
    ),
    ("\"version\": 1", "\"version\": 2", "has version 2, this program reads version 1"),
    ("ganbrush recipes", "cake", "has format 'cake', expected 'ganbrush recipes'"),
    ("\"model\"", "\"modell\"", "is not a recipe file: no 'model' at the top"),
    (
      "[0, 1, 3]", "[0, 3, 1]",
      "is not a recipe file: the quantiles of unit 0 are not 3 rising ones"
    ),
    ("]}]}", "", "is not a recipe file: the JSON is damaged"),
    (
      "\"id\": 104", "\"id\": 0.5",
      "is not a recipe file: start.id: found 0.5, "
        + "expected a whole number from \(Int.min) to \(Int.max)"
    ),
    (
      "{\"level\": [1]}", "{}", "recipe 'door-iou' draws with 'level', but has no draws"
    ),
    (
      "[4, 5]", "[4, \"5\"]",
      "is not a recipe file: layers[0].recipes[0].draws.level[1]: expected a number"
    ),
    ("\"id\": 104", "\"id\": -1", "has start.id -1, expected 0 to 999999"),
    (
      "\"id\": 104", "\"id\": 1000000000000",
      "has start.id 1000000000000, expected 0 to 999999"
    ),
    ("[104, 7]", "[104, -7]", "has start.gallery -7, expected 0 to 999999"),
    ("\"strength\": 15", "\"strength\": -5", "has start.strength -5, expected 1 to 1000000"),
    ("\"strength\": 15", "\"strength\": 0", "has start.strength 0, expected 1 to 1000000"),
    ("\"units\": 4", "\"units\": -1", "has layers.units -1, expected 1 to 1000000"),
    ("\"units\": 4", "\"units\": 0", "has layers.units 0, expected 1 to 1000000"),
    (
      "[0, 0.5, 1]", "[0, 0.5, 1e30]",
      "is not a recipe file: quantile probabilities do not rise from 0 to 1"
    ),
    (
      "[0, 0.5, 1]", "[-1, 0.5, 1]",
      "is not a recipe file: quantile probabilities do not rise from 0 to 1"
    ),
    (
      "\"layers\": [",
      "\"layers\": [{\"layer\": \"main.8\", \"units\": 4, \"recipes\": []}, ",
      "has layer 'main.8' twice"
    ),
    (
      "\"concept\": \"door\", \"metric\": \"iou\", \"units\": [0]",
      "\"concept\": \"\\u001b[2J\\u202e\", \"metric\": \"iou\", \"units\": []",
      "recipe '\\u{1B}[2J\\u{202E}-iou' has no units"
    ),
  ])
  func `a wrong file is refused with the fact`(part: String, replacement: String, message: String) {
    let json = Self.valid.replacing(part, with: replacement)
    let error = #expect(throws: RecipeError.self) { try RecipeBook(json: Array(json.utf8)) }
    #expect(error?.description == message)
  }

  @Test(arguments: ["1e999", "-1e999", "1e39", "NaN", "\"NaN\""])
  func `values are numbers`(value: String) {
    for part in ["[4, 5]", "[0, 1, 3]"] {
      let json = Self.valid.replacing(part, with: part.replacing("[", with: "[\(value), "))
      #expect(throws: RecipeError.self) { try RecipeBook(json: Array(json.utf8)) }
    }
  }

  @Test func `many values in a small file are refused`() {
    let many = Array(repeating: "1", count: 2_000_000).joined(separator: ",")
    let json = Self.valid.replacing("[4, 5]", with: "[\(many)]")
    let error = #expect(throws: RecipeError.self) { try RecipeBook(json: Array(json.utf8)) }
    #expect(error?.description.contains("it asks for more than") ?? false)
  }

  @Test func `quantiles of the largest floats stay numbers`() throws {
    let greatest = Float.greatestFiniteMagnitude
    let table = try QuantileTable(probabilities: [0, 1], activations: [[-greatest, greatest]])
    #expect(table.quantile(of: 0, unit: 0) == 0.5)
    #expect(table.quantile(of: greatest, unit: 0) == 1)
    #expect(table.activation(at: 0.5, unit: 0) == 0)
  }

  @Test func `the picture's own layer has no recipes`() throws {
    let grid = Grid(height: 16, width: 16)
    let layers = ["main.2", "main.8"].map { LayerSummary(name: $0, units: 4, grid: grid) }
    #expect(throws: RecipeError.unknownLayer("main.8", known: ["main.2"])) {
      try book.validate(against: layers)
    }
  }

  @Test func `a layer that is not there is told apart from those that are`() {
    #expect(
      RecipeError.unknownLayer("a", known: ["b", "c"]).description
        == "names layer 'a', expected one of b, c")
    #expect(
      RecipeError.unknownLayer("a", known: []).description
        == "names layer 'a', but there are no layers")
  }

  @Test func `a book for another generator is refused`() throws {
    let grid = Grid(height: 16, width: 16)
    try book.validate(against: [LayerSummary(name: "main.8", units: 4, grid: grid)])
    #expect(throws: RecipeError.wrongUnits(layer: "main.8", expected: 64, found: 4)) {
      try book.validate(against: [LayerSummary(name: "main.8", units: 64, grid: grid)])
    }
    #expect(throws: RecipeError.unknownLayer("main.8", known: ["layer4"])) {
      try book.validate(against: [LayerSummary(name: "layer4", units: 4, grid: grid)])
    }
  }

  @Test func `a new dissection keeps what others have added`() throws {
    let found = try RecipeBook(
      json: Array(
        """
        {"format": "ganbrush recipes", "version": 1, "model": "church-64",
         "start": {"id": 1, "layer": "main.8", "strength": 9, "gallery": [1]},
         "layers": [{"layer": "main.8", "units": 4, "recipes": [
           {"concept": "tree", "metric": "iou", "units": [1], "draw": "level",
            "draws": {"level": [8]}},
           {"concept": "sky", "metric": "iou", "units": [0], "draw": "level",
            "draws": {"level": [2]}}]},
          {"layer": "main.2", "units": 2, "recipes": []}]}
        """.utf8))
    let both = book.taking(found)
    let (old, new) = (try #require(book.chapter("main.8")), try #require(both.chapter("main.8")))
    let added = try #require(found.chapter("main.8")).recipes
    #expect(new.recipes == [old.recipes[0], old.recipes[1], added[0], added[1]])
    #expect(new.removals == old.removals && new.removalsEverywhere == old.removalsEverywhere)
    #expect(new.quantiles == old.quantiles && both.start == book.start)
    #expect(both.layers.map(\.layer) == ["main.8", "main.2"])
    #expect(both.taking(found) == both)
  }
}
