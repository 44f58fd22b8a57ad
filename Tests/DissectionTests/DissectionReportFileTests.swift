import Dissection
import Foundation
import TestSupport
import Testing

/// What a `dissection.json` from an unknown sender may say.
@Suite struct DissectionReportFileTests {
  private static let report = DissectionReport.sample(layers: [("layer4", 8, 3)])

  @Test(arguments: [0.9, nil])
  func `a file reads back as it was written`(confidence: Double?) throws {
    let report = DissectionReport.sample(confidence: confidence)
    #expect(try DissectionReport(json: report.json) == report)
  }

  /// The sample's file with the value at a path, such as `layers.0.units.2.label`, replaced.
  private func file(_ path: String, _ value: String) throws -> [UInt8] {
    let content = try JSONSerialization.jsonObject(with: Data(Self.report.json))
    let marked = try replaced(content, path.split(separator: ".").map(String.init)[...])
    let text = String(decoding: try JSONSerialization.data(withJSONObject: marked), as: UTF8.self)
    return Array(text.replacing("\"HERE\"", with: value).utf8)
  }

  private func replaced(_ content: Any, _ path: ArraySlice<String>) throws -> Any {
    guard let key = path.first else { return "HERE" }
    if var list = content as? [Any] {
      let place = try #require(Int(key))
      list[place] = try replaced(list[place], path.dropFirst())
      return list
    }
    var object = try #require(content as? [String: Any])
    object[key] = try replaced(try #require(object[key]), path.dropFirst())
    return object
  }

  @Test(arguments: [
    ("labelGrid.height", "0", "labelGrid: height is 0, expected 1 to 4096"),
    ("labelGrid.width", "9223372036854775807", "expected 1 to 4096"),
    ("confidence", "1e308", "segmenter: confidence is 1e+308, expected 0.0 to 1.0"),
    ("confidence", "-3", "segmenter: confidence is -3.0, expected 0.0 to 1.0"),
    ("concepts", "[]", "concepts: count is 0, expected 1 to 65536"),
    ("concepts.1.area", "1.5", "concept sky: area is 1.5, expected 0.0 to 1.0"),
    ("concepts.1.name", "\"tree\"", "concept 'tree' comes twice, expected once"),
    ("specimens.count", "0", "specimens.count: found 0, expected 1 to 1000000"),
    ("specimens.count", "9223372036854775807", "expected 1 to 1000000"),
    ("specimens.count", "1e30", "specimens.count: found 1e+30, expected a whole number from"),
    (
      "specimens", "{\"kind\": \"scenes\", \"seed\": 18446744073709551615, \"count\": 8}",
      "specimens.seed: found 18446744073709551615, expected 0 to 18446744073709551607 for 8 scenes"
    ),
    ("layers.0.height", "4097", "layer4: height is 4097, expected 1 to 4096"),
    ("layers.0.units.1.unit", "2", "layer4: unit is 2, expected 1"),
    ("layers.0.units.1.label", "8", "layer4, unit 1: label is 8, expected 0 to 7"),
    ("layers.0.units.1.label", "-1", "layer4, unit 1: label is -1, expected 0 to 7"),
    ("layers.0.units.1.active", "2", "layer4, unit 1: active is 2.0, expected 0.0 to 1.0"),
    ("layers.0.units.1.ious.3", "1.01", "layer4, unit 1: ious is 1.01, expected 0.0 to 1.0"),
    ("layers.0.units.1.ious", "[0.5]", "layer4, unit 1: ious has 1 numbers, expected 8"),
    ("layers.0.units.1.chances.0", "-1", "layer4, unit 1: chances is -1.0, expected 0.0 to 1.0"),
    ("layers.0.units.1.ceilings.0", "1e300", "layer4, unit 1: ceilings is 1e+300"),
    ("layers.0.units.1.means.0", "1e39", "layer4, unit 1: means is 1e+39, expected -3.4"),
    ("layers.0.units.1.level", "-1e39", "layer4, unit 1: level is -1e+39, expected -3.4"),
    ("layers.0.units.1.quantiles.12", "1e308", "layer4, unit 1: quantiles is 1e+308"),
    ("layers.0.units.1.quantiles", "[]", "layer4, unit 1: quantiles has 0 numbers, expected 13"),
    ("layers.0.units.2.information.concept", "8", "unit 2: information.concept is 8"),
    ("layers.0.units.2.information.ratio", "7", "unit 2: information.ratio is 7.0"),
    ("layers.0.units.2.information.iou", "7", "unit 2: information.iou is 7.0"),
    ("layers.0.units.2.information.level", "1e300", "unit 2: information.level is 1e+300"),
    ("layers.0.units.1.histogram.low", "3", "histogram.high is 2.5, expected 3.0 to 3.4"),
    ("layers.0.units.1.histogram.high", "1e308", "histogram.high is 1e+308"),
    (
      "layers.0.units.1.histogram.everywhere", "[]",
      "unit 1: the count of histogram.everywhere is 0, expected 1 to 256"
    ),
    ("layers.0.units.1.histogram.everywhere.0", "2", "histogram.everywhere is 2.0"),
    ("layers.0.units.1.histogram.label", "[1]", "histogram.label has 1 numbers, expected 2"),
    ("layers.0.units.1.histogram.label.1", "-0.5", "histogram.label is -0.5, expected 0.0 to 1.0"),
    ("layers.0.units.1.top.9.number", "1000", "unit 1: top.number is 1000, expected 0 to 999"),
    ("layers.0.units.1.top.9.activation", "1e300", "unit 1: top.activation is 1e+300"),
    ("specimens.count", "9", "layer4, unit 0: the count of top is 10, expected 0 to 9"),
  ])
  func `what no dissection says is refused, with what was found and expected`(
    path: String, value: String, message: String
  ) throws {
    let file = try file(path, value)
    let error = try #require(throws: DissectionReport.ReadingError.self) {
      try DissectionReport(json: file)
    }
    #expect("\(error)".contains(message), "\(error)")
  }

  @Test func `a reason of several lines is read as one`() throws {
    let read = try DissectionReport(
      json: try file("skipped", "[{\"name\": \"a\\nb\", \"reason\": \"one\\ntwo\"}]"))
    #expect(read.skipped == [.init(name: "a\nb", reason: "one\\ntwo")])
  }

  @Test func `a layer that comes twice is refused`() {
    let twice = DissectionReport.sample(layers: [("layer4", 8, 1), ("layer4", 8, 1)])
    #expect(throws: DissectionReport.ReadingError.repeated("layer", name: "layer4")) {
      try DissectionReport(json: twice.json)
    }
  }
}
