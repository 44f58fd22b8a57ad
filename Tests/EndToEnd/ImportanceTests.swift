import Causes
import Experiments
import Foundation
import Testing
import Units

extension EndToEndTests {
  /// Which units matter to which class, from the command line: whole, in parts, stopped, and refused.
  struct ImportanceTests {
    private let workspace: Workspace
    private static let run = ["importance", "--scenes", "--images", "80", "--seed", "900000000"]

    init() throws { workspace = try Workspace() }

    private func importance(_ arguments: String..., out: String) throws -> Workspace.Outcome {
      try workspace.run(Self.run + arguments + ["--out", out])
    }

    /// Dissects the layer, by few scenes.
    private func dissect() throws {
      let outcome = try workspace.run(
        "dissect", "--model", "world-classifier", "--scenes", "--images", "40", "--layer",
        "features.26", "--out", "dissected")
      #expect(outcome.status == 0, "\(outcome.errors)")
    }

    private func report(_ folder: String) throws -> ImportanceReport {
      try JSONDecoder().decode(
        ImportanceReport.self, from: Data(try workspace.bytes("\(folder)/importance.json")))
    }

    @Test func `the best units of a class matter more to it than random ones`() throws {
      let run = [
        "importance", "--scenes", "--images", "600", "--seed", "900000000", "--out", "run",
      ]
      let outcome = try workspace.run(run)
      try #require(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.output.contains("without best") && outcome.output.contains("only random"))
      #expect(outcome.errors.contains("--run DIR"))
      let report = try report("run")
      #expect(report.layer == "features.26" && report.units.count == 256)
      #expect(report.sizes == [1, 2, 3, 4, 5, 20, 64, 128])
      #expect(report.ranked.phrase == "600 scenes from seed 900000000")
      #expect(report.heldOut.phrase == "600 scenes from seed 900000600")
      #expect(report.unchanged.balancedAccuracy > 0.8)
      let many = try #require(report.sizes.firstIndex(of: 64))
      let (lost, random) = (report.without[many], report.withoutRandom[many])
      #expect(lost.balancedAccuracy < random.balancedAccuracy - 0.02, "\(lost), \(random)")
      // The more are kept, the more is known.
      let kept = report.only.map(\.balancedAccuracy)
      #expect(kept[0] < 0.65 && kept[many] > kept[0] + 0.1, "\(kept)")
      #expect(try workspace.text("run/accuracy.svg").hasPrefix("<svg "))
      let json = try workspace.run(run + ["--json"])
      #expect(json.status == 0 && json.output.contains("\"balanced_accuracy\""))
    }

    @Test func `parts in several folders are the whole, byte for byte`() throws {
      #expect(try importance(out: "whole").status == 0)
      #expect(try importance("--shard", "2/2", out: "one").output.contains("part 2 of 2"))
      #expect(try importance("--shard", "1/2", out: "two").status == 0)
      let ranked = try workspace.run("merge", "two", "one", "--out", "merged")
      #expect(ranked.status == 0, "\(ranked.errors)")
      #expect(ranked.output.contains("merged: the ranking is whole"))
      #expect(try importance("--shard", "1/2", out: "merged").output.contains("part 1 of 2"))
      #expect(try importance("--shard", "2/2", out: "merged").status == 0)
      let merged = try workspace.run("merge", "merged")
      #expect(merged.status == 0 && merged.output.contains("only best"), "\(merged.errors)")
      let whole = workspace.files(in: "whole")
      #expect(whole.count == 14)
      #expect(workspace.files(in: "merged") == whole)

      try dissect()
      #expect(try importance("--run", "dissected", out: "whole").status == 0)
      #expect(try workspace.run("merge", "merged", "--run", "dissected").status == 0)
      #expect(try report("merged").comparison != nil)
      #expect(workspace.files(in: "merged") == workspace.files(in: "whole"))
      let other = try workspace.run("merge", "merged", "--model", "church")
      #expect(other.status == 1 && other.errors.contains("church is another network"))
    }

    @Test func `parts are not compared with the dissection of another network of the same name`()
      throws
    {
      #expect(try importance(out: "run").status == 0)
      try dissect()
      // A dissection of the installed network is in the cache; then other weights are installed.
      let outcome = try workspace.shell(
        """
        keep() { mkdir -p .cache/ganbrush/dissections/$2
          sed s/$1/$2/g dissected/dissection.json >.cache/ganbrush/dissections/$2/dissection.json; }
        hash() { sha256sum assets/Models/world-classifier/classifier.safetensors | cut -d' ' -f1; }
        mkdir -p assets/Models && cp -r \(Workspace.assets)/Models/world-classifier assets/Models/
        first=$(hash); keep $first $first
        truncate -s -1 assets/Models/world-classifier/classifier.safetensors
        printf '\\001' >>assets/Models/world-classifier/classifier.safetensors
        keep $first $(hash)
        """)
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(try workspace.run("merge", "run").status == 0)
      #expect(try report("run").comparison != nil)
      let merged = try workspace.shell("GANBRUSH_ASSETS=$PWD/assets ganbrush merge run")
      #expect(merged.status == 0, "\(merged.errors)")
      #expect(try report("run").comparison == nil)
    }

