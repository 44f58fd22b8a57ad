import Checkpoints
import Dissection
import Foundation
import Networks
import Painting
import Pictures
import Tensors
import TestSupport
import Testing
import Units

extension EndToEndTests {
  /// `unit`, with a dissection of the shipped church that is made by hand.
  struct UnitTests {
    private let workspace: Workspace
    private let generator: Generator
    private let hash: String

    private static let checkpoint = "\(Workspace.assets)/Models/church/generator.safetensors"
    private static let layer: LayerName = "layer4"
    private static let top = [7, 2, 9, 4, 0, 5]

    init() throws {
      workspace = try Workspace()
      workspace.environment["XDG_CACHE_HOME"] = workspace.path("cache")
      let checkpoint = try Checkpoint(contentsOf: Self.checkpoint)
      generator = try Generator(checkpoint)
      hash = try checkpoint.digest().hexadecimal
    }

    /// Unit 119 is a tree; all others are like the sky a little, unit 7 enough to match it by chance.
    private func unit(_ number: Int) -> UnitReport {
      let isTree = number == 119
      let bins = (0..<24).map { $0 == 0 ? 0.77 : 0.01 }
      let labelled = (0..<24).map { $0 == 23 ? 0.77 : 0.01 }
      return UnitReport(
        unit: number, level: isTree ? 0.25 : 1.5, active: 0.01, label: isTree ? 1 : 0,
        ious: isTree ? [0.021, 0.213, 0.034] : [number == 7 ? 0.045 : 0.03, 0.02, 0.01],
        chances: isTree ? [0.05, 0.041, 0.001] : [0.05, 0.04, 0.001],
        ceilings: [0.06, 0.25, 0.34], means: [0.1, 1.9, nil],
        information: isTree
          ? .init(concept: 1, ratio: 0.123, level: 0.2, iou: 0.301) : nil,
        quantiles: UnitReport.quantileProbabilities.map { 3 * $0 },
        histogram: .init(low: -0.5, high: 2.5, everywhere: bins, label: labelled),
        top: Self.top.map { .init(number: $0, activation: 3) })
    }

    private func report(hash: String, layer: LayerName = UnitTests.layer) -> DissectionReport {
      DissectionReport(
        model: .init(name: "church", hash: hash, title: "Progressive GAN"),
        segmenter: .init(name: "world-segmenter", hash: "0", title: "U-Net"),
        specimens: .latents(count: 10), skipped: [], confidence: 0.93,
        labelGrid: .init(Grid(height: 64, width: 64)),
        concepts: [("sky", 0.33), ("tree", 0.04), ("door", 0.002)].map {
          .init(name: $0.0, category: "object", area: $0.1)
        },
        layers: [.init(layer: layer, height: 8, width: 8, units: (0..<128).map(unit))])
    }

    @Test func `names of a dissection cannot command a terminal`() throws {
      let hostile = "x\u{1B}[2J\u{9B}1m\u{202E}\ny"
      let plain = report(hash: hash)
      let named = DissectionReport(
        model: .init(name: hostile, hash: hash, title: hostile),
        segmenter: .init(name: hostile, hash: hostile, title: hostile),
        specimens: .scenes(category: hostile, seed: 1, count: 10), skipped: [], confidence: nil,
        labelGrid: plain.labelGrid,
        concepts: plain.concepts.map {
          .init(name: hostile + $0.name, category: hostile, area: 0.1)
        },
        layers: plain.layers)
      try write(named, in: "run")
      for name in ["layer4", "layer4:119", "layer9", "layer4:500"] {
        let outcome = try workspace.run("unit", "church", name, "--run", "run")
        let text = outcome.output + outcome.errors
        #expect(!text.isEmpty && !text.hasRawControls, "\(text.debugDescription)")
      }
    }

    private func write(_ report: DissectionReport, in folder: String) throws {
      try FileManager.default.createDirectory(
        atPath: workspace.path(folder), withIntermediateDirectories: true)
      try workspace.write(report.json, to: "\(folder)/dissection.json")
    }

    /// A folder with church's generator and nothing else.
    private func linkGenerator(in folder: String) throws {
      try FileManager.default.createDirectory(
        atPath: workspace.path(folder), withIntermediateDirectories: true)
      try FileManager.default.createSymbolicLink(
        atPath: workspace.path("\(folder)/generator.safetensors"),
        withDestinationPath: Self.checkpoint)
    }

