import Foundation
import Testing

extension EndToEndTests {
  /// `ablate` and `insert`, on networks whose units are known.
  struct AreaTests {
    private let workspace: Workspace

    init() throws {
      workspace = try Workspace()
      try KnownNetworks.write(
        generator: workspace.path("squares.safetensors"),
        segmenter: workspace.path("colours.safetensors"))
    }

    private func run(_ command: String, _ arguments: [String]) throws -> Workspace.Outcome {
      try workspace.run(
        [
          command, "--model", "squares.safetensors", "--segmenter", "colours.safetensors",
          "--layer", "main.5",
        ] + arguments)
    }

    private func dissect() throws {
      #expect(try run("dissect", ["--images", "96", "--out", "run"]).status == 0)
    }

    private func object(_ outcome: Workspace.Outcome) throws -> [String: Any] {
      #expect(outcome.status == 0, "\(outcome.errors)")
      return try #require(
        JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    }

    @Test func `without the unit that draws red all of it goes, and only that`() throws {
      try dissect()
      let found = try object(
        try run(
          "ablate",
          [
            "--concept", "red", "--run", "run", "--units", "0,1", "--images", "40", "--controls",
            "2", "--matrix", "--json", "--out", "out",
          ]))
      let steps = try #require(found["steps"] as? [[String: Any]])
      let changes = try #require(steps[1]["changes"] as? [[String: Double]])
      #expect(found["units"] as? [Int] == [0])
      #expect(changes[1] == ["share": -1, "interval": try #require(changes[1]["interval"])])
      #expect(changes[2] == ["share": 0, "interval": 0])
      #expect(try #require(changes[0]["share"]) > 0)
      let random = try #require(steps[1]["random"] as? [[String: Double]])
      #expect(random == [["share": 0, "interval": 0], ["share": 0, "interval": 0]])
      // Unit 1 draws blue, the others nothing.
      let singles = try #require(found["singles"] as? [[String: Any]])
      let effects = try singles.map { single in
        try #require(single["changes"] as? [[String: Double]]).map { $0["share"] ?? .nan }
      }
      #expect(effects.map { $0[1] } == [-1, 0, 0, 0] && effects.map { $0[2] } == [0, -1, 0, 0])
      for file in ["curve.svg", "matrix.svg", "ablation.json"] {
        #expect(try !workspace.bytes("out/\(file)").isEmpty)
      }
    }

    @Test func `where nobody says how many, half of a layer of few units is left for the control`()
      throws
    {
      try dissect()
      let arguments = ["--concept", "red", "--run", "run", "--images", "4", "--json"]
      let ablation = try object(try run("ablate", arguments))
      let steps = try #require(ablation["steps"] as? [[String: Any]])
      #expect(steps.compactMap { $0["units"] as? Int } == [0, 2])
      let insertion = try object(try run("insert", arguments + ["--value", "0.999"]))
      let chosen = try #require(insertion["units"] as? [[String: Any]]).map { $0["unit"] as? Int }
      let random = try #require(insertion["randomUnits"] as? [[String: Any]]).map {
        $0["unit"] as? Int
      }
      #expect(Set(chosen + random) == [0, 1, 2, 3] && chosen.count == 2)
      for command in ["ablate", "insert"] {
        let refused = try run(command, arguments + ["--units", "5"])
        #expect(refused.status == 2 && refused.errors.contains("--units is 5, but the ranking"))
      }
    }

    @Test func `tables and plots tell the same in words`() throws {
      try dissect()
      let arguments = ["--concept", "red", "--run", "run", "--units", "0,1", "--images", "12"]
      let ablated = try run("ablate", arguments)
      #expect(ablated.status == 0, "\(ablated.errors)")
      let curve = ablated.output.split(separator: "\n").map(String.init)
      #expect(curve.contains { $0.hasPrefix("  1 ") && $0.contains("100.0 %") })
      #expect(curve.contains { $0.contains("100 % ") && ($0.hasSuffix("●") || $0.hasSuffix("*")) })
      let inserted = try run(
        "insert",
        ["--concept", "red", "--run", "run", "--units", "1", "--value", "0.999", "--id", "3"])
      #expect(inserted.status == 0 && inserted.output.contains("+64"), "\(inserted.errors)")
    }

