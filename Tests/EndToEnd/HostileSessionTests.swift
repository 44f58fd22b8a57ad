import Checkpoints
import Foundation
import Painting
import Pictures
import Tensors
import Testing

extension EndToEndTests {
  /// Sessions, strokes and recipes that ask for much or say what cannot be, given to the program.
  struct HostileSessionTests {
    /// What a file asks for much with, and whether it is refused for it.
    enum Bomb: CaseIterable {
      case masks, drawnMasks, manyDrawnMasks, values, strokes, deep, longName, wholeStrokes

      var isRefused: Bool { self != .masks && self != .wholeStrokes }

      var strokes: String {
        let edit = #""ablations":[{"layer":"layer4","unit":1}]"#
        switch self {
        case .masks:
          let mask = #"{"shape":[4096,4096],"bitbounds":[0,0,1,1],"bitstring":"1"}"#
          return list("{\(edit),\"mask\":\(mask)}", 1000)
        case .drawnMasks: return list("{\(edit),\"mask\":\(drawing(1024))}", 1000)
        case .manyDrawnMasks: return list("{\(edit),\"mask\":\(drawing(256))}", 1000)
        case .values: return "[" + list("1", 8 << 20) + "]"
        case .strokes: return list("{}", 2 << 20)
        case .deep: return String(repeating: "[", count: 1_000_000)
        case .longName:
          let name = String(repeating: "x", count: 16 << 20)
          return "[{\"ablations\":[{\"layer\":\"\(name)\",\"unit\":1}]}]"
        case .wholeStrokes: return list("{\(edit)}", 20_000)
        }
      }

      private func list(_ element: String, _ count: Int) -> String {
        "[\(Array(repeating: element, count: count).joined(separator: ","))]"
      }

      private func drawing(_ side: Int) -> String {
        let png = PNG.encode(
          greys: [UInt8](repeating: 0, count: side * side), width: side, height: side)
        return "{\"bitstring\":\"data:image/png;base64,\(Data(png).base64EncodedString())\"}"
      }
    }

    private let workspace: Workspace

    init() throws { workspace = try Workspace() }

    /// What a command takes at most, in KiB.
    @Test(arguments: Bomb.allCases)
    func `small strokes cannot ask for much memory`(bomb: Bomb) throws {
      let usual = try workspace.measure(["render", "--out", "a.png"]).peak
      let json = bomb.strokes
      try workspace.write(json, to: "bomb.json")
      let (outcome, peak) = try workspace.measure([
        "render", "--out", "b.png", "--strokes", "bomb.json",
      ])
      #expect(outcome.status == (bomb.isRefused ? 1 : 0), "\(outcome.errors)")
      #expect(workspace.holds("b.png") == !bomb.isRefused)
      #expect(outcome.errors.utf8.count < 1000)
      if bomb.isRefused, bomb != .longName {
        #expect(outcome.errors.hasPrefix("ganbrush: strokes bomb.json is "), "\(outcome.errors)")
      }
      #expect(peak - usual <= 4 * json.utf8.count + 64 << 20)
    }

    private static let recipes = """
      {"format": "ganbrush recipes", "version": 1, "model": "church",
       "start": {"id": 346, "layer": "layer4", "strength": 15, "gallery": [346]},
       "layers": [{"layer": "layer4", "units": 128, "recipes": [
         {"concept": "tree", "metric": "ins", "units": [1, 2], "draws": {"level": [1, 1]},
          "draw": "level"}]}]}
      """

    @Test(arguments: [
      ("\"id\": 346", "\"id\": -1", "start.id -1"),
      ("\"id\": 346", "\"id\": 1e12", "start.id 1000000000000"),
      ("\"strength\": 15", "\"strength\": -5", "start.strength -5"),
      ("\"units\": 128", "\"units\": -1", "layers.units -1"),
    ])
    func `numbers that cannot be are an error in recipes`(
      part: String, replacement: String, named: String
    ) throws {
      try workspace.write(Self.recipes.replacing(part, with: replacement), to: "r.json")
      for command in [["render", "--out", "a.png"], ["models", "inspect", "church"]] {
        let outcome = try workspace.run(command + ["--recipes", "r.json"])
        #expect(outcome.status == 1)
        #expect(outcome.errors.hasPrefix("ganbrush: r.json: has \(named), expected "))
      }
      #expect(!workspace.holds("a.png"))
    }