    /// The strip of the unit's five top pictures, each made by itself.
    private func strip(side: Int) throws -> Picture {
      let pictures = try Self.top.prefix(5).map { id in
        let rendering = try #require(
          try generator.render(
            Latent(id: id).values(count: generator.latentSize), retaining: [Self.layer]))
        let features = try #require(rendering.retained[Self.layer])
        return ActivatedPicture(
          Picture(rendering.picture), features: Array(features.elements[119 * 64..<120 * 64]),
          grid: Grid(height: 8, width: 8))
      }
      return UnitStrip.drawn(pictures, above: 0.25, side: side)
    }

    @Test func `a unit's page says what it is`() throws {
      try write(report(hash: hash), in: "run")
      let outcome = try workspace.run("unit", "church", "layer4:119", "--run", "run")
      #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
      #expect(
        outcome.output == """
          church layer4:119  tree (object)
            IoU         0.213 with tree, above chance (0.041); at most 0.250 possible
            matches     tree by IoU above 0.04 (PNAS 2020)
                        tree by IoU above 0.05, information above 0.01 (ICLR 2019)
            information ratio 0.123 with tree at level 0.2, where their IoU is 0.301
            level       0.25, which 1 % of pixels exceed
            next best   door 0.034, sky 0.021
            seen in     10 pictures by id, labels by world-segmenter, confidence 0.93

            share of pixels by activation
                      everywhere                    where tree is
                77 % ┤█                            ┤                       █
                     ┤█                            ┤                       █
                     ┤█                            ┤                       █
                     ┤█                            ┤                       █
                     ┤█                            ┤                       █
                     ┤█▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁     ┤▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁█
                 0 % ┼────────────────────────     ┼────────────────────────
                            ▲ level 0.25                  ▲ level 0.25
                      -0.5                 2.5      -0.5                 2.5

          """)
      #expect(outcome.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }

    @Test func `a locale without UTF-8 gets ASCII`() throws {
      try write(report(hash: hash), in: "run")
      workspace.environment["LANG"] = "C"
      let outcome = try workspace.run("unit", "church", "layer4:119", "--run", "run")
      #expect(outcome.status == 0)
      #expect(outcome.output.allSatisfy(\.isASCII) && outcome.output.contains("77 % |#"))
    }

