import FoundationEssentials
import Recipes
import Testing
import Units

@Suite struct PublishedRecipesTests {
  private static let assets = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Assets/Recipes").standardizedFileURL

  static func church() throws -> RecipeBook {
    try RecipeBook(
      json: Array(try Data(contentsOf: assets.appending(path: "progressive-church.json"))))
  }

  /// What the demo's high strokes set, best first.
  private static let strokes: [(concept: String, metric: String, units: [Int])] = [
    ("tree", "ace", [119, 125, 157, 195, 365, 374, 418, 426, 408, 3, 343, 322, 445, 490, 361]),
    ("grass", "ace", [14, 125, 153, 365, 380, 503, 349, 450, 418, 387, 209, 511, 171, 263, 159]),
    ("door", "ace", [279, 300, 443, 418, 288, 426, 236, 408, 334, 106, 189, 250, 462, 77, 84]),
    ("sky", "iou", [257, 302, 375, 181, 507, 395, 437, 205, 337, 360, 438, 168, 198, 238, 425]),
    ("cloud", "iou", [257, 440, 205, 163, 181, 395, 302, 246, 168, 219, 438, 285, 238, 132, 198]),
    ("brick", "iou", [204, 237, 34, 478, 145, 265, 362, 474, 106, 92, 203, 41, 417, 281, 468]),
    ("dome", "iou", [43, 419, 86, 370, 233, 282, 70, 226, 78, 482, 402, 396, 363, 501, 430]),
  ]

  @Test func `the seven brushes of the demo come first and set its units`() throws {
    let book = try Self.church()
    let chapter = try #require(book.chapter("layer4"))
    let start = try #require(book.start)
    #expect(chapter.units == 512 && start.layer == "layer4" && start.strength == 15)
    for (brush, stroke) in zip(chapter.brushes(), Self.strokes) {
      #expect(brush.concept == stroke.concept && brush.metric == stroke.metric)
      #expect(brush.draw == "level")
      #expect(brush.strongest(start.strength).map(\.unit) == stroke.units)
    }
  }

  @Test func `a book that is written reads back as it was`() throws {
    let book = try Self.church()
    #expect(try RecipeBook(json: book.json) == book)
  }

  @Test func `every published ranking is a recipe`() throws {
    let chapter = try #require(try Self.church().chapter("layer4"))
    #expect(chapter.recipes.count == 36)
    #expect(chapter.metrics == ["ace", "iou"])
    // The best units by IoU and by ACE, as published beside the demo.
    let best = [
      ("tree", "iou", [365, 119, 157, 408, 374]), ("door", "iou", [443, 288, 300, 10, 426]),
      ("building", "iou", [418]), ("window", "iou", [279, 189]),
      ("door", "ace", [279, 300, 443, 418, 288]),
    ]
    for (concept, metric, units) in best {
      let recipe = chapter.recipes.first { $0.concept == concept && $0.metric == metric }
      #expect(recipe?.strongest(units.count).map(\.unit) == units, "\(concept) by \(metric)")
    }
    #expect(chapter.brushes(ranked: "iou").first { $0.concept == "tree" }?.metric == "iou")
  }

  @Test func `a unit draws with its own level in every recipe`() throws {
    var levels: [Int: Float] = [:]
    for recipe in try #require(try Self.church().chapter("layer4")).recipes {
      for (unit, value) in recipe.strongest(.max) {
        #expect(levels[unit, default: value] == value)
        levels[unit] = value
      }
    }
    let known: [(Int, Float)] = [
      (0, 6.5936), (1, 8.2582), (2, 6.5222), (3, 11.3), (4, 8.6529), (5, 8.0563), (7, 5.8835),
      (418, 76.16),
    ]
    for (unit, level) in known { #expect(abs((levels[unit] ?? 0) - level) < 1e-2, "\(unit)") }
    #expect(levels.values.max() == levels[418])
  }

  @Test func `the gallery is the demo's, and the painter begins with its first picture`() throws {
    let start = try #require(try Self.church().start)
    #expect(start.id == 104 && start.gallery.count == 16 && start.gallery.last == 1362)
    #expect(Set(start.gallery).isSuperset(of: [425, 457, 489, 495, 570, 584, 644, 700, 705]))
  }
}

/// Which checkpoints get which recipes.
@Suite struct RecipeFitTests {
  private static let hash = String(repeating: "0", count: 64)

  /// A Progressive GAN of 256 px with 512 units at layer4, else as narrow as can be.
  private static func layers(units: Int = 512, pairs: Int = 7) -> [LayerSummary] {
    let side = 4 << (pairs - 1)
    let numbered = (1...2 * pairs).map { number in
      let side = 4 << ((number - 1) / 2)
      return LayerSummary(
        name: LayerName(rawValue: "layer\(number)"), units: number == 4 ? units : 2,
        grid: Grid(height: side, width: side))
    }
    return numbered + [
      LayerSummary(
        name: LayerName(rawValue: "output_\(side)x\(side)"), units: 3,
        grid: Grid(height: side, width: side))
    ]
  }