    @Test func `a generator of one layer is a generator`() throws {
      let elements = (0..<192).map { (index: Int) -> Float in Float(index % 7) * 0.1 - 0.3 }
      let weights = Tensor(shape: Shape(4, 3, 4, 4), elements: elements)
      var bytes: [UInt8] = []
      try SafetensorsWriter(Checkpoint(["main.0.weight": weights]), isHalf: false)
        .write { bytes += $0 }
      try workspace.write(bytes, to: "one.safetensors")
      for command in [
        ["render", "--out", "a.png", "--model", "one.safetensors"],
        ["render", "--out", "b.png", "--model", "one.safetensors", "--session", "a.png"],
        ["models", "inspect", "one.safetensors"],
        ["bench", "--rounds", "1", "--model", "one.safetensors"],
      ] {
        let outcome = try workspace.run(command)
        #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
      }
      #expect(try workspace.bytes("a.png") == workspace.bytes("b.png"))
      let session = try TmuxSession(in: workspace, width: 120, height: 40)
      try session.enter("ganbrush --model one.safetensors")
      try session.waits(for: "the painter") { $0.contains("main.1 4×4×3") }
    }

    @Test func `edits beyond all numbers are an error, not a picture`() throws {
      let edits = (0..<128).map {
        "{\"layer\": \"layer4\", \"unit\": \($0), \"alpha\": -3e38, \"value\": 3e38}"
      }
      try workspace.write("[{\"ablations\": [\(edits.joined(separator: ","))]}]", to: "s.json")
      let outcome = try workspace.run("render", "--out", "a.png", "--strokes", "s.json")
      #expect(outcome.status == 1)
      #expect(outcome.errors.contains("expected finite numbers"), "\(outcome.errors)")
      #expect(!workspace.holds("a.png"))
    }

    @Test func `a broken installed recipe file is passed over and named`() throws {
      try FileManager.default.createDirectory(
        atPath: workspace.path("assets/Recipes"), withIntermediateDirectories: true)
      try workspace.write("{\"no\": \"recipes\"}", to: "assets/Recipes/bad.json")
      var environment = workspace.environment
      environment["GANBRUSH_ASSETS"] = workspace.path("assets")
      workspace.environment = environment
      let model = Workspace.network("dcgan")
      let reason = "bad.json: is not a recipe file: no 'format' at the top"
      let render = try workspace.run("render", "--out", "a.png", "--model", model)
      #expect(render.status == 0 && workspace.holds("a.png"))
      #expect(render.errors.hasPrefix("warning: ") && render.errors.contains(reason))
      for command in [["models", "inspect", model], ["doctor"]] {
        let outcome = try workspace.run(command)
        #expect(outcome.status == 0)
        #expect(outcome.output.contains(reason), "\(outcome.output)")
      }
      let session = try TmuxSession(in: workspace, width: 200, height: 40)
      try session.enter("ganbrush --model \(model)")
      try session.waits(for: "the warning") { $0.contains("recipes are passed over: ") }
    }

    @Test func `sessions may come through a pipe, and a missing one is named`() throws {
      _ = try workspace.rendered("--id", "7")
      let shell = try workspace.run(
        "/bin/bash",
        ["-c", "ganbrush render --session <(cat rendered.png) --out b.png; echo status $?"])
      #expect(shell.output == "status 0\n", "\(shell.errors)")
      #expect(try workspace.bytes("b.png") == workspace.bytes("rendered.png"))
      let folder = try workspace.run("render", "--session", ".", "--out", "c.png")
      #expect(folder.status == 1)
      #expect(folder.errors == "ganbrush: '.' is a folder, expected a file\n")
      let missing = try workspace.run("render", "--session", "no.json", "--out", "c.png")
      #expect(missing.errors == "ganbrush: no file at 'no.json'\n")
    }
  }
}
