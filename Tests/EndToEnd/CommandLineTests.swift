import Recipes
import Foundation
import Painting
import Pictures
import Testing
import Units

extension EndToEndTests {
  /// The command line where there is no terminal.
  struct CommandLineTests {
    private let workspace: Workspace

    init() throws { workspace = try Workspace() }

    @Test(arguments: Tool.allCases)
    func `every tool that the tests drive is installed`(tool: Tool) throws {
      _ = try tool.path()
    }

    @Test(arguments: [[], ["paint"], ["--id", "3"]])
    func `the painter refuses to start without a terminal`(arguments: [String]) throws {
      let outcome = try workspace.run(arguments)
      #expect(outcome.status == 2)
      #expect(
        outcome.errors == """
          ganbrush: the painter needs a terminal on standard output
          to make a picture without one: ganbrush render --id 104 --out picture.png

          """)
      #expect(outcome.output.isEmpty)
    }

    @Test func `a preview replaces no picture with a session`() throws {
      #expect(try workspace.run("render", "--out", "a.png").status == 0)
      let before = try workspace.bytes("a.png")
      for arguments in [["a.png", "--preview", "a.png"], ["--preview", "./a.png"]] {
        let outcome = try workspace.run(arguments)
        #expect(outcome.status == 1)
        #expect(outcome.errors.hasSuffix("a.png' is no preview, and --preview would replace it\n"))
      }
      #expect(try workspace.bytes("a.png") == before)
    }

    @Test(arguments: [
      (["--no-such-option"], "--no-such-option"),
      (["render"], "expected --out, --timelapse or --before-after, found none"),
      (
        ["render", "--out", "a.png", "--before-after", "./a.png"],
        "--out and --before-after both name './a.png'"
      ),
      (["render", "--out", "a.png", "--id", "-1"], "--id"),
      (["render", "--out", "a.png", "--id", "x"], "--id"),
      (["render", "--out", "a.png", "--scale", "0"], "--scale is 0, expected 1 to 64"),
      (["render", "--out", "a.png", "--id", "1", "--session", "b.json"], "--session"),
      (["paint", "--strength", "0"], "--strength is 0, expected 1 to 1000000"),
      (["paint", "--graphics", "oils"], "oils"),
      (["models", "inspect"], "<model>"),
      (["models", "run", "church"], "--input"),
      (["show"], "<file>"),
      (["unit", "church"], "<unit>"),
      (["unit", "church", "layer4:x"], "layer4:x"),
      (["unit", "church", "layer4", "--out", "a.png"], "expected a unit such as layer4:0"),
      (["unit", "church", "layer4:0", "--out", "a.jpg"], "'a.jpg' ends in .jpg, expected .png"),
      (["ace"], "--concept"),
      (["ace", "--concept", "tree", "--images", "49"], "--images is 49, expected 50 to 1000000"),
      (
        ["ace", "--concept", "tree", "--images", "99", "--published"],
        "--published and --images exclude each other"
      ),
      (["ace", "--concept", "tree", "--out", "a.txt"], "'a.txt' ends in .txt, expected .json"),
      (["bench", "--threads", "0"], "--threads is 0, expected 1 to 256"),
      (["bench", "--rounds", "0"], "--rounds is 0, expected 1 to 1000000"),
      (["bench", "--json", "--plan"], "--json and --plan exclude each other"),
      (["bench", "--plan", "--threads", "2"], "--threads and --plan exclude each other"),
      (["bench", "--plan", "--rounds", "2"], "--rounds and --plan exclude each other"),
      (["segment"], "<pictures>"),
      (["segment", "a/b.png", "c/b.png", "--out", "d"], "two pictures are called 'b'"),
      (["classify"], "<pictures>"),
      (["classify", "a.png", "--top", "0"], "--top is 0, expected 1 to 1000000"),
      (["scenes"], "expected --out or --sheet, found neither"),
      (["scenes", "--out", "-"], "--out is -, expected a folder"),
      (["scenes", "--sheet", "a.gif"], "--sheet: 'a.gif' ends in .gif, expected .png"),
      (["render", "--out", "a.jpg"], "--out: 'a.jpg' ends in .jpg, expected .png"),
      (["paint", "--preview", "a.jpg"], "--preview: 'a.jpg' ends in .jpg, expected .png"),
      (["paint", "--preview", "-"], "--preview is standard output"),
      (["segment", "a.png", "--out", "b.jpg"], "--out: 'b.jpg' ends in .jpg, expected .png"),
      (["segment", "a.png", "--out", "-", "--json"], "--json and --out - exclude each other"),
      (["segment", "a.png", "b.png", "--out", "-"], "--out is -, expected a folder"),
      (["models", "convert", "a.pth", "b.pth"], "'b.pth' ends in .pth, expected .safetensors"),
      (["help", "nope"], "no command 'nope'; 'ganbrush help' lists"),
      (["help", "models", "nope"], "no command 'nope'; 'ganbrush help models'"),
      (
        ["models", "inspect", "world-segmenter", "--recipes", "a"],
        "'world-segmenter' is no generator"
      ),
      (
        ["models", "run", "church", "--input", "a", "--out", "b.npz"],
        "--out: 'b.npz' ends in .npz, expected .safetensors or .npy"
      ),
      (
        ["importance", "--pictures", "a", "--out", "b", "--images", "9"], "--images is for --scenes"
      ),
      (["importance", "--pictures", "a", "--out", "b", "--seed", "0"], "--seed is for --scenes"),
      (
        ["importance", "--scenes", "--out", "b", "--shard", "1/2", "--json"],
        "--shard and --json exclude each other"
      ),
      (
        [
          "importance", "--scenes", "--out", "b", "--images", "2", "--seed", "18446744073709551613",
        ],
        "--seed is 18446744073709551613"
      ),
      (["--generate-completion-script", "csh"], "csh"),
      (["scenes", "--out", "a", "--count", "0"], "--count is 0, expected 1 to 10000000"),
      (["scenes", "--out", "a", "--size", "4"], "--size is 4, expected 8 to 2048"),
      (["scenes", "--out", "a", "--category", "moonscape"], "moonscape"),
      (["scenes", "--out", "a", "--seed", "18446744073709551600"], "--seed"),
    ])
    func `wrong arguments end with status 2 and are named`(
      arguments: [String], named: String
    ) throws {
      let outcome = try workspace.run(arguments)
      #expect(outcome.status == 2)
      #expect(outcome.errors.contains(named), "\(outcome.errors)")
      #expect(outcome.output.isEmpty)
      #expect(try FileManager.default.contentsOfDirectory(atPath: workspace.folder).isEmpty)
    }

