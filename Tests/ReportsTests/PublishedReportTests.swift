import Dissection
import FoundationEssentials
import Reports
import TestSupport
import Testing
import Units

@Suite struct PublishedReportTests {
  /// What the published page reads.
  private struct File: Decodable, Equatable {
    struct Header: Decodable, Equatable {
      let name: String
      let image: String
    }

    struct Entry: Decodable, Equatable {
      let image: String
      let unit: Int
      let iou: Double
      let label: String
      let cat: String
    }

    let header: Header
    let units: [Entry]
  }

  private func file(_ report: DissectionReport) throws -> File {
    try JSONDecoder().decode(
      File.self, from: Data(PublishedReport.json(of: report.layers[0], report)))
  }

  @Test func `a layer has the published fields`() throws {
    let report = DissectionReport.sample(layers: [("layer4", 8, 4)])
    let file = try file(report)
    #expect(
      file.header
        == File.Header(name: "church 1000-latents world-segmenter", image: "concepts_99.svg"))
    #expect(file.units.count == 4)
    #expect(
      file.units[3]
        == File.Entry(
          image: "image/unit3.png", unit: 3, iou: report.layers[0].units[3].iou, label: "window",
          cat: "part"))
  }

  @Test func `scenes have no segmenter to name`() throws {
    #expect(try file(DissectionReport.sample(confidence: nil)).header.name == "church 1000-church")
  }

  @Test func `a number that JSON does not have is a text, as published`() {
    let unit = UnitReport(
      unit: 0, level: 1, active: 0.01, label: 0, ious: [.nan], chances: [0], ceilings: [0],
      means: [nil], information: nil, quantiles: [],
      histogram: .init(
        low: 0, high: 1, everywhere: [1], label: [1]), top: [])
    let layer = LayerReport(layer: "layer1", height: 4, width: 4, units: [unit])
    let report = DissectionReport.sample(concepts: [.init(name: "a", category: "b", area: 0)])
    let json = String(decoding: PublishedReport.json(of: layer, report), as: UTF8.self)
    #expect(json.contains("\"iou\":\"NaN\""))
  }
}
