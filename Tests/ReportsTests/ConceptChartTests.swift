import Dissection
import Foundation
import FoundationXML
import Reports
import TestSupport
import Testing

@Suite struct ConceptChartTests {
  /// What a reader of XML finds in a chart.
  private final class Chart: NSObject, XMLParserDelegate {
    private(set) var rectangles: [[String: String]] = []
    private(set) var texts: [String] = []
    private(set) var size: [String: String] = [:]
    private var text: String?

    init(_ svg: String) throws {
      super.init()
      let parser = XMLParser(data: Data(svg.utf8))
      parser.delegate = self
      try #require(parser.parse(), "\(String(describing: parser.parserError))")
    }

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      if name == "rect" { rectangles.append(attributes) }
      if name == "svg" { size = attributes }
      if name == "text" { text = "" }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text? += string }

    func parser(
      _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
      qualifiedName: String?
    ) {
      guard name == "text", let text else { return }
      texts.append(text)
      self.text = nil
    }
  }

  private func chart(_ report: DissectionReport) throws -> Chart {
    try Chart(ConceptChart.svg(of: report.layers[0], report))
  }

  private static let counts = [
    ("door", 3, "#4B4CBF"), ("tree", 1, "#4B4CBF"), ("roof", 3, "#55B05B"),
    ("brick", 2, "#50BDAC"), ("red", 3, "#F0883B"),
  ]
  private static let report = DissectionReport.sample(layers: [("layer4", 8, 24)])

  @Test func `concepts come by category, then by the number of their units`() {
    let counts = ConceptCount.counts(of: Self.report.layers[0], Self.report.concepts)
    #expect(counts.map(\.name) == Self.counts.map(\.0))
    #expect(counts.map(\.units) == Self.counts.map(\.1))
  }

  @Test func `bars have the published measures and colours`() throws {
    let chart = try chart(Self.report)
    let backgrounds = ["27 #B6B6F2", "12 #B6F2BA", "12 #A5E5DB", "12 #F2CFB6"]
    #expect(
      chart.rectangles.prefix(4).map { "\($0["width"] ?? "") \($0["fill"] ?? "")" } == backgrounds)
    #expect(chart.rectangles.prefix(4).allSatisfy { $0["height"] == "80" })
    let bars = chart.rectangles.dropFirst(4)
    #expect(bars.map { $0["fill"] } == Self.counts.map(\.2))
    #expect(bars.map { $0["height"] } == ["80", "26.67", "80", "53.33", "80"])
    let places = bars.compactMap { $0["x"].flatMap { Double($0) } }
    #expect(zip(places, places.dropFirst()).allSatisfy { abs($1 - $0 - 15) < 0.011 })
    #expect(bars.allSatisfy { $0["width"] == "12" })
  }

  @Test func `the head counts concepts, and ticks stand at 1, half and all`() throws {
    let texts = try chart(Self.report).texts
    let gap = "\u{2003}"
    #expect(
      texts.first == "■ 2 objects\(gap)■ 1 part\(gap)■ 1 material\(gap)■ 1 color\(gap)")
    #expect(texts.dropFirst() == ["door", "tree", "roof", "brick", "red", "1", "2", "3"])
  }

  @Test func `a layer that matches nothing says so`() throws {
    let report = DissectionReport.sample(
      layers: [("layer4", 8, 2)], concepts: [.init(name: "sky", category: "object", area: 0.9)])
    let chart = try chart(report)
    #expect(chart.texts == ["no unit matches a concept"] && chart.rectangles.isEmpty)
  }

  @Test func `hostile names make a chart that is still XML`() throws {
    let name = "</svg><script>&\"'\u{0}\u{1B}\u{FFFE}"
    let report = DissectionReport.sample(
      layers: [(name, 8, 1)], concepts: [.init(name: name, category: name, area: 0.02)])
    let chart = try chart(report)
    #expect(chart.texts.count == 3 && chart.texts[1].hasPrefix("</svg><script>&\"'\\0"))
  }
}