    @Test(arguments: [
      (["render", "--out", "a.png", "--model", "no-such-model"], "no-such-model", 1),
      (["render", "--out", "a.png", "--session", "no-such.json"], "no-such.json", 1),
      (["render", "--out", "a.png", "--session", "broken.json"], "broken.json", 1),
      (["render", "--out", "a.png", "--strokes", "no-such.json"], "no-such.json", 1),
      (["render", "--out", "a.png", "--strokes", "broken.json"], "broken.json", 1),
      (["render", "--out", "a.png", "--layer", "no-such-layer"], "no-such-layer", 2),
      (["render", "--out", "no-such-folder/a.png"], "no-such-folder/a.png", 1),
      (["render", "--out", "a.png", "--recipes", "none-such"], "installed: progressive-church", 1),
      (
        ["models", "inspect", "church", "--recipes", "progressive-church"],
        "Recipes/progressive-church.json: says that layer 'layer4' has 512 units", 1
      ),
      (["models", "inspect", "no-such-model"], "no-such-model", 1),
      (["bench", "--model", "no-such-model"], "no-such-model", 1),
      (["bench", "--model", "broken.json"], "broken.json", 1),
      (["models", "inspect", "broken.json"], "broken.json", 1),
      (["show", "picture.png"], "terminal", 2),
      (["scenes", "--count", "1", "--out", "broken.json/all"], "broken.json/all", 1),
      (["scenes", "--count", "1", "--sheet", "no-such-folder/a.png"], "no-such-folder/a.png", 1),
    ])
    func `what is wrong is said in one line that names it`(
      arguments: [String], named: String, status: Int32
    ) throws {
      try workspace.write("{\"no\": \"session\"", to: "broken.json")
      let outcome = try workspace.run(arguments)
      #expect(outcome.status == status)
      #expect(outcome.errors.hasPrefix("ganbrush: "))
      #expect(outcome.errors.contains(named), "\(outcome.errors)")
      #expect(outcome.errors.hasSuffix("\n") && outcome.errors.count { $0 == "\n" } == 1)
      #expect(!workspace.holds("a.png"))
    }