    @Test func `a run that was stopped goes on, and ends as if nothing had been`() throws {
      #expect(try importance(out: "whole").status == 0)
      for signal in [SIGKILL, SIGINT] {
        let child = try workspace.start(
          Workspace.program, Self.run + ["--out", workspace.path("stopped")],
          .files(output: workspace.path("out"), errors: workspace.path("err")))
        try eventually("the plan") {
          child.status != nil || workspace.holds("stopped/ranking/plan.json")
        }
        kill(child.id, signal)
        _ = try child.end()
      }
      #expect(try importance(out: "stopped").status == 0)
      #expect(workspace.files(in: "stopped") == (workspace.files(in: "whole")))
    }

    @Test
    func `folders with the names of classes rank units, and every second picture is held out`()
      throws
    {
      for category in ["church", "lake"] {
        #expect(
          try workspace.run(
            "scenes", "--category", category, "--count", "30", "--size", "64", "--out",
            "pictures/\(category)"
          ).status == 0)
      }
      _ = try workspace.shell("rm pictures/*/*labels* pictures/*/*.json")
      let arguments = ["importance", "--pictures", "pictures", "--layer", "mean", "--out", "run"]
      let outcome = try workspace.run(arguments)
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.errors.contains("the layer is not dissected: --run DIR"))
      let quiet = try workspace.run(arguments + ["-q"])
      #expect(quiet.status == 0 && quiet.output == outcome.output && quiet.errors.isEmpty)
      let report = try report("run")
      #expect(report.classes.map(\.name) == ["church", "lake"])
      #expect(report.classes.map(\.pictures) == [15, 15] && report.ranked.count == 30)
      _ = try workspace.shell("mv pictures/lake pictures/sea")
      let foreign = try workspace.run(arguments)
      #expect(foreign.status == 1)
      #expect(foreign.errors.contains("the folder 'sea' is no class, expected one of"))
    }

    @Test func `switched-off units change what a picture is taken for`() throws {
      #expect(
        try workspace.run(
          "scenes", "--category", "church", "--count", "1", "--size", "64", "--out", "."
        ).status == 0)
      let picture = "scene-000000.png"
      let whole = try workspace.run("classify", picture, "--top", "1")
      #expect(whole.status == 0 && whole.output.contains("church"))
      let blind = try workspace.run("classify", picture, "--ablate", "features.26:0-255")
      #expect(blind.status == 0 && blind.output != whole.output)
      let twice = try workspace.run(
        "classify", picture, "--ablate", "features.26:0-99,101,100-254", "--ablate",
        "features.26:255")
      #expect(twice.output == blind.output)
      let layer = try workspace.run("classify", picture, "--ablate", "conv5_3:1")
      #expect(layer.status == 2 && layer.errors.contains("no layer 'conv5_3', expected one of"))
      let unit = try workspace.run("classify", picture, "--ablate", "features.26:256")
      #expect(unit.status == 2 && unit.errors.contains("expected 0 to 255"))
      for units in ["features.26", "features.26:", "features.26:5-3", "features.26:-1", "x:1,,2"] {
        let refused = try workspace.run("classify", picture, "--ablate", units)
        #expect(refused.status == 2, "\(units)")
      }
    }

    @Test func `wrong wishes are refused with what was found and expected`() throws {
      func refusal(_ arguments: String..., status: Int32 = 2) throws -> String {
        let outcome = try workspace.run(["importance"] + arguments + ["--out", "run"])
        #expect(outcome.status == status, "\(arguments)")
        return outcome.errors
      }
      #expect(try refusal().contains("expected either --pictures DIR or --scenes"))
      #expect(try refusal("--scenes", "--model", "church").contains("is a generator"))
      #expect(try refusal("--scenes", "--layer", "fc8", status: 2).contains("no layer 'fc8'"))
      #expect(
        try refusal("--scenes", "--layer", "classifier", status: 1).contains(
          "is not all that later layers read"))
      #expect(try refusal("--scenes", "--held-out", "x").contains("--held-out is for --pictures"))
      #expect(
        try refusal("--scenes", "--model", Workspace.network("vgg"), status: 1).contains(
          "expected kinds or categories of scenes"))
      #expect(!FileManager.default.fileExists(atPath: workspace.path("run")))
    }
  }
}
