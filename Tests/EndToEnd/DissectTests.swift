import Dissection
import Foundation
import Pictures
import Recipes
import TestSupport
import Testing
import Units

extension EndToEndTests {
  /// Dissections from the command line: whole, in parts, stopped, and refused.
  struct DissectTests {
    private let workspace: Workspace
    /// Three blocks of pictures, the last one of 8.
    private static let run = ["dissect", "--images", "40", "--layer", "layer4"]

    init() throws { workspace = try Workspace() }

    private func dissect(_ arguments: String..., out: String) throws -> Workspace.Outcome {
      try workspace.run(Self.run + arguments + ["--out", out])
    }

    private func report(_ folder: String) throws -> DissectionReport {
      try DissectionReport(json: workspace.bytes("\(folder)/dissection.json"))
    }

    @Test func `a dissection leaves a report, a table and recipes that paint`() throws {
      let outcome = try dissect(out: "run")
      try #require(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.output.contains("of 128 units match a concept, "))
      #expect(outcome.output.contains(" of them above chance: "))
      #expect(outcome.errors.contains("40 pictures tell little, expected 100 or more"))
      #expect(outcome.output.hasSuffix("run/report.html\n"))
      let report = try report("run")
      #expect(report.specimens == .latents(count: 40) && report.segmenter != nil)
      #expect(report.layers.map(\.layer) == ["layer4"] && report.layers[0].units.count == 128)
      // Each pixel has one concept, and the shipped segmenter is sure of the shipped model's pictures.
      #expect(abs(report.concepts.reduce(0) { $0 + $1.area } - 1) < 1e-4)
      #expect(try #require(report.confidence) > 0.8)
      let trees = try #require(report.concepts.firstIndex { $0.name == "tree" })
      let best = report.layers[0].ranking(trees)[0]
      let unit = report.layers[0].units[best]
      #expect(unit.ious[trees] > 0.04 && unit.ious[trees] > unit.chances[trees])
      let strip = try PNG.decode(workspace.bytes("run/layer4/image/unit\(best).png"))
      #expect((strip.width, strip.height) == (520, 100))
      let book = try RecipeBook(json: workspace.bytes("run/recipes.json"))
      #expect(book.layers[0].recipes.contains { $0.concept == "tree" && $0.metric == "iou" })
      let table = try workspace.text("run/units.csv").split(separator: "\n")
      #expect(table.count == 129)
      let rendered = try workspace.run(
        "render", "--recipes", "run/recipes.json", "--out", "church.png")
      #expect(rendered.status == 0, "\(rendered.errors)")
    }

    @Test func `parts in any order and in several folders are the whole, byte for byte`() throws {
      #expect(try dissect(out: "whole").status == 0)
      #expect(try dissect("--prepare", out: "parts").status == 0)
      #expect(try dissect("--shard", "2/3", out: "parts").status == 0)
      // Another machine gets the plan, and counts in a folder of its own.
      _ = try workspace.shell("mkdir other && cp -r parts/plan.json parts/levels other")
      for part in ["3/3", "1/3"] {
        let outcome = try dissect("--shard", part, out: "other")
        #expect(outcome.status == 0 && outcome.output.contains("of 3 is counted"))
      }
      let early = try workspace.run("merge", "parts")
      #expect(early.status == 1 && early.errors.contains("lacks the pictures 0 to 15"))
      let outcome = try workspace.run("merge", "other", "parts", "--out", "merged")
      #expect(outcome.status == 0, "\(outcome.errors)")
      let (whole, merged) = (workspace.files(in: "whole"), workspace.files(in: "merged"))
      #expect(whole.count > 130 && Set(whole.keys) == Set(merged.keys))
      for (name, content) in whole { #expect(merged[name] == content, "\(name)") }
      let again = try workspace.run("merge", "merged", "parts", "--out", "twice")
      #expect(again.status == 1)
      let both = "'merged/counts' and 'parts/parts/2-of-3' both count the pictures 16 to 31"
      #expect(again.errors.contains(both))
    }

    @Test func `a run that was killed or stopped goes on, and ends as if nothing had been`() throws
    {
      #expect(try dissect(out: "whole").status == 0)
      #expect(try dissect("--prepare", out: "killed").status == 0)
      for signal in [SIGKILL, SIGINT] {
        let child = try workspace.start(
          Workspace.program, Self.run + ["--out", workspace.path("killed")],
          .files(output: workspace.path("out"), errors: workspace.path("err")))
        try eventually("the part's lock") { child.status != nil || Self.isCounting(child.id) }
        let busy = try dissect(out: "killed")
        kill(child.id, signal)
        let status = try child.end()
        if signal == SIGINT, status != 0 {
          #expect(status == 128 + SIGINT)
          let errors = try workspace.text("err")
          #expect(errors.contains("of 40 pictures; the same command goes on from there"))
        }
        // Whoever was faster than the signal has counted everything.
        #expect(busy.status == 0 || busy.errors.contains("is being counted by another process"))
      }
      #expect(try dissect(out: "killed").status == 0)
      #expect(workspace.files(in: "killed") == (workspace.files(in: "whole")))
    }

    @Test func `Ctrl-C while levels are chosen says that nothing is kept`() throws {
      let child = try workspace.start(
        Workspace.program, Self.run + ["--out", workspace.path("run")],
        .files(output: workspace.path("out"), errors: workspace.path("err")))
      try eventually("the lock of the plan") { workspace.holds("run/.lock") }
      kill(child.id, SIGINT)
      #expect(try child.end() == 128 + SIGINT)
      // On a machine that is faster than the signal there is a plan.
      let errors = try workspace.text("err")
      #expect(
        workspace.holds("run/plan.json")
          || errors.contains("stopped before the levels were chosen; the same command begins again")
      )
      #expect(!errors.contains("ended by signal"))
    }

