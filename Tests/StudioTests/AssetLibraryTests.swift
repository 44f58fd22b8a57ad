import Files
import FoundationEssentials
import Glibc
import Networks
import Screens
import Studio
import TestSupport
import Testing

@Suite struct AssetLibraryTests {
  /// Puts an empty file where a network of a kind would be.
  private static func install(
    _ model: String, _ kind: Architecture.Kind = .generator, in assets: String
  ) throws {
    try Fixture.makeFolder("\(assets)/Models/\(model)")
    try Fixture.write([], to: "\(assets)/Models/\(model)/\(kind.rawValue).safetensors")
  }

  private static func library(_ assets: String) -> AssetLibrary {
    AssetLibrary(
      environment: ["GANBRUSH_ASSETS": assets, "HOME": "/nowhere"],
      program: "/nowhere/bin/ganbrush")
  }

  @Test func `the environment comes before one's own, then share, then the checkout`() throws {
    let folder = try TemporaryFolder()
    let checkout = "\(folder.path)/checkout"
    let chosen = "\(folder.path)/chosen"
    let share = "\(checkout)/.build/share/ganbrush"
    let own = "\(folder.path)/data/ganbrush"
    for (place, assets) in [("a", chosen), ("b", share), ("c", "\(checkout)/Assets"), ("d", own)] {
      try Self.install("everywhere", in: assets)
      try Self.install(place, in: assets)
    }
    let program = "\(checkout)/.build/release/ganbrush"
    var environment = ["XDG_DATA_HOME": "\(folder.path)/data", "GANBRUSH_ASSETS": chosen]
    let library = AssetLibrary(environment: environment, program: program)
    #expect(library.folders == [chosen, own, share, "\(checkout)/Assets"])
    #expect(library.models.map(\.name) == ["a", "b", "c", "d", "everywhere"])
    #expect(try library.path(of: "everywhere") == "\(chosen)/Models/everywhere")
    environment["GANBRUSH_ASSETS"] = nil
    let personal = AssetLibrary(environment: environment, program: program)
    #expect(try personal.path(of: "everywhere") == "\(own)/Models/everywhere")
    let plain = AssetLibrary(environment: ["HOME": "/nowhere"], program: program)
    #expect(try plain.path(of: "everywhere") == "\(share)/Models/everywhere")
  }

  @Test func `a checkpoint among models is called by its name without ending`() throws {
    let folder = try TemporaryFolder()
    let models = "\(folder.path)/.local/share/ganbrush/Models"
    try Fixture.makeFolder("\(models)/empty.pth")
    for file in ["mine.pth", "other.safetensors", "notes.txt"] {
      try Fixture.write([], to: "\(models)/\(file)")
    }
    let library = AssetLibrary(environment: ["HOME": folder.path], program: "/nowhere/bin/ganbrush")
    #expect(library.models.map(\.name) == ["mine", "other"])
    #expect(library.installed(.segmenter).isEmpty)
    #expect(try library.path(of: "mine") == "\(models)/mine.pth")
    #expect(try library.checkpoint("mine") == "\(models)/mine.pth")
    #expect(try library.checkpoint("other", of: .generator) == "\(models)/other.safetensors")
  }

  @Test func `recipes that lie among models are not those of a checkpoint by itself`() throws {
    let folder = try TemporaryFolder()
    let models = "\(folder.path)/Models"
    try Fixture.makeFolder("\(models)/whole")
    let church = try Fixture.bytes(AssetLibrary().path(of: "church") + "/recipes.json")
    for place in [models, "\(models)/whole"] {
      try Fixture.write(church, to: "\(place)/recipes.json")
    }
    for file in ["bare.safetensors", "whole/generator.safetensors"] {
      try Fixture.write(Fixture.bytes(Fixture.path("dcgan")), to: "\(models)/\(file)")
    }
    let library = Self.library(folder.path)
    let texts = ["DCGAN, single units", "DCGAN, 13 concepts"]
    #expect(library.summaries(open: "\(models)/bare.safetensors").map(\.text) == texts)
    // One that is opened by its path stands among them.
    let all = library.summaries(open: Fixture.path("dcgan"))
    #expect(all.map(\.name) == ["bare", "whole", "dcgan"])
    #expect(all.map(\.isOpen) == [false, false, true])
    #expect(all.prefix(2).map(\.text) == texts)
  }

