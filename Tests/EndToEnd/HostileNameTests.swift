import Checkpoints
import Foundation
import Painting
import Pictures
import Tensors
import TestSupport
import Testing

extension EndToEndTests {
  /// Names of files, layers and concepts that would command a terminal, through every command.
  struct HostileNameTests {
    /// Escape sequences, a bell, a one-byte CSI, a bidirectional override and a line feed.
    private static let name = "\u{1B}[2Jx\u{7}\u{9B}1m\u{202E}y\nz"

    private let workspace: Workspace
    private let assets: String

    /// Puts a generator, a segmenter, a classifier, recipes, a picture and sessions under such names.
    init() throws {
      workspace = try Workspace()
      assets = workspace.path("assets \(Self.name)")
      let models = "\(assets)/Models"
      for (kind, network) in [
        ("generator", "dcgan"), ("segmenter", "segmenter"), ("classifier", "vgg"),
      ] {
        let folder = "\(models)/\(Self.name) \(kind)"
        try FileManager.default.createDirectory(
          atPath: folder, withIntermediateDirectories: true)
        try FileManager.default.copyItem(
          atPath: Workspace.network(network), toPath: "\(folder)/\(kind).safetensors")
        // One of the same kind that cannot be used.
        let broken = "\(models)/broken \(Self.name) \(kind)"
        try FileManager.default.createDirectory(
          atPath: broken, withIntermediateDirectories: true)
        try Data("no tensors".utf8).write(to: URL(filePath: "\(broken)/\(kind).safetensors"))
      }
      let checkpoint = try Checkpoint(contentsOf: Workspace.network("dcgan"))
      var tensors: [String: Tensor] = [:]
      for entry in checkpoint.entries where entry.storage != .int64 {
        tensors["\(Self.name)\(entry.name)"] = try checkpoint.tensor(entry.name)
      }
      var bytes: [UInt8] = []
      try SafetensorsWriter(Checkpoint(tensors), isHalf: false).write { bytes += $0 }
      try workspace.write(bytes, to: "\(Self.name).safetensors")
      try FileManager.default.createDirectory(
        atPath: "\(assets)/Recipes", withIntermediateDirectories: true)
      let escaped = String(decoding: try JSONEncoder().encode(Self.name), as: UTF8.self)
      let recipes = """
        {"format": "ganbrush recipes", "version": 1, "model": \(escaped),
         "layers": [{"layer": "main.5", "units": 12, "recipes": [
           {"concept": \(escaped), "metric": \(escaped), "units": [1], "draws": {\(escaped): [1]},
            "draw": \(escaped)}]}]}
        """
      let file = URL(filePath: assets).appending(path: "Recipes/\(Self.name).json")
      try Data(recipes.utf8).write(to: file)
      try Data("{\(escaped): 1}".utf8)
        .write(to: file.deletingLastPathComponent().appending(path: "broken\(Self.name).json"))
      _ = try workspace.draw("\(Self.name).png", width: 32, height: 32)
      try workspace.write(
        "[{\"ablations\": [{\"layer\": \(escaped), \"unit\": 1}]}]", to: "layer.json")
      try workspace.write("[{\"mask\": {\(escaped): 1}}]", to: "key.json")
      workspace.environment["GANBRUSH_ASSETS"] = assets
    }

    private func generator() -> String { "\(Self.name) generator" }

    /// Every command that names a file, a layer or a concept.
    private var commands: [[String]] {
      let name = Self.name
      let (picture, model, file) = ("\(name).png", generator(), "\(name).safetensors")
      return [
        ["models"], ["doctor"], ["models", "inspect", model], ["models", "inspect", file],
        ["models", "inspect", file, "--tensors"],
        ["models", "inspect", model, "--recipes", name], ["models", "inspect", name],
        ["models", "inspect", "\(name) segmenter"],
        ["models", "inspect", "broken \(name) generator"],
        ["models", "convert", file, "a\(file)"], ["models", "convert", name, "b\(file)"],
        ["models", "run", model, "--input", file, "--out", "c"],
        ["models", "run", model, "--input", name, "--out", "c"],
        ["bench", "--model", file, "--rounds", "1"], ["bench", "--model", file, "--plan"],
        ["bench", "--model", "\(name) classifier", "--rounds", "1"], ["bench", "--model", name],
        ["segment", picture, "--model", "\(name) segmenter"],
        ["segment", picture, "--model", "broken \(name) segmenter"],
        ["segment", name, "--model", "\(name) segmenter"],
        ["segment", picture, "--model", name], ["classify", picture, "--model", name],
        ["classify", picture, "--model", "\(name) classifier"],
        ["classify", name, "--model", "\(name) classifier"],
        ["render", "--model", model, "--out", "a\(picture)"],
        ["render", "--model", model, "--out", "\(name)/a.png"],
        ["render", "--model", name, "--out", "a.png"],
        ["render", "--model", model, "--recipes", "no\(name)", "--out", "a.png"],
        ["render", "--model", model, "--recipes", picture, "--out", "a.png"],
        ["render", "--model", model, "--layer", name, "--out", "a.png"],
        ["render", "--model", file, "--layer", name, "--out", "a.png"],
        ["render", "--model", model, "--session", picture, "--out", "a.png"],
        ["render", "--model", model, "--session", name, "--out", "a.png"],
        ["render", "--model", model, "--strokes", picture, "--out", "a.png"],
        ["render", "--model", model, "--strokes", "layer.json", "--out", "a.png"],
        ["render", "--model", model, "--strokes", "key.json", "--out", "a.png"],
        ["show", picture], ["scenes", "--count", "1", "--sheet", "\(name)/a.png"],
      ]
    }

    @Test func `no name reaches the terminal as a command`() throws {
      var shown = 0
      for command in commands {
        let outcome = try workspace.run(command)
        #expect([0, 1, 2].contains(outcome.status), "\(command): \(outcome.errors)")
        let text = outcome.output + outcome.errors
        #expect(!text.hasRawControls, "\(command): \(text.debugDescription)")
        if text.contains(#"\u{1B}[2Jx"#) { shown += 1 }
      }
      #expect(shown > 25)
    }

    @Test func `names in JSON are exact`() throws {
      let picture = "\(Self.name).png"
      let outcome = try workspace.run(
        "classify", picture, "--model", "\(Self.name) classifier", "--json")
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(!outcome.output.utf8.contains(0x1B) && !outcome.output.utf8.contains(0x07))
      let report = try #require(
        try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
      #expect(report["model"] as? String == "\(Self.name) classifier")
      let pictures = try #require(report["pictures"] as? [[String: Any]])
      #expect(pictures.first?["picture"] as? String == picture)
    }
  }
}