    @Test func `a run that is told to end again and again comes to its end`() throws {
      #expect(try dissect("--prepare", out: "run").status == 0)
      var statuses: [Int32] = []
      while statuses.last != 0, statuses.count < 8 {
        let child = try workspace.start(
          Workspace.program, Self.run + ["--out", workspace.path("run")],
          .files(output: workspace.path("out"), errors: workspace.path("err")))
        // The last run only writes the report.
        try eventually("the part's lock") { child.status != nil || Self.isCounting(child.id) }
        if child.status == nil { kill(child.id, SIGTERM) }
        statuses.append(try child.end())
      }
      // Each run finishes the block that is under way, if the machine needs no ten seconds for it.
      #expect(statuses.last == 0 && statuses.count > 3, "\(statuses)")
    }

    /// Whether a process has the lock of the whole run's only part.
    private static func isCounting(_ process: pid_t) -> Bool {
      let folder = "/proc/\(process)/fd"
      let numbers = try? FileManager.default.contentsOfDirectory(atPath: folder)
      return numbers?.contains { number in
        let path = try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\(number)")
        return path?.hasSuffix("parts/1-of-1/.lock") == true
      } ?? false
    }

    @Test func `parts of a network that is not installed are merged with its file`() throws {
      _ = try workspace.shell(
        "cp \(Workspace.assets)/Models/church/generator.safetensors own.safetensors")
      let arguments = [
        "dissect", "--model", "own.safetensors", "--images", "20", "--layer", "layer4", "--out",
        "run",
        "--shard",
      ]
      let first = try workspace.run(arguments + ["1/2"])
      #expect(
        first.output.contains("ganbrush merge run --model own.safetensors puts them together"))
      _ = try workspace.shell("mv own.safetensors away.safetensors")
      let part = try workspace.run("merge", "run", "--out", "sum")
      #expect(part.status == 0 && part.output.contains("16 of 20 pictures are merged"))
      _ = try workspace.shell("mv away.safetensors own.safetensors")
      #expect(try workspace.run(arguments + ["2/2"]).status == 0)
      let nameless = try workspace.run("merge", "run")
      #expect(nameless.status == 1)
      #expect(nameless.errors.contains("the same command with --model NETWORK"))
      let whole = try workspace.run("merge", "run", "--model", "own.safetensors")
      #expect(whole.status == 0, "\(whole.errors)")
      // What a merge that was killed is repeated by, dissect does, too.
      _ = try workspace.shell("mkdir -p run/parts && cp -r run/counts run/parts/1-of-2")
      #expect(try workspace.run(Array(arguments.dropLast())).status == 0)
      #expect(!workspace.holds("run/parts"))
    }