    @Test func `a layer's units are listed, the best first`() throws {
      try write(report(hash: hash), in: "run")
      let outcome = try workspace.run("unit", "church", "layer4", "--run", "run")
      let lines = outcome.output.split(separator: "\n").map(String.init)
      #expect(lines.count == 130)
      #expect(lines[0] == "church layer4  2 of 128 units match, 1 above chance")
      #expect(lines[1].split(separator: " ").prefix(3) == ["unit", "label", "IoU"])
      #expect(lines[2].split(separator: " ") == ["119", "tree", "0.213", "yes", "0.041", "0.250"])
      #expect(
        lines[3].split(separator: " ") == ["7", "sky", "0.045", "at", "chance", "0.050", "0.060"])
      #expect(lines[4].split(separator: " ") == ["0", "sky", "0.030", "0.050", "0.060"])
    }

    @Test func `a unit that matches but does not exceed chance says so`() throws {
      try write(report(hash: hash), in: "run")
      let outcome = try workspace.run("unit", "church", "layer4:7", "--run", "run")
      #expect(outcome.output.contains("0.045 with sky, not above chance (0.050); at most 0.060"))
      #expect(outcome.output.contains("sky by IoU above 0.04, but not above chance (PNAS 2020)"))
      #expect(outcome.output.contains("nothing by IoU above 0.05, information above 0.01"))
    }

    @Test(arguments: [20, 26, 40, 70, 80])
    func `a page and a list are no wider than the terminal`(columns: Int) throws {
      try write(report(hash: hash), in: "run")
      for arguments in ["layer4", "layer4:119 --out strip.png"] {
        let terminal = try PseudoTerminal(.init())
        defer { terminal.stop() }
        let program = try terminal.start(
          line:
            "stty cols \(columns); exec \(Workspace.program) unit church \(arguments) --run run",
          in: workspace)
        #expect(try program.end() == 0)
        let isPage = arguments.contains("119")
        try eventually("the whole text") {
          terminal.text.matches(of: isPage ? /-0\.5/ : #/ 127 /#).count >= (isPage ? 2 : 1)
        }
        let lines = terminal.text.split(separator: "\r\n")
        #expect(lines.allSatisfy { $0.count <= columns }, "\(lines.joined(separator: "\n"))")
        let words = isPage ? ["0.041", " % ┤", "2.5", "▲"] : ["IoU"]
        for word in words + ["tree", "0.213"] { #expect(terminal.text.contains(word), "\(word)") }
      }
    }

    @Test func `the top pictures are written with the region outlined`() throws {
      try write(report(hash: hash), in: "run")
      let outcome = try workspace.run(
        "unit", "church", "layer4:119", "--run", "run", "--out", "strip.png")
      #expect(outcome.status == 0, "\(outcome.errors)")
      let expected = try strip(side: 100)
      let found = try workspace.picture("strip.png")
      #expect((found.width, found.height) == (520, 100))
      // Pictures that are made together are rounded in another order.
      #expect(found.difference(to: expected) { _, _ in true }.mean < 0.01)
      let yellow = (0..<found.width).count { x in
        (0..<found.height).contains { found[x, $0] == Pixel(255, 255, 0) }
      }
      #expect(yellow > 20, "\(yellow) columns with an outline")
    }

    @Test func `JSON has the unit with the names of its concepts`() throws {
      try write(report(hash: hash), in: "run")
      let outcome = try workspace.run("unit", "church", "layer4:119", "--run", "run", "--json")
      struct Answer: Decodable {
        let model: DissectionReport.NetworkNote
        let layer: LayerName
        let concepts: [DissectionReport.ConceptNote]
        let units: [UnitReport]
      }
      let answer = try JSONDecoder().decode(Answer.self, from: Data(outcome.output.utf8))
      #expect(answer.model.hash == hash && answer.layer == Self.layer)
      #expect(answer.concepts.map(\.name) == ["sky", "tree", "door"])
      #expect(answer.units == [unit(119)])
    }

    @Test func `the cache has the dissection of a model by its hash`() throws {
      try linkGenerator(in: "bare")
      let before = try workspace.run("unit", "bare", "layer4:119")
      #expect(before.status == 1)
      #expect(before.errors.contains("ganbrush dissect --model bare --out DIR"))
      try write(report(hash: hash), in: "cache/ganbrush/dissections/\(hash)")
      let outcome = try workspace.run("unit", "bare", "layer4:119")
      #expect(outcome.output.hasPrefix("church layer4:119  tree (object)\n"), "\(outcome.errors)")
    }

    @Test func `a folder's own dissection comes before the cache`() throws {
      try linkGenerator(in: "own")
      try write(report(hash: hash), in: "own")
      let outcome = try workspace.run("unit", "own", "layer4:119")
      #expect(outcome.output.hasPrefix("church layer4:119  tree (object)\n"), "\(outcome.errors)")
    }

    @Test(arguments: [
      ("layer5:1", "no layer 'layer5', expected one of layer4"),
      ("layer4:128", "no unit 128 in layer4, expected 0 to 127"),
    ])
    func `what the dissection does not have is refused with what it has`(
      name: String, message: String
    ) throws {
      try write(report(hash: hash), in: "run")
      let outcome = try workspace.run("unit", "church", name, "--run", "run")
      #expect(outcome.status == 2)
      #expect(outcome.errors.hasPrefix("ganbrush: \(message)"), "\(outcome.errors)")
    }

    @Test func `the dissection of another model is refused, both named`() throws {
      try write(report(hash: String(repeating: "a", count: 64)), in: "run")
      let outcome = try workspace.run("unit", "church", "layer4:119", "--run", "run")
      #expect(outcome.status == 1)
      #expect(
        outcome.errors.contains(
          "'run' is the dissection of church (aaaaaaaa), expected church (\(hash.prefix(8)))"),
        "\(outcome.errors)")
      try write(report(hash: hash, layer: "layer9"), in: "run")
      let misfit = try workspace.run("unit", "church", "layer9:1", "--run", "run")
      #expect(misfit.status == 1 && misfit.errors.contains("run/dissection.json: "))
    }

    @Test func `a sixel terminal shows the strip below the page`() throws {
      try write(report(hash: hash), in: "run")
      let terminal = try PseudoTerminal(
        .init(answers: ["\u{1B}[?1;0;256S\u{1B}[?1;0;256S\u{1B}[?2;0;1000;1000S\u{1B}[?62;4;22c"]))
      defer { terminal.stop() }
      let program = try terminal.start(
        ["unit", "church", "layer4:119", "--run", "run"], in: workspace)
      #expect(try program.end() == 0)
      try eventually("a picture as wide as the screen, after the page") {
        let text = terminal.text
        guard let page = text.range(of: "share of pixels by activation"),
          let sixel = text.range(of: "\"1;1;792;")
        else { return false }
        return page.upperBound < sixel.lowerBound
      }
    }
  }
}
