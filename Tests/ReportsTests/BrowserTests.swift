import Dissection
import Foundation
import Pictures
import Reports
import TestSupport
import Testing
import Units

/// The page of a report in a real browser.
@Suite(.enabled(if: Browser.program != nil, "chromium is missing"), .serialized)
final class BrowserTests {
  private let root: URL
  private var page: URL { root.appending(path: "out/report.html") }

  init() throws {
    root = FileManager.default.temporaryDirectory.appending(path: "browser-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: root) }

  private func write(_ report: DissectionReport, strips: Bool = true) throws {
    let folder = ReportFolder(root.appending(path: "out").path, report)
    try folder.write()
    let strip = Picture(width: 520, height: 100) { x, y in Pixel(UInt8(x / 3), UInt8(y), 99) }
    for layer in report.layers { try folder.writeStrips(of: layer) { _ in strips ? strip : nil } }
  }

  /// The rows that a person sees, by layer and unit, in their order.
  private func rows(_ document: String) -> [String] {
    document.matches(of: /<tr id="unit-(\d+-\d+)"([^>]*)>/).filter {
      !$0.output.2.contains("hidden")
    }.map { String($0.output.1) }
  }

  private func rows(at fragment: String) throws -> [String] {
    rows(try Browser.document(of: page, fragment, in: root))
  }

  /// What a person does on the page, as a script that is added to it.
  private func document(after actions: String) throws -> String {
    let driven = page.deletingLastPathComponent().appending(path: "driven.html")
    let text = try String(contentsOf: page, encoding: .utf8)
    try Data(text.replacing("</html>", with: "<script>\(actions)</script></html>").utf8)
      .write(to: driven)
    return try Browser.document(of: driven, in: root)
  }

  @Test func `an address sorts and filters the table`() throws {
    let report = DissectionReport.sample()
    try write(report)
    let units = report.layers.indices.flatMap { layer in
      report.layers[layer].units.map { (name: "\(layer)-\($0.unit)", unit: $0, layer: layer) }
    }
    let best = units.sorted {
      ($1.unit.iou, $0.layer, $0.unit.unit) < ($0.unit.iou, $1.layer, $1.unit.unit)
    }
    #expect(try rows(at: "") == best.map(\.name))
    #expect(
      try rows(at: "layer=1&matching=1&sort=unit&order=ascending")
        == units.filter { $0.layer == 1 && $0.unit.matches }.map(\.name))
    #expect(
      try rows(at: "concept=2&sort=level&order=descending") == ["0-10", "1-10", "0-2", "1-2"])
    #expect(try rows(at: "text=layer4:1+DOOR") == ["1-10"])
    #expect(
      try rows(at: "chance=1&sort=unit&order=ascending&layer=0")
        == units.filter { $0.layer == 0 && $0.unit.isAboveChance }.map(\.name))
  }

  @Test func `heads sort, fields filter, and links of the charts lead to their units`() throws {
    try write(.sample())
    let sorted = try document(
      after: """
        const click = name => document.querySelector(`[data-column=${name}] button`).click();
        click("level"); click("level");
        const form = document.forms[0];
        form.text.value = "roof";
        form.dispatchEvent(new Event("input", { bubbles: true }));
        """)
    #expect(rows(sorted) == ["0-4", "1-4"])
    #expect(sorted.contains("<output>2 of 24 units</output>"))
    #expect(sorted.contains(/data-column="level"[^>]*aria-sort="ascending"/))

    let linked = try document(
      after: "document.querySelector('#charts-1 svg a').dispatchEvent(new MouseEvent('click'));")
    #expect(rows(linked) == ["1-2", "1-10"])
    let shown = try document(
      after: """
        location.hash = "text=roof";
        setTimeout(() => document.querySelector('.peak a').click(), 100);
        """)
    #expect(rows(shown).count == 24)
  }

  @Test func `strips that are there are shown, and missing ones leave no broken picture`() throws {
    try write(.sample(layers: [("a/b c%", 8, 3)]))
    #expect(try Browser.document(of: page, in: root).matches(of: /<img\s/).count == 3)
    try FileManager.default.removeItem(at: root.appending(path: "out"))
    try write(.sample(layers: [("a/b c%", 8, 3)]), strips: false)
    #expect(try Browser.document(of: page, in: root).matches(of: /<img\s/).isEmpty)
  }

  @Test func `hostile names run nothing`() throws {
    let name = "</script></style><img src=x onerror=\"document.title='bad'\"><script>x()</script>"
    try write(
      .sample(
        layers: [(name, 8, 2)], concepts: [.init(name: name, category: name, area: 0.02)],
        confidence: 0.3, skipped: [.init(name: name, reason: name)], model: name))
    let document = try Browser.document(of: page, in: root)
    #expect(!document.contains("<title>bad"))
    #expect(document.matches(of: /<script>/).count == 1)
    #expect(rows(document) == ["0-0", "0-1"])
  }

  @Test func `3,000 units are sorted and filtered, and shown as somebody scrolls`() throws {
    try write(.sample(layers: [("layer4", 8, 1500), ("layer5", 16, 1500)]), strips: false)
    let document = try Browser.document(
      of: page, "sort=level&order=descending&layer=1", in: root)
    let shown = rows(document)
    let all = (0..<1500).reversed().map { "1-\($0)" }
    #expect((100...500).contains(shown.count) && shown == Array(all.prefix(shown.count)))
    #expect(document.contains("<output>1500 of 3000 units</output>"))
    let printed = try self.document(after: "dispatchEvent(new Event('beforeprint'));")
    #expect(rows(printed).count == 3000)
  }
}
