import Foundation
import Networks
import Painting
import Pictures
import Recipes
import Studio
import Testing
import Units

extension EndToEndTests {
  /// Standard input, JSON for programs, and what is made of a session.
  struct StreamTests {
    private let workspace: Workspace

    init() throws { workspace = try Workspace() }

    /// A picture with two strokes and a toggle, in `painted.png`.
    private func paint() throws -> SessionFile {
      let model = try Model(path: "\(Workspace.assets)/Models/church")
      let chapter = try #require(model.recipes?.layers.first)
      let grid = try #require(model.generator.layer(chapter.layer)).grid
      var session = Session(latent: Latent(id: 104), layer: chapter.layer)
      for (number, recipe) in chapter.recipes.prefix(2).enumerated() {
        var mask = Mask(grid: grid)
        mask.insert(row: 1 + 3 * number, column: 2, side: 3)
        session.strokes.append(
          Stroke(
            concept: recipe.concept, direction: .draw,
            edits: recipe.units.prefix(10).map {
              UnitEdit(layer: chapter.layer, unit: $0, value: 5)
            }, mask: mask))
      }
      session.toggles = [
        Toggle(
          .unit(layer: chapter.layer, channel: 3), .ablated, layer: chapter.layer, units: [(3, 0)])
      ]
      let file = SessionFile(model: try model.identity(), session: session)
      try workspace.write(file.json, to: "session.json")
      let outcome = try workspace.run("render", "--session", "session.json", "--out", "painted.png")
      try #require(outcome.status == 0, "\(outcome.errors)")
      return file
    }

    @Test func `a dash is standard input for pictures, sessions, strokes and recipes`() throws {
      _ = try paint()
      let recipes = "\(Workspace.assets)/Models/church/recipes.json"
      try workspace.write("[]", to: "none.json")
      for (line, other) in [
        ("segment - --json <painted.png", "segment /dev/stdin --json <painted.png"),
        ("classify - <painted.png", "classify /dev/stdin <painted.png"),
        ("render --session - --out - <painted.png", "render --session painted.png --out -"),
        ("render --session - --out - <session.json", "render --session painted.png --out -"),
        ("render --strokes - --out - <none.json", "render --strokes none.json --out -"),
        ("render --recipes - --out - <'\(recipes)'", "render --recipes '\(recipes)' --out -"),
      ] {
        let outcome = try workspace.shell("ganbrush \(line) >a && ganbrush \(other) >b && cmp a b")
        #expect(outcome.status == 0, "\(line): \(outcome.output)\(outcome.errors)")
      }
      let labels = try workspace.shell(
        "cat painted.png | ganbrush segment - --out - | ganbrush segment - --out labels.png")
      #expect(labels.status == 0 && workspace.holds("labels.png"), "\(labels.errors)")
      let closed = try workspace.shell("ganbrush segment - <&-")
      #expect(closed.status == 1 && closed.errors.contains("standard input"), "\(closed.errors)")
    }

    @Test func `pipes of every kind are read`() throws {
      _ = try paint()
      let outcome = try workspace.run(
        .bash,
        [
          "-c",
          """
          ganbrush segment painted.png --json | grep -v '"picture"' >expected
          ganbrush segment <(cat painted.png) --json | grep -v '"picture"' | cmp - expected || exit 3
          mkfifo pipe; cat painted.png >pipe & ganbrush segment pipe --json | grep -v '"picture"' \
            | cmp - expected || exit 4
          ganbrush render --session <(cat session.json) --out a.png && cmp a.png painted.png || exit 5
          ganbrush render --session <(cat painted.png) --strokes <(echo '[]') --out b.png || exit 6
          cmp b.png painted.png
          """,
        ])
      #expect(outcome.status == 0, "\(outcome)")
    }

    @Test func `a series has the edits of a session in each picture`() throws {
      let file = try paint()
      let outcome = try workspace.run(
        "render", "--session", "painted.png", "--ids", "104,7", "--out", "all")
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(try workspace.bytes("all/church-id104.png") == workspace.bytes("painted.png"))
      let other = try SessionFile(path: workspace.path("all/church-id7.png"))
      #expect(other.session.latent == Latent(id: 7))
      #expect(other.session.strokes == file.session.strokes)
      #expect(other.session.toggles == file.session.toggles)
      #expect(try workspace.picture("all/church-id7.png") != workspace.rendered("--id", "7"))
    }

    @Test func `a time lapse ends with the picture and carries the session`() throws {
      let file = try paint()
      let outcome = try workspace.run(
        "render", "--session", "painted.png", "--scale", "2", "--timelapse", "t.png",
        "--before-after", "b.png")
      #expect(outcome.status == 0 && outcome.output.isEmpty, "\(outcome.errors)")
      let bytes = try workspace.bytes("t.png")
      #expect(try SessionFile(bytes: bytes) == file)
      // One frame before all edits, one for the toggle, one for each stroke.
      #expect(bytes.indices.count { bytes[$0...].starts(with: Array("fcTL".utf8)) } == 4)
      let painted = try workspace.picture("painted.png")
      let difference = try PNG.decode(bytes).difference(to: painted.enlarged(by: 2)) { _, _ in true
      }
      #expect(difference.largest <= 1)
      let plain = try workspace.rendered("--id", "104")
      #expect(
        try workspace.picture("b.png")
          == ContactSheet.picture(of: [plain, painted]).enlarged(by: 2))
      #expect(try SessionFile(path: workspace.path("b.png")) == file)
    }

    // MARK: JSON

    private func object(_ arguments: String...) throws -> [String: Any] {
      let outcome = try workspace.run(arguments)
      try #require(outcome.status == 0, "\(outcome.errors)")
      return try #require(
        JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    }

    @Test func `models, a checkpoint and the machine are told to programs`() throws {
      let models = try #require(try object("models", "--json")["models"] as? [[String: Any]])
      let church = try #require(models.first { $0["name"] as? String == "church" })
      #expect(church["kind"] as? String == "generator" && church["default"] as? Bool == true)
      #expect(church["width"] as? Int == 128)
      #expect(Set(models.compactMap { $0["kind"] as? String }).count == 3)

      let inspected = try object("models", "inspect", "church", "--json")
      let layers = try #require(inspected["layers"] as? [[String: Any]])
      #expect(layers.first?["name"] as? String == "layer1")
      #expect(layers.contains { ($0["concepts"] as? [String])?.contains("tree") == true })
      #expect((inspected["sha256"] as? String)?.count == 64 && inspected["tensors"] == nil)
      let segmenter = try object("models", "inspect", "world-segmenter", "--json", "--tensors")
      #expect((segmenter["names"] as? [String])?.contains("sky") == true)
      #expect((segmenter["tensors"] as? [Any])?.isEmpty == false)

      let doctor = try object("doctor", "--json")
      let terminal = try #require(doctor["terminal"] as? [String: Any])
      #expect(terminal["pictures"] == nil && (terminal["findings"] as? [Any])?.isEmpty == false)
      #expect((doctor["models"] as? [[String: Any]])?.first?["loads_in_ms"] is Int)
    }
  }
}
