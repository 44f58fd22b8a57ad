import Dissection
import Experiments
import Recipes
import TestSupport
import Testing
import Units

@Suite struct DissectionRecipesTests {
  private static let layers = ["layer3", "layer4", "output"].map {
    LayerSummary(
      name: LayerName(rawValue: $0), units: $0 == "output" ? 3 : 96,
      grid: Grid(height: $0 == "output" ? 64 : 8, width: $0 == "output" ? 64 : 8))
  }

  private static let report = DissectionReport.sample(
    layers: [("layer3", 8, 96), ("layer4", 8, 96)])

  private static func book(_ report: DissectionReport = report) throws -> RecipeBook {
    try RecipeBook(report, of: .progressive, layers: layers)
  }

  @Test func `a concept's recipes list the units above chance, the highest IoU first`() throws {
    let chapter = try #require(try Self.book().chapter("layer3"))
    // No unit knows a window, and a boat covers too little.
    #expect(chapter.brushes().map(\.concept) == ["door", "red", "roof", "brick", "tree", "sky"])
    let door = try #require(chapter.recipes.first)
    #expect(door.metric == "iou" && door.draw == "mean")
    #expect(door.units == [2, 10, 18, 26, 34, 42, 50, 58, 66, 74, 82, 90])
    #expect(door.draws["level"] == door.units.map { 1 + Float($0) / 4 })
    let level = try #require(door.draws["level"])
    for (mean, level) in zip(try #require(door.draws["mean"]), level) {
      #expect(abs(mean - 0.8 * level) < 1e-5)
    }
  }

  @Test func `units that tell most about a concept are a second recipe of it`() throws {
    let chapter = try #require(try Self.book().chapter("layer3"))
    #expect(chapter.metrics == ["iou", "information"])
    #expect(chapter.recipes.map(\.concept).prefix(2) == ["door", "door"])
    #expect(chapter.recipes[1].units == [2, 10, 18])
    #expect(
      chapter.recipes.filter { $0.metric == "information" }.map(\.concept) == [
        "door", "red", "roof",
      ])
  }

  @Test func `a recipe lists forty units at most`() throws {
    let units = (0..<96).map { unit in
      UnitReport(
        unit: unit, level: 1, active: 0.01, label: 0, ious: [0.1 + Double(unit) / 1000],
        chances: [0.05], ceilings: [1], means: [1], information: nil,
        quantiles: UnitReport.quantileProbabilities,
        histogram: .init(low: 0, high: 1, everywhere: [1], label: [1]), top: [])
    }
    let sample = Self.report
    let report = DissectionReport(
      model: sample.model, segmenter: nil, specimens: sample.specimens, skipped: [],
      confidence: nil, labelGrid: sample.labelGrid,
      concepts: [.init(name: "door", category: "object", area: 0.01)],
      layers: [LayerReport(layer: "layer3", height: 8, width: 8, units: units)])
    let recipe = try #require(try Self.book(report).layers[0].recipes.first)
    #expect(recipe.units == (56..<96).reversed())
  }

  @Test func `the book is for the checkpoint, and begins where most concepts are`() throws {
    let book = try Self.book()
    #expect(book.model == "church")
    let hash = String(repeating: "7a", count: 32)
    #expect(
      book.scope
        == (try RecipeBook.Scope(
          architecture: .progressive, picture: Grid(height: 64, width: 64), hash: hash,
          names: ["church"])))
    #expect(book.fit(Self.layers, of: .progressive, name: "x", hash: hash) == .hash)
    let start = try #require(book.start)
    #expect(start.layer == "layer3" && start.strength == 15 && start.gallery.first == start.id)
    #expect(Set(start.gallery).count == 12)
    #expect(try Self.book(.sample(layers: [("layer3", 8, 96)], confidence: nil)).start == nil)
  }

  @Test func `the book reads back as it was written`() throws {
    let book = try Self.book()
    #expect(try RecipeBook(json: book.json) == book)
    #expect(book.chapter("layer4")?.quantiles?.activation(at: 0.99, unit: 4) == 2 * 0.49)
  }

  @Test func `layers that cannot be painted on get no recipes, and another network is refused`()
    throws
  {
    let report = DissectionReport.sample(layers: [("layer4", 8, 96), ("output", 64, 3)])
    #expect(try Self.book(report).layers.map(\.layer) == ["layer4"])
    #expect(throws: RecipeError.wrongUnits(layer: "layer4", expected: 96, found: 12)) {
      try Self.book(.sample(layers: [("layer4", 8, 12)]))
    }
  }
}
