import Foundation
import Recipes
import Testing
import Units

extension EndToEndTests {
  /// `ace` with the shipped church, in so few pictures that it takes seconds.
  struct AceTests {
    private let workspace: Workspace
    private static let run = ["ace", "--concept", "tree", "--images", "60", "--compared", "1"]

    private struct Answer: Decodable {
      struct Unit: Decodable {
        let unit: Int
        let weight: Double
        let iou: Double
      }

      struct Effect: Decodable {
        let ranking: String
        let removed: Double
      }

      let layer: String
      let losses: [Double]
      let units: [Unit]
      let effects: [Effect]
      let random: [Effect]
    }

    init() throws { workspace = try Workspace() }

    @Test func `units that cause trees are found, and kept beside the model's recipes`() throws {
      let outcome = try workspace.run(Self.run + ["--json", "--out", workspace.path("r.json")])
      try #require(outcome.status == 0, "\(outcome.errors)")
      let answer = try JSONDecoder().decode(Answer.self, from: Data(outcome.output.utf8))
      #expect(answer.layer == "layer4" && answer.losses.count == 7)
      // The evaluation pairs are others than those that the steps were taken for.
      #expect(try #require(answer.losses.last) < answer.losses[0])
      let weights = answer.units.map(\.weight)
      #expect(weights.count == 128 && weights == weights.sorted(by: >))
      #expect(weights.allSatisfy { 0...1 ~= $0 } && Set(answer.units.map(\.unit)).count == 128)
      #expect(answer.effects.map(\.ranking) == ["ace", "iou"] && answer.random.count == 20)
      #expect(try #require(answer.units.map(\.iou).max()) > 0.04)

      let book = try RecipeBook(json: workspace.bytes("r.json"))
      let chapter = try #require(book.chapter("layer4"))
      let recipe = try #require(chapter.recipes.first { $0.metric == "ace" })
      #expect(recipe.concept == "tree" && recipe.units == answer.units.prefix(40).map(\.unit))
      #expect(Set(recipe.draws.keys) == ["mean", "level"] && recipe.draw == "mean")
      #expect(chapter.brushes(ranked: "ace").contains(recipe))
      #expect(chapter.recipes.contains { $0.concept == "door" && $0.metric == "iou" })
    }

    @Test func `Ctrl-C writes nothing`() throws {
      let child = try workspace.start(
        Workspace.program, Self.run + ["--out", workspace.path("r.json")],
        .files(output: workspace.path("out"), errors: workspace.path("err")))
      usleep(300_000)
      kill(child.id, SIGINT)
      #expect(try child.end() == 128 + SIGINT)
      #expect(!workspace.holds("r.json"))
      #expect(try workspace.text("out").isEmpty)
    }

    @Test(arguments: [
      (["--concept", "unicorn"], "no concept 'unicorn', expected one of", 2),
      (["--concept", "tree", "--layer", "layer1"], "layer1 of church is not dissected", 1),
      (["--concept", "sun", "--images", "50"], "of 50 pictures show sun, expected at least 12", 1),
    ])
    func `what cannot be optimised is said`(
      arguments: [String], named: String, status: Int32
    ) throws {
      let outcome = try workspace.run(["ace"] + arguments)
      #expect(outcome.status == status)
      #expect(outcome.errors.contains(named), "\(outcome.errors)")
    }
  }
}
