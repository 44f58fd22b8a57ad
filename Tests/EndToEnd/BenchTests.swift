import Foundation
import Networks
import Painting
import Tensors
import Testing
import Units

extension EndToEndTests {
  /// `ganbrush bench`: what it reports, not how fast anything is.
  struct BenchTests {
    private let workspace: Workspace
    private let generator: Generator

    init() throws {
      workspace = try Workspace()
      generator = try Model(path: "\(Workspace.assets)/Models/church").generator
    }

    @Test
    func `a benchmark is one JSON object of positive numbers`() throws {
      let outcome = try workspace.run("bench", "--json", "--rounds", "1", "--threads", "1")
      #expect(outcome.status == 0 && outcome.errors.isEmpty)
      let report = try #require(
        try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
      #expect(report["model"] as? String == "church")
      #expect(report["threads"] as? Int == 1)
      #expect(report["processor"] as? String == ProcessorLevel.available.last?.rawValue)
      for key in [
        "full_render_ms", "batch16_images_per_s", "executed_gflop", "reached_gflops",
        "sgemm_peak_gflops", "peak_memory_mb", "batch16_peak_memory_mb",
      ] {
        #expect(try #require(report[key] as? Double, "\(key)") > 0, "\(key)")
      }
      #expect(report["page_faults_per_render"] is Double)
      let layers = Set(generator.layers.map(\.name.rawValue))
      let canvases = Set(generator.layers.dropLast().map(\.name.rawValue))
      for (key, names) in [
        ("layer_ms", layers), ("stroke_ms", canvases), ("stroke_3x3_ms", canvases),
        ("stroke_gflop", canvases),
      ] {
        let values = try #require(report[key] as? [String: Double], "\(key)")
        #expect(Set(values.keys) == names)
        #expect(values.values.allSatisfy { $0 > 0 }, "\(key)")
      }
    }

    @Test
    func `the table has a row a layer`() throws {
      let outcome = try workspace.run("bench", "--rounds", "1")
      #expect(outcome.status == 0 && outcome.errors.isEmpty)
      for layer in generator.layers {
        #expect(outcome.output.contains("\n\(layer.name) "), "\(outcome.output)")
      }
      for word in ["full render", "GFLOPS", "images a second", "memory"] {
        #expect(outcome.output.contains(word))
      }
    }

    @Test
    func `the plan names the algorithm of each layer`() throws {
      let outcome = try workspace.run("bench", "--plan")
      #expect(outcome.status == 0 && outcome.errors.isEmpty)
      let rows = outcome.output.split(separator: "\n").dropFirst()
      for (row, layer) in zip(rows, generator.plan) {
        #expect(row.hasPrefix("\(layer.layer.name) ") && row.hasSuffix("  \(layer.scheme)"))
      }
      #expect(rows.count == generator.plan.count + 1)
    }
  }
}
