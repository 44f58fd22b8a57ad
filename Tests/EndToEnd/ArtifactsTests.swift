import Checkpoints
import Foundation
import Networks
import Painting
import Pictures
import Recipes
import Testing
import Units

extension EndToEndTests {
  /// `artifacts`, where the generator draws what its world does not have: blue squares.
  struct ArtifactsTests {
    private static let count = 60
    private let workspace: Workspace

    init() throws {
      workspace = try Workspace()
      try KnownNetworks.write(
        generator: workspace.path("squares.safetensors"),
        segmenter: workspace.path("colours.safetensors"))
    }

    /// The generator's own pictures without its blue squares.
    private func drawWorld() throws {
      let generator = try Generator(
        try Checkpoint(contentsOf: workspace.path("squares.safetensors")))
      let layer = try #require(generator.layer("main.14"))
      let without = Intervention(setting: [1: 0], of: layer.name, on: layer.grid)
      try FileManager.default.createDirectory(
        atPath: workspace.path("world"), withIntermediateDirectories: true)
      for id in 0..<Self.count {
        let rendering = try #require(
          try generator.render(
            Latent(id: id).values(count: generator.latentSize), interventions: [without]))
        try workspace.write(
          PNG.encode(Picture(rendering.picture)), to: "world/\(id + 100).png")
      }
    }

    private func run(_ more: String...) throws -> Workspace.Outcome {
      try workspace.run(
        [
          "artifacts", "--model", "squares.safetensors", "--segmenter", "colours.safetensors",
          "--layer", "main.14",
        ] + more)
    }

    private struct Answer: Decodable {
      struct RankedUnit: Decodable {
        let unit: Int
        let distance: Double
      }
      struct Effect: Decodable {
        let before: Double
        let after: Double
        let random: [Double]
      }
      let units: [RankedUnit]
      let ablated: [Int]
      let effect: Effect
    }

    @Test func `units that draw what the world lacks are the worst, and ablating them mends it`()
      throws
    {
      try drawWorld()
      let outcome = try run(
        "--pictures", "world", "--units", "2", "--images", "\(Self.count)", "--json", "--brush",
        "brush.json")
      #expect(outcome.status == 0, "\(outcome.errors)")
      let answer = try JSONDecoder().decode(Answer.self, from: Data(outcome.output.utf8))
      // Units 1 and 2 are active where blue is.
      #expect(answer.ablated == [1, 2])
      #expect(zip(answer.units, answer.units.dropFirst()).allSatisfy { $0.distance >= $1.distance })
      let effect = answer.effect
      #expect(effect.after < effect.before / 20)
      #expect(effect.random.allSatisfy { $0 > effect.before / 2 })
      let book = try RecipeBook(json: try workspace.bytes("brush.json"))
      let recipe = try #require(book.chapter("main.14")?.recipes.last)
      #expect(recipe.concept == "artifacts" && recipe.units == [1, 2])
      #expect(recipe.strongest(2).allSatisfy { $0.value > 0 })
    }

    @Test func `a model whose world nobody knows needs pictures of it`() throws {
      let outcome = try run()
      #expect(outcome.status == 2)
      #expect(outcome.errors.contains("--pictures DIR or --scenes"), "\(outcome.errors)")
    }

    @Test func `what the generators that ship have learned is known, and not what a default has`()
      throws
    {
      let plain = try workspace.run("artifacts", "--model", "church-plain", "--images", "2")
      #expect(plain.status == 2 && plain.errors.contains("expected 192 or more"), "\(plain.errors)")
      try FileManager.default.createDirectory(
        atPath: workspace.path("settings/ganbrush"), withIntermediateDirectories: true)
      try workspace.write(
        "model = \(workspace.path("squares.safetensors"))\n", to: "settings/ganbrush/config")
      workspace.environment["XDG_CONFIG_HOME"] = workspace.path("settings")
      let other = try workspace.run("artifacts", "--segmenter", "colours.safetensors")
      #expect(other.status == 2, "\(other.errors)")
      #expect(other.errors.contains("--pictures DIR or --scenes"), "\(other.errors)")
    }

    @Test func `too few pictures and too many units are refused`() throws {
      let few = try run("--scenes", "--images", "2", "--units", "1")
      #expect(few.status == 2 && few.errors.contains("expected 4 or more"), "\(few.errors)")
      let many = try run("--scenes", "--units", "4")
      #expect(many.status == 2 && many.errors.contains("fewer than the 4"), "\(many.errors)")
    }
  }
}