    @Test func `red takes in every cell but where it is, by as much as a cell has`() throws {
      try dissect()
      let arguments = [
        "--concept", "red", "--run", "run", "--units", "1", "--value", "0.999", "--json", "--out",
        "out",
      ]
      let map = try object(
        try run("insert", arguments + ["--id", "3"]))
      let (gains, contexts) = (
        try #require(map["gains"] as? [Int]), try #require(map["contexts"] as? [String])
      )
      #expect(gains.count == 64)
      for (gain, context) in zip(gains, contexts) { #expect(gain == (context == "red" ? 0 : 64)) }
      #expect(try !workspace.bytes("out/map.png").isEmpty)
      let tally = try object(
        try run("insert", arguments + ["--images", "12"]))
      let found = try #require(tally["contexts"] as? [[String: Any]])
      #expect(Set(found.compactMap { $0["name"] as? String }) == ["ground", "red", "blue"])
      for context in found {
        #expect(context["pixels"] as? Double == (context["name"] as? String == "red" ? 0 : 64))
      }
      #expect(found.compactMap { $0["insertions"] as? Int }.reduce(0, +) == 12 * 64)
      #expect(try !workspace.bytes("out/contexts.svg").isEmpty)
    }

    @Test func `wrong concepts, rankings and numbers are named, with status 2`() throws {
      for (arguments, words) in [
        (["--concept", "tree"], "no concept 'tree'"),
        (["--concept", "red", "--ranking", "luck"], "no ranking 'luck'"),
        (["--concept", "red", "--images", "0"], "--images is 0"),
        (["--concept", "red", "--first", "-1"], "--first"),
      ] {
        for command in ["ablate", "insert"] {
          let outcome = try run(command, arguments)
          #expect(outcome.status == 2 && outcome.errors.contains(words), "\(outcome.errors)")
        }
      }
      let undissected = try run("ablate", ["--concept", "red"])
      #expect(undissected.status == 1 && undissected.errors.contains("is not dissected"))
    }

    @Test func `a result takes the place of an earlier one only if that is wanted, and then whole`()
      throws
    {
      try dissect()
      let ablation = ["--concept", "red", "--run", "run", "--images", "8", "--units", "1"]
      let insertion = ["--concept", "red", "--run", "run", "--images", "8", "--units", "1"]
      #expect(try run("ablate", ablation + ["--matrix", "--out", "out"]).status == 0)
      #expect(try run("insert", insertion + ["--out", "out"]).status == 0)
      let files = workspace.files(in: "out")
      #expect(files.count == 5)
      for (command, arguments, name) in [
        ("ablate", ablation, "ablation.json' and 2 more of these files exist"),
        ("insert", insertion, "contexts.svg' and 1 more of these files exist"),
      ] {
        let refused = try run(command, arguments + ["--out", "out"])
        #expect(refused.status == 1)
        #expect(refused.errors.contains("'out/\(name); --force replaces them"), "\(refused.errors)")
      }
      #expect(workspace.files(in: "out") == files)
      #expect(try run("ablate", ablation + ["--out", "out", "--force"]).status == 0)
      // A matrix of an earlier ablation does not stand beside the numbers of this one.
      #expect(
        Set(workspace.files(in: "out").keys)
          == ["ablation.json", "curve.svg", "contexts.svg", "insertion.json"])
    }

    @Test(arguments: [
      (["--first", "7"], "--id and --first exclude each other"),
      (["--images", "7"], "--id and --images exclude each other"),
      (["--no-control"], "--id has no control"),
    ])
    func `what one picture has no use for is refused`(options: [String], sentence: String) throws {
      let outcome = try run("insert", ["--concept", "red", "--id", "3"] + options)
      #expect(outcome.status == 2 && outcome.errors.contains(sentence), "\(outcome.errors)")
    }
  }
}