  @Test func `a folder without models and recipes is none of ours`() throws {
    let folder = try TemporaryFolder()
    #expect(Self.library(folder.path).folders == [])
    try Fixture.makeFolder("\(folder.path)/Recipes")
    #expect(Self.library(folder.path).folders == [folder.path])
  }

  @Test func `a model that may not be read is named`() async throws {
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryFolder()
      unsafe chmod(folder.path, 0o755)
      for name in ["mine", "open"] { try Self.install(name, in: folder.path) }
      let path = "\(folder.path)/Models/mine"
      unsafe chmod(path, 0)
      // The superuser may read everything.
      if geteuid() == 0 { seteuid(65_534) }
      let found = Self.library(folder.path).unreadableFolders
      seteuid(getuid())
      unsafe chmod(path, 0o755)
      precondition(found == [.unreadable(path, reason: "permission denied")], "\(found)")
    }
  }

  @Test func `a name, a folder and a file lead to a checkpoint of the kind`() throws {
    let folder = try TemporaryFolder()
    try Self.install("both", .generator, in: folder.path)
    try Self.install("both", .segmenter, in: folder.path)
    try Self.install("judge", .classifier, in: folder.path)
    let models = "\(folder.path)/Models"
    let library = Self.library(folder.path)
    #expect(try library.checkpoint("both") == "\(models)/both/generator.safetensors")
    #expect(
      try library.checkpoint("both", of: .segmenter) == "\(models)/both/segmenter.safetensors")
    #expect(try library.checkpoint("judge") == "\(models)/judge/classifier.safetensors")
    #expect(
      try library.checkpoint("\(models)/judge", of: .classifier)
        == "\(models)/judge/classifier.safetensors")
    let file = "\(models)/both/segmenter.safetensors"
    #expect(try library.checkpoint(file, of: .classifier) == file)
    #expect(library.installed(.segmenter).map(\.name) == ["both"])
  }

  @Test func `what is not there is named, with what is`() throws {
    let folder = try TemporaryFolder()
    try Self.install("judge", .classifier, in: folder.path)
    let library = Self.library(folder.path)
    #expect(throws: AssetError.noModel("x", installed: [])) { try library.path(of: "x") }
    #expect(throws: AssetError.noNetwork("x", .classifier, installed: ["judge"])) {
      try library.checkpoint("x", of: .classifier)
    }
    #expect(
      throws: AssetError.otherKind("judge", .classifier, expected: .generator, installed: [])
    ) { try library.path(of: "judge") }
    #expect(
      throws: AssetError.otherKind("judge", .classifier, expected: .segmenter, installed: [])
    ) { try library.checkpoint("judge", of: .segmenter) }
    #expect(throws: AssetError.noModel("x", installed: ["judge"])) { try library.checkpoint("x") }
    #expect(throws: AssetError.emptyFolder(folder.path, .segmenter)) {
      try library.checkpoint(folder.path, of: .segmenter)
    }
    #expect(throws: AssetError.noRecipes("x", installed: [])) { try library.path(ofRecipes: "x") }
  }

  @Test(arguments: [
    (
      AssetError.noModel("a\n", installed: []),
      "no model 'a\\n': no models are installed; GANBRUSH_ASSETS names their folder"
    ),
    (.noModel("a", installed: ["b", "c"]), "no file and no model 'a'; installed: b, c"),
    (.noNetwork("a", .segmenter, installed: []), "no file and no segmenter 'a'; installed: none"),
    (.emptyFolder("a", .classifier), "no classifier.safetensors in the folder a"),
    (.noRecipes("a", installed: ["b"]), "no file and no recipes 'a'; installed: b"),
  ])
  func `an error is one sentence`(error: AssetError, sentence: String) {
    #expect(error.description == sentence)
  }
}
