import Recipes
import FoundationEssentials
import Glibc
import Painting
import TestSupport
import Testing
import Units
import Networks

@Suite struct ModelTests {
  private static let recipes = """
    {"format": "ganbrush recipes", "version": 1, "model": "small",
     "layers": [{"layer": "main.5", "units": 12, "recipes": [
       {"concept": "tree", "metric": "iou", "units": [3], "draw": "level",
        "draws": {"level": [4]}}]}]}
    """

  /// Puts the small DCGAN into a folder `small`, with recipes beside it.
  private static func fill(_ folder: String, recipes: String? = recipes) throws -> String {
    let path = "\(folder)/small"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    try FileManager.default.copyItem(
      atPath: Fixture.checkpointPath, toPath: "\(path)/generator.safetensors")
    if let recipes {
      try recipes.write(toFile: "\(path)/recipes.json", atomically: false, encoding: .utf8)
    }
    return path
  }

  @Test(arguments: ["", "/", "/generator.safetensors"])
  func `a folder is a checkpoint with its recipes`(ending: String) throws {
    let folder = try TemporaryFolder()
    let model = try Model(path: try Self.fill(folder.path) + ending)
    #expect(try model.identity().name == "small")
    #expect(try model.identity().hash.count == 64)
    #expect(model.generator.latentSize == 6)
    #expect(model.recipes?.chapter("main.5")?.brushes().map(\.concept) == ["tree"])
  }

  @Test func `a folder may be without recipes`() throws {
    let folder = try TemporaryFolder()
    #expect(try Model(path: try Self.fill(folder.path, recipes: nil)).recipes == nil)
  }

  @Test func `a file by itself has no recipes and is named for itself`() throws {
    let model = try Model(path: Fixture.checkpointPath)
    #expect(try model.identity().name == "dcgan")
    #expect(model.recipes == nil)
    #expect(model.path == Fixture.checkpointPath)
  }

  @Test func `the same numbers are the same model under any name`() throws {
    let folder = try TemporaryFolder()
    let moved = try Model(path: try Self.fill(folder.path))
    let model = try Model(path: Fixture.checkpointPath)
    #expect(try moved.identity().hash == model.identity().hash)
    #expect(try moved.identity().name != model.identity().name)
    #expect(try model.identity().description == "'dcgan' (\(model.identity().hash.prefix(8)))")
  }

  @Test func `recipes can be chosen`() throws {
    let folder = try TemporaryFolder()
    let path = try Self.fill(folder.path)
    let other = "\(folder.path)/other.json"
    let json = Self.recipes.replacing("tree", with: "door")
    try json.write(toFile: other, atomically: false, encoding: .utf8)
    let model = try Model(path: path, recipesPath: other)
    #expect(model.recipes?.chapter("main.5")?.brushes().map(\.concept) == ["door"])
    let bare = try Model(path: Fixture.checkpointPath, recipesPath: other)
    #expect(bare.recipes == model.recipes)
  }

  @Test(arguments: [
    (
      "\"units\": 12", "\"units\": 13",
      "says that layer 'main.5' has 13 units, the generator has 12"
    ),
    (
      "main.5", "layer4",
      "names layer 'layer4', expected one of main.2, main.5, main.8"
    ),
    ("}]}]}", "", "is not a recipe file: the JSON is damaged"),
  ])
  func `recipes that do not fit are refused by their path`(
    part: String, replacement: String, reason: String
  ) throws {
    let folder = try TemporaryFolder()
    let path = try Self.fill(
      folder.path, recipes: Self.recipes.replacing(part, with: replacement))
    let error = #expect(throws: FileFailure.self) { try Model(path: path) }
    #expect(error?.description == "\(path)/recipes.json: \(reason)")
  }