    @Test
    func `a render is the same bytes each time, and carries its session`() throws {
      for name in ["a.png", "b.png"] {
        let outcome = try workspace.run("render", "--id", "104", "--out", name)
        #expect(outcome.status == 0 && outcome.output.isEmpty && outcome.errors.isEmpty)
      }
      #expect(try workspace.bytes("a.png") == workspace.bytes("b.png"))
      let session = try SessionFile(path: workspace.path("a.png")).session
      #expect(session.latent.id == 104 && !session.isEdited)
      let again = try workspace.run("render", "--session", "a.png", "--out", "c.png")
      #expect(again.status == 0)
      #expect(try workspace.bytes("c.png") == workspace.bytes("a.png"))
      #expect(try workspace.rendered("--id", "105") != workspace.picture("a.png"))
      #expect(try workspace.rendered("--id", "104", "--seed", "2") != workspace.picture("a.png"))
    }

    @Test
    func `a scaled render has each pixel as a square`() throws {
      let picture = try workspace.rendered("--id", "104")
      #expect(try workspace.rendered("--id", "104", "--scale", "4") == picture.enlarged(by: 4))
    }

    @Test
    func `interventions of GANPaint change the picture, as a list or as a request`() throws {
      let model = try Model(path: "\(Workspace.assets)/Models/church")
      let recipe = try #require(model.recipes?.layers.first?.recipes.first)
      let edits = recipe.units.prefix(20).map { unit in
        "{\"layer\": \"\(recipe.layer)\", \"unit\": \(unit), \"alpha\": 1, \"value\": 9}"
      }
      let whole = "[{\"ablations\": [\(edits.joined(separator: ", "))]}]"
      try workspace.write(whole, to: "list.json")
      try workspace.write("{\"id\": \"104\", \"interventions\": \(whole)}", to: "request.json")
      let plain = try workspace.rendered("--id", "104")
      let painted = try workspace.rendered("--id", "104", "--strokes", "list.json")
      #expect(painted != plain)
      #expect(try SessionFile(path: workspace.path("rendered.png")).session.strokes.count == 1)
      #expect(try workspace.rendered("--id", "104", "--strokes", "request.json") == painted)
    }

    @Test
    func `models, their parts and the machine are described`() throws {
      let models = try workspace.run("models")
      #expect(models.status == 0)
      #expect(models.output.contains("church  Progressive GAN, 128×128 px, "))
      #expect(models.output.contains("(default)"))
      let model = try workspace.run("models", "inspect", "church")
      #expect(model.status == 0)
      for word in ["sha256", "architecture", "layer4", "tree"] {
        #expect(model.output.contains(word), "\(model.output)")
      }
      let doctor = try workspace.run("doctor")
      #expect(doctor.status == 0)
      #expect(doctor.output.contains("/dev/tty is not a terminal"))
      #expect(doctor.output.contains("start it from a shell in a terminal"))
      #expect(doctor.output.contains("locale (LC_ALL, LC_CTYPE, LANG)"))
      #expect(doctor.output.contains("looked in \(Workspace.assets)"))
      #expect(doctor.output.contains("church: loads in"))
    }

    @Test func `over SSH without a terminal the doctor says how to get one`() throws {
      workspace.environment["SSH_CONNECTION"] = "192.0.2.1 50000 192.0.2.2 22"
      let doctor = try workspace.run("doctor")
      #expect(doctor.status == 0 && doctor.output.contains("`ssh -t` gives a command a terminal"))
    }

    @Test
    func `the version is one line with the name`() throws {
      let outcome = try workspace.run("--version")
      #expect(outcome.status == 0)
      #expect(outcome.output.wholeMatch(of: /ganbrush \d+\.\d+\.\d+\n/) != nil)
    }

    @Test(arguments: [
      [], ["paint"], ["render"], ["models"], ["models", "list"], ["models", "inspect"],
      ["models", "run"], ["models", "convert"], ["show"], ["bench"], ["scenes"], ["segment"],
      ["classify"], ["doctor"], ["dissect"], ["merge"], ["unit"], ["ablate"], ["insert"], ["ace"],
      ["artifacts"], ["removals"],
    ])
    func `every command explains itself`(command: [String]) throws {
      let outcome = try workspace.run(command + ["--help"])
      #expect(outcome.status == 0)
      #expect(outcome.output.contains("OVERVIEW:") && outcome.output.contains("USAGE: ganbrush"))
      #expect(outcome.errors.isEmpty)
    }
  }
}
