import Dissection
import Foundation
import Testing

extension EndToEndTests {
  /// `dissect`, on networks whose units are known.
  struct KnownUnitsTests {
    private let workspace: Workspace

    init() throws {
      workspace = try Workspace()
      try KnownNetworks.write(
        generator: workspace.path("squares.safetensors"),
        segmenter: workspace.path("colours.safetensors"))
    }

    private func report(_ layer: String) throws -> DissectionReport {
      let outcome = try workspace.run(
        "dissect", "--model", "squares.safetensors", "--segmenter", "colours.safetensors",
        "--layer", layer, "--images", "96", "--out", "run")
      #expect(outcome.status == 0, "\(outcome.errors)")
      return try DissectionReport(json: try workspace.bytes("run/dissection.json"))
    }

    @Test func `units that draw a concept have it as their label, with an IoU of 1`() throws {
      let report = try report(KnownNetworks.layer)
      #expect(report.concepts.map(\.name) == KnownNetworks.concepts)
      let units = try #require(report.layers.first).units
      #expect(units.count == KnownNetworks.unitCount)
      #expect(units[0].label == 1 && units[1].label == 2 && units[2].label == 2)
      for unit in units.prefix(3) {
        #expect(unit.iou == 1 && unit.matches)
        // Half of the other pictures have the square, too.
        #expect(0.2...0.6 ~= unit.chance && unit.ceiling == 1)
      }
      #expect(units[0].ious[2] == 0 && units[1].ious[1] == 0)
      #expect(units[3].ious == [0, 0, 0] && !units[3].matches)
    }

    @Test func `where a coarse layer is enlarged its units still match, but less`() throws {
      let units = try #require(try report("main.5").layers.first).units
      #expect(units[0].label == 1 && units[1].label == 2)
      for unit in units.prefix(2) { #expect(0.3..<1 ~= unit.iou && unit.matches) }
      #expect(!units[3].matches)
    }
  }
}
