import Foundation
import Recipes
import TestSupport
import Testing
import Units

extension EndToEndTests {
  /// Removals from the command line: found, measured, and refused.
  struct RemovalsTests {
    private let workspace: Workspace

    init() throws { workspace = try Workspace() }

    private func book(_ path: String) throws -> RecipeBook {
      try RecipeBook(json: workspace.bytes(path))
    }

    private static func church() throws -> RecipeBook {
      let path = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Assets/Models/church/recipes.json")
      return try RecipeBook(json: Array(try Data(contentsOf: path)))
    }

    @Test func `what removes a concept is written beside the recipes, and measured`() throws {
      let outcome = try workspace.run(
        "removals", "--layer", "layer4", "--concept", "cloud", "--images", "2", "--out", "r.json")
      try #require(outcome.status == 0, "\(outcome.errors)")
      let lines = outcome.output.split(separator: "\n")
      // A table of strokes and one of toggles.
      #expect(lines.count == 4)
      for (head, line) in [(0, 1), (2, 3)] {
        #expect(lines[head].hasPrefix("layer   concept  ranking"))
        #expect(lines[line].hasPrefix("layer4  cloud"))
      }
      let (found, shipped) = (try book("r.json"), try Self.church())
      let chapter = try #require(found.chapter("layer4"))
      let old = try #require(shipped.chapter("layer4"))
      for reach in RemovalReach.allCases {
        let cloud = try #require(chapter.removal(of: "cloud", reach))
        #expect(cloud.units.count == 20 && Set(cloud.draws.keys) == ["zero", "absent", "opposite"])
        #expect(cloud.draws["zero"]?.allSatisfy { $0 == 0 } == true)
        // All else stays as it was.
        #expect(
          chapter.removals(reach).filter { $0.concept != "cloud" }
            == old.removals(reach).filter { $0.concept != "cloud" })
      }
      #expect(chapter.recipes == old.recipes && found.start == shipped.start)
      #expect(
        found.layers.filter { $0.layer != "layer4" }
          == shipped.layers.filter { $0.layer != "layer4" })
    }

    @Test(arguments: ["cloud", "tower", "snow"])
    func `a shipped removal takes the concept away where it is painted, and only there`(
      concept: String
    ) throws {
      let measure = try measure(of: concept, "strokes")
      let (inside, outside) = (try shares("inside", measure), try shares("outside", measure))
      #expect(inside.before > 0.2 && inside.after < 0.4 * inside.before)
      #expect(outside.after >= 0.9 * outside.before)
      // Random units do not. The units that draw do, at 0: the model was taught that.
      #expect(try shares("control", measure).after > 1.5 * inside.after)
      #expect(try shares("ablation", measure).after < 0.5 * inside.before)
    }

    @Test(arguments: ["cloud", "tower", "tree"])
    func `a shipped toggle takes the concept away everywhere, and leaves the rest`(
      concept: String
    ) throws {
      let measure = try measure(of: concept, "everywhere")
      let (whole, control) = (try shares("inside", measure), try shares("control", measure))
      #expect(whole.before > 0.04 && whole.after < 0.7 * whole.before)
      // Random units do not.
      #expect(control.after > 1.3 * whole.after)
      #expect(try #require(measure["disturbed"] as? Double) < 0.25)
    }

    /// What 20 units of a shipped removal do at layer4.
    private func measure(of concept: String, _ reach: String) throws -> [String: Any] {
      let outcome = try workspace.run(
        "removals", "--layer", "layer4", "--concept", concept, "--images", "2", "--json")
      try #require(outcome.status == 0, "\(outcome.errors)")
      let report = try #require(
        try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
      let removals = try #require(report["removals"] as? [[String: Any]])
      let removal = try #require(removals.first { $0["reach"] as? String == reach })
      #expect(removal["concept"] as? String == concept && removal["pictures"] as? Int == 16)
      let measure = try #require((removal["measures"] as? [[String: Any]])?.last)
      #expect(measure["units"] as? Int == 20)
      return measure
    }

    private func shares(
      _ name: String, _ measure: [String: Any]
    ) throws -> (before: Double, after: Double) {
      let shares = try #require(measure[name] as? [String: Double])
      return (try #require(shares["before"]), try #require(shares["after"]))
    }

    @Test(arguments: [
      (["--layer", "layer9"], "no layer 'layer9', expected one of layer3, ", Int32(2)),
      (["--images", "1"], "--images is 1, expected 2 to 1000", 2),
      (["--json", "--out", "-"], "--json and --out - exclude each other", 2),
      (["--segmenter", "nowhere"], "nowhere", 1),
    ])
    func `what cannot be is refused with the reason`(
      arguments: [String], message: String, status: Int32
    ) throws {
      let outcome = try workspace.run(["removals"] + arguments)
      #expect(outcome.status == status)
      #expect(outcome.errors.contains(message), "\(outcome.errors)")
    }

    /// A checkpoint of another name has no recipes, and so those that lie beside it were not read.
    @Test func `recipes that were not read are not replaced`() throws {
      try workspace.write("[1]", to: "recipes.json")
      _ = try workspace.shell("cp '\(Workspace.network("dcgan"))' mine.safetensors")
      let refused = try workspace.run(
        "removals", "--model", "mine.safetensors", "--out", "recipes.json")
      #expect(refused.status == 1)
      #expect(refused.errors == "ganbrush: 'recipes.json' exists; --force replaces it\n")
      #expect(try workspace.text("recipes.json") == "[1]")
    }

    @Test(arguments: ["generator.safetensors", "./generator.safetensors"])
    func `a model's own recipes are found from its folder`(path: String) throws {
      _ = try workspace.shell("cp '\(Workspace.assets)'/Models/church-plain/*.* .")
      let rendered = try workspace.run("render", "--model", path, "--out", "a.png", "-v")
      #expect(rendered.status == 0)
      #expect(rendered.errors.contains("recipes.json: recipes\n"), "\(rendered.errors)")
    }
  }
}