    @Test func `noise does not pass for findings`() throws {
      var random = SplitMix64(seed: 3)
      _ = try workspace.shell("mkdir noise")
      for number in 0..<120 {
        let picture = Picture(
          width: 32, height: 32, bytes: (0..<3072).map { _ in .random(in: 0...255, using: &random) }
        )
        try workspace.write(PNG.encode(picture), to: "noise/\(number).png")
      }
      // No picture is waited for.
      _ = try workspace.shell("mkfifo noise/pipe.png; ln -s .. noise/up")
      let outcome = try workspace.run(
        "dissect", "--model", "world-classifier", "--pictures", "noise", "--out", "run")
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.errors.contains("its labels may mean little"))
      #expect(outcome.errors.contains("skipped pipe.png: "))
      #expect(try report("run").specimens.count == 121)
    }

    @Test func `scenes dissect a classifier by their true labels`() throws {
      let outcome = try workspace.run(
        "dissect", "--model", "world-classifier", "--scenes", "--category", "lake", "--images",
        "20", "--out", "run")
      try #require(outcome.status == 0, "\(outcome.errors)")
      let report = try report("run")
      #expect(report.segmenter == nil && report.confidence == nil)
      #expect(report.specimens == .scenes(category: "lake", seed: 0, count: 20))
      let water = try #require(report.concepts.first { $0.name == "water" })
      #expect(water.area > 0.1)
      #expect(!FileManager.default.fileExists(atPath: workspace.path("run/recipes.json")))
    }

    @Test func `a broken picture is named and passed over, but only one in a hundred`() throws {
      #expect(
        try workspace.run("scenes", "--count", "120", "--size", "64", "--out", "pictures").status
          == 0)
      _ = try workspace.shell("rm pictures/*labels* pictures/*.json; echo no > pictures/0000.png")
      let arguments = [
        "dissect", "--model", "world-classifier", "--pictures", "pictures", "--out",
      ]
      let outcome = try workspace.run(arguments + ["run"])
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.errors.contains("skipped 0000.png: "))
      #expect(try report("run").skipped.map(\.name) == ["0000.png"])
      #expect(try workspace.text("run/report.html").contains("0000.png"))
      _ = try workspace.shell("echo no > pictures/0001.png; echo no > pictures/0002.png")
      let broken = try workspace.run(arguments + ["broken"])
      #expect(broken.status == 1)
      #expect(broken.errors.contains("pictures cannot be read, expected at most 1 %"))
    }

    @Test func `wrong wishes are refused with what was found and expected`() throws {
      func refusal(_ arguments: String..., status: Int32 = 2) throws -> String {
        let outcome = try workspace.run(["dissect"] + arguments + ["--out", "run"])
        #expect(outcome.status == status, "\(arguments)")
        return outcome.errors
      }
      #expect(try refusal("--layer", "layer99").contains("no layer 'layer99', expected one of"))
      #expect(try refusal("--scenes").contains("is a generator"))
      let classifier = try refusal("--model", "world-classifier")
      #expect(classifier.contains("expected --pictures DIR or --scenes"))
      #expect(
        try refusal("--model", "world-segmenter", status: 1).contains(
          "is a segmenter, expected a generator or a classifier"))
      #expect(try refusal("--segmenter", "church", status: 1).contains("segmenter"))
      for shard in ["0/3", "4/3", "1", "a/b", "1/0"] {
        #expect(try refusal("--shard", shard).contains("--shard"))
      }
      _ = try workspace.shell("mkdir empty && echo no picture >empty/notes.txt")
      let empty = try refusal(
        "--model", "world-classifier", "--pictures", "empty", status: 1)
      #expect(empty.contains("'empty' has no pictures; its files are .txt"))
      #expect(!FileManager.default.fileExists(atPath: workspace.path("run")))
    }

    @Test func `a folder holds one dissection, and parts of others are not merged`() throws {
      #expect(try dissect("--prepare", out: "run").status == 0)
      let other = try workspace.run(
        "dissect", "--images", "40", "--layer", "layer3", "--prepare", "--out", "run")
      #expect(other.status == 1)
      #expect(
        other.errors.contains("one is of the layers layer4, the other of layer3; choose another"))
      let third = try workspace.run(
        "dissect", "--images", "30", "--layer", "layer4", "--prepare", "--out", "third")
      #expect(third.status == 0)
      let merged = try workspace.run("merge", "run", "third", "--out", "both")
      #expect(merged.status == 1)
      #expect(merged.errors.contains("'run' and 'third' have different plans"))
      let nothing = try workspace.run("merge", "run")
      #expect(nothing.errors.contains("'run' has no counts to merge") && nothing.status == 1)
    }

    @Test func `a full disk ends a run that is kept`() throws {
      #expect(try dissect("--shard", "1/3", out: "run").status == 0)
      // The counts of a part are 8 MB; no file may have more than 1 MB.
      let full = try workspace.shell(
        "ulimit -f 1024; ganbrush \(Self.run.joined(separator: " ")) --shard 2/3 --out run")
      #expect(full.status == 1 && full.errors.contains("file too large"), "\(full.errors)")
      #expect(try dissect("--shard", "2/3", out: "run").status == 0)
      #expect(try dissect("--shard", "3/3", out: "run").status == 0)
      #expect(try workspace.run("merge", "run").status == 0)
    }

    @Test func `what was added to the recipes of a run stays when it is dissected again`() throws {
      try #require(try dissect(out: "run").status == 0)
      let path = "run/recipes.json"
      let book = try RecipeBook(json: workspace.bytes(path))
      let tree = try #require(book.layers[0].recipes.first { $0.concept == "tree" })
      let other = try Recipe(
        concept: "tree", layer: tree.layer, metric: "ace", units: tree.units, draws: tree.draws,
        draw: tree.draw)
      let layers = book.adding(other, ofUnits: 128).layers.map {
        $0.removing(["tree"], .strokes, by: [other])
      }
      let json = book.with(layers).json
      try workspace.write(json, to: path)
      for command in [Self.run + ["--out", "run"], ["merge", "run"]] {
        let outcome = try workspace.run(command)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try workspace.bytes(path) == json, "\(command[0])")
      }
      for (content, complaint) in [
        ("no recipes", "run/recipes.json: is not a recipe file"),
        (
          "{\"format\": \"ganbrush recipes\", \"version\": 1, \"model\": \"m\", \"layers\": []}",
          "'run/recipes.json' has recipes of another network than the run's, and stays"
        ),
      ] {
        try workspace.write(content, to: path)
        let outcome = try dissect(out: "run")
        #expect(outcome.status == 1 && outcome.errors.contains(complaint), "\(outcome.errors)")
        #expect(try workspace.text(path) == content)
      }
    }
  }
}