  @Test func `a file that cannot be read is named`() throws {
    let folder = try TemporaryFolder()
    let missing = "\(folder.path)/missing.safetensors"
    #expect(throws: FileFailure.self) { try Model(path: missing) }
    let noModel = #expect(throws: FileFailure.self) { try Model(path: folder.path) }
    #expect(noModel?.path == "\(folder.path)/generator.safetensors")

    let path = try Self.fill(folder.path)
    let recipes = "\(folder.path)/missing.json"
    let error = #expect(throws: FileFailure.self) {
      try Model(path: path, recipesPath: recipes)
    }
    #expect(error?.description == "\(recipes): cannot be read: no such file")
  }

  // MARK: Installed recipes

  /// A shelf with one book in it, which says what it fits.
  private static func shelf(
    _ folder: String, fits: String, recipes: String = recipes
  ) throws -> RecipeShelf {
    let json = recipes.replacing("\"version\": 1", with: "\"version\": 1, \"fits\": \(fits)")
    try json.write(toFile: "\(folder)/installed.json", atomically: false, encoding: .utf8)
    return RecipeShelf(folders: ["\(folder)/missing", folder])
  }

  @Test func `installed recipes attach themselves by hash and by name`() throws {
    let folder = try TemporaryFolder()
    let hash = try Model(path: Fixture.checkpointPath).identity().hash
    for (fits, fit) in [
      ("{\"hash\": \"\(hash.prefix(8))\"}", RecipeBook.Fit.hash),
      ("{\"names\": [\"DCGAN\"]}", .name),
    ] {
      let shelf = try Self.shelf(folder.path, fits: fits)
      let model = try Model(path: Fixture.checkpointPath, shelf: shelf)
      #expect(model.recipes?.chapter("main.5")?.brushes().map(\.concept) == ["tree"])
      #expect(model.candidates.map(\.name) == ["installed"])
      #expect(model.candidates.map(\.fit) == [fit])
    }
  }

  @Test func `installed recipes of the same shape are only offered`() throws {
    let folder = try TemporaryFolder()
    let shelf = try Self.shelf(folder.path, fits: "{\"names\": [\"other\"], \"picture\": [32, 32]}")
    let model = try Model(path: Fixture.checkpointPath, shelf: shelf)
    #expect(model.recipes == nil)
    #expect(model.candidates.map(\.fit) == [.shape])
    let chosen = try Model(
      path: Fixture.checkpointPath, recipesPath: shelf.files["installed"],
      shelf: shelf)
    #expect(chosen.recipes != nil && chosen.candidates.isEmpty)
    let larger = try Self.shelf(folder.path, fits: "{\"picture\": [64, 64]}")
    #expect(try Model(path: Fixture.checkpointPath, shelf: larger).candidates.isEmpty)
  }

  @Test func `a model's own recipes come before installed ones`() throws {
    let folder = try TemporaryFolder()
    let shelf = try Self.shelf(
      folder.path, fits: "{\"names\": [\"small\"]}",
      recipes: Self.recipes.replacing("tree", with: "sky"))
    let own = try Model(path: try Self.fill(folder.path), shelf: shelf)
    #expect(own.recipes?.chapter("main.5")?.brushes().map(\.concept) == ["tree"])
    try FileManager.default.removeItem(atPath: "\(folder.path)/small/recipes.json")
    let bare = try Model(path: "\(folder.path)/small", shelf: shelf)
    #expect(bare.recipes?.chapter("main.5")?.brushes().map(\.concept) == ["sky"])
  }

  @Test func `the folders that come first have the file of a name`() throws {
    let first = try TemporaryFolder()
    let second = try TemporaryFolder()
    _ = try Self.shelf(first.path, fits: "{}")
    _ = try Self.shelf(second.path, fits: "{}")
    try "".write(toFile: "\(second.path)/b.json", atomically: false, encoding: .utf8)
    try "".write(toFile: "\(second.path)/notes.txt", atomically: false, encoding: .utf8)
    #expect(
      RecipeShelf(folders: [first.path, second.path]).files == [
        "installed": "\(first.path)/installed.json", "b": "\(second.path)/b.json",
      ])
    #expect(RecipeShelf().files.isEmpty)
  }

  @Test func `a damaged installed file is passed over and named`() throws {
    let folder = try TemporaryFolder()
    let other = try TemporaryFolder()
    _ = try Self.shelf(folder.path, fits: "{\"names\": [\"dcgan\"]}")
    try "{\"fits\": 7}".write(
      toFile: "\(folder.path)/broken.json", atomically: false, encoding: .utf8)
    // A file where a folder should be.
    try "".write(toFile: "\(other.path)/Recipes", atomically: false, encoding: .utf8)
    let shelf = RecipeShelf(folders: [folder.path, "\(other.path)/Recipes"])
    let model = try Model(path: Fixture.checkpointPath, shelf: shelf)
    #expect(model.recipes?.chapter("main.5") != nil)
    let reasons = [
      "\(other.path)/Recipes: cannot be read: not a directory",
      "\(folder.path)/broken.json: is not a recipe file: no 'format' at the top",
    ]
    #expect(model.skippedRecipes.map(\.description) == reasons)
    #expect(shelf.broken.map(\.description) == reasons)
  }

  @Test func `a pipe among installed files is passed over, not waited for`() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/pipe.json"
    #expect(unsafe mkfifo(path, 0o600) == 0)
    let shelf = RecipeShelf(folders: [folder.path])
    let reason = "\(path): cannot be read: it is a pipe, expected a file"
    let model = try Model(path: Fixture.checkpointPath, shelf: shelf)
    #expect(model.skippedRecipes.map(\.description) == [reason])
    #expect(shelf.broken.map(\.description) == [reason])
  }

  @Test func `without recipes one begins on the finest layer of 8×8 cells`() throws {
    #expect(try Model(path: Fixture.checkpointPath).firstCanvas == "main.5")
  }

  @Test func `recipes are written with what others have put into their file meanwhile`() throws {
    let folder = try TemporaryFolder()
    let path = "\(try Self.fill(folder.path))/recipes.json"
    let model = try Model(path: "\(folder.path)/small")
    func add(_ concept: String, by model: Model, to path: String) throws {
      let recipe = try Recipe(
        concept: concept, layer: "main.5", metric: "ace", units: [1], draws: ["level": [1]],
        draw: "level")
      try model.writeRecipes(to: path) { book in
        try #require(book).adding(recipe, ofUnits: 12)
      }
    }
    func concepts(_ path: String) throws -> [String]? {
      try RecipeShelf.book(path).chapter("main.5")?.brushes().map(\.concept)
    }
    try add("door", by: try Model(path: "\(folder.path)/small"), to: path)
    try add("dome", by: model, to: path)
    #expect(try concepts(path) == ["tree", "door", "dome"])
    // Another file gets the recipes as they were read.
    try add("sky", by: model, to: "\(folder.path)/other.json")
    #expect(try concepts("\(folder.path)/other.json") == ["tree", "sky"])
    // What is damaged meanwhile is not replaced.
    try "{".write(toFile: path, atomically: false, encoding: .utf8)
    let failure = #expect(throws: FileFailure.self) { try add("wall", by: model, to: path) }
    #expect(failure?.path == path)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "{")
  }
}
