import Dissection
import Reports
import TestSupport
import Testing

@Suite struct ReportPageTests {
  @Test func `a segmenter that is unsure is a plain warning`() {
    let unsure = ReportPage(.sample(confidence: 0.41)).html
    #expect(unsure.contains("Do not trust these labels."))
    #expect(unsure.contains("sure of what it named by only 41 %; below 60 % pictures do not look"))
    for sure in [0.6, nil] {
      #expect(!ReportPage(.sample(confidence: sure)).html.contains("Do not trust"))
    }
  }

  @Test func `skipped pictures are named with their reasons`() {
    let page = ReportPage(
      .sample(skipped: [.init(name: "a<b.png", reason: "is a GIF, expected a PNG file")])
    ).html
    #expect(page.contains("<summary>1 picture was skipped</summary>"))
    #expect(page.contains("<li>a&lt;b.png: is a GIF, expected a PNG file</li>"))
    #expect(!ReportPage(.sample()).html.contains("skipped</summary>"))
  }

  @Test func `nothing is loaded but the strips, by relative addresses`() {
    let page = ReportPage(.sample()).html
    let sources = page.matches(of: /(?:src|href|url)\s*[=(]\s*["']?([^"'\s>)]*)/).map(\.output.1)
    #expect(sources.count { $0.hasPrefix("layer") } == 24)
    #expect(sources.allSatisfy { $0.hasPrefix("#") || $0.hasSuffix(".png") })
    let outside = page.matches(of: /https?:[^"]*/).map(\.output)
    #expect(outside.allSatisfy { $0 == "http://www.w3.org/2000/svg" })
  }

  @Test func `no name of a file ends an element`() {
    let name = "</script></style><img src=x onerror=alert(1)>'\""
    let page = ReportPage(
      .sample(
        layers: [(name, 8, 2)], concepts: [.init(name: name, category: name, area: 0.02)],
        skipped: [.init(name: name, reason: name)], model: name)
    ).html
    #expect(!page.contains("onerror=alert(1)>"))
    #expect(page.matches(of: /<\/script>/).count == 1 && page.matches(of: /<\/style>/).count == 1)
  }

  @Test func `a report without units is a page, too`() {
    let page = ReportPage(.sample(layers: [("layer4", 8, 0)])).html
    #expect(page.contains("0 units") && page.hasSuffix("</html>\n"))
  }
}