  private static let church = "7e701dd5" + String(repeating: "a", count: 56)
  private static let bedroom = "d8a89ff1" + String(repeating: "a", count: 56)

  @Test(
    arguments: [
      ("whatever", church, .hash),
      ("proggan_bedroom-d8a89ff1", church, .hash),
      ("proggan_churchoutdoor-7e701dd5", hash, .name),
      ("proggan_churchoutdoor", hash, .name),
      ("Proggan_ChurchOutdoor", hash, .name),
      ("churchoutdoor_lsun", hash, .name),
      ("mine-7e701dd5", hash, .name),
      ("proggan_churchoutdoor-7e701dd5", bedroom, nil),
      ("proggan_bedroom-d8a89ff1", hash, nil),
      ("renamed-d8a89ff1", hash, nil),
      ("kitchen_lsun", hash, nil),
      ("proggan_churchoutdoor-12345678", hash, .shape),
      ("some", hash, .shape),
      ("", hash, .shape),
    ] as [(String, String, RecipeBook.Fit?)])
  func `church recipes go with the church, and with no other published model`(
    name: String, hash: String, fit: RecipeBook.Fit?
  ) throws {
    let book = try PublishedRecipesTests.church()
    #expect(book.fit(Self.layers(), of: .progressive, name: name, hash: hash) == fit)
  }

  @Test(arguments: PublishedCheckpoint.allCases)
  func `a published model is known by its name and by its hash`(
    checkpoint: PublishedCheckpoint
  ) throws {
    let book = try PublishedRecipesTests.church()
    let generator = Self.layers()
    let isChurch = checkpoint == .churchoutdoor
    for name in checkpoint.names + ["x-\(checkpoint.hashPrefix)"] {
      let fit = book.fit(generator, of: .progressive, name: name, hash: Self.hash)
      #expect(fit == (isChurch ? .name : nil), "\(name)")
    }
    let hash = checkpoint.hashPrefix + String(repeating: "f", count: 56)
    #expect(
      book.fit(generator, of: .progressive, name: "x", hash: hash) == (isChurch ? .hash : nil))
  }

  @Test func `another size, another number of units or another family fits by no name`() throws {
    let book = try PublishedRecipesTests.church()
    let name = "proggan_churchoutdoor-7e701dd5"
    for generator in [Self.layers(units: 511), Self.layers(pairs: 6)] {
      #expect(book.fit(generator, of: .progressive, name: name, hash: Self.church) == nil)
    }
    let dcgan = RecipeBook(
      model: "small", scope: try RecipeBook.Scope(architecture: .dcgan), start: nil, layers: [])
    #expect(dcgan.fit(Self.layers(), of: .progressive, name: "small", hash: Self.hash) == nil)
  }

  @Test func `a book that says nothing fits by shape only`() throws {
    let chapter = RecipeBook.Chapter(
      layer: "layer4", units: 512, quantiles: nil, recipes: [])
    let book = RecipeBook(model: "some", start: nil, layers: [chapter])
    #expect(book.fit(Self.layers(), of: .progressive, name: "some", hash: Self.hash) == .shape)
    #expect(RecipeBook.Fit.hash < .name && RecipeBook.Fit.name < .shape)
    #expect(
      [RecipeBook.Fit.hash, .name].allSatisfy(\.isCertain) && !RecipeBook.Fit.shape.isCertain)
  }

  @Test(arguments: [
    ("{\"architecture\": \"vae\"}", "fits.architecture is 'vae', which is not known"),
    ("{\"picture\": [256]}", "fits.picture is [256], expected height and width"),
    ("{\"picture\": [0, 9]}", "fits.picture is [0, 9], expected height and width"),
    ("{\"hash\": \"7e70\"}", "fits.hash is '7e70', expected 8 to 64 of 0-9 and a-f"),
    ("{\"hash\": \"7E701DD5\"}", "fits.hash is '7E701DD5', expected 8 to 64 of 0-9 and a-f"),
    ("{\"names\": \"church\"}", "fits.names: expected a list"),
    ("7", "fits: expected an object"),
  ])
  func `a wrong scope is refused with the fact`(fits: String, message: String) {
    let json = RecipeBookTests.valid.replacing(
      "\"version\": 1", with: "\"version\": 1, \"fits\": \(fits)")
    let error = #expect(throws: RecipeError.self) { try RecipeBook(json: Array(json.utf8)) }
    #expect(error?.description == "is not a recipe file: \(message)")
  }

  @Test func `a scope is read as it stands`() throws {
    let scope = try PublishedRecipesTests.church().scope
    #expect(
      scope
        == (try RecipeBook.Scope(
          architecture: .progressive, picture: Grid(height: 256, width: 256), hash: "7e701dd5",
          names: PublishedCheckpoint.churchoutdoor.names)))
    #expect(try RecipeBook(json: Array(RecipeBookTests.valid.utf8)).scope == nil)
  }
}
