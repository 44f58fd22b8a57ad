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
      #expect(lines.count == 2)
      #expect(lines.first?.hasPrefix("layer   concept  ranking") == true)
      #expect(lines.last?.hasPrefix("layer4  cloud") == true)
      let (found, shipped) = (try book("r.json"), try Self.church())
      let chapter = try #require(found.chapter("layer4"))
      let cloud = try #require(chapter.removal(of: "cloud"))
      #expect(cloud.units.count == 20 && Set(cloud.draws.keys) == ["zero", "absent", "opposite"])
      #expect(cloud.draws["zero"]?.allSatisfy { $0 == 0 } == true)
      // All else stays as it was.
      let old = try #require(shipped.chapter("layer4"))
      #expect(
        chapter.removals.filter { $0.concept != "cloud" }
          == old.removals.filter { $0.concept != "cloud" })
      #expect(chapter.recipes == old.recipes && found.start == shipped.start)
      #expect(
        found.layers.filter { $0.layer != "layer4" }
          == shipped.layers.filter { $0.layer != "layer4" })
    }

    @Test(arguments: ["cloud", "tower", "snow"])
    func `a shipped removal takes the concept away where it is painted, and only there`(
      concept: String
    ) throws {
      let outcome = try workspace.run(
        "removals", "--layer", "layer4", "--concept", concept, "--images", "2", "--json")
      try #require(outcome.status == 0, "\(outcome.errors)")
      let report = try #require(
        try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
      let removal = try #require((report["removals"] as? [[String: Any]])?.first)
      #expect(removal["concept"] as? String == concept && removal["pictures"] as? Int == 16)
      let measure = try #require((removal["measures"] as? [[String: Any]])?.last)
      func shares(_ name: String) throws -> (before: Double, after: Double) {
        let shares = try #require(measure[name] as? [String: Double])
        return (try #require(shares["before"]), try #require(shares["after"]))
      }
      #expect(measure["units"] as? Int == 20)
      let (inside, outside) = (try shares("inside"), try shares("outside"))
      #expect(inside.before > 0.2 && inside.after < 0.4 * inside.before)
      #expect(outside.after >= 0.9 * outside.before)
      // Neither random units nor the units that draw, at 0, do that.
      for other in ["control", "ablation"] {
        #expect(try shares(other).after > 1.5 * inside.after, "\(other)")
      }
      #expect(try shares("everywhere").after < 0.6 * shares("everywhere").before)
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
  }
}
