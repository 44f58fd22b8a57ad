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

  @Test func `a unit that matches but does not exceed chance is shown as such`() {
    let page = ReportPage(.sample(layers: [("layer4", 8, 24)], chance: 0.4)).html
    #expect(page.contains("<dd>12 of 24 units match a concept, 9 of them above chance</dd>"))
    #expect(page.matches(of: /<th [^>]*>matching, above chance<\/th>/).count == 1)
    #expect(page.contains("<td>12</td><td>9</td><td>50 %</td>"))
    #expect(page.matches(of: /class="matching chance"/).count == 3)
    #expect(page.matches(of: /<small>not above chance<\/small>/).count == 12)
    #expect(!page.contains("mean nothing: only"))
    let random = ReportPage(.sample(layers: [("layer4", 8, 24)], chance: 0.5)).html
    #expect(random.contains("mean nothing: only 5 of 12 matching units exceed what they reach"))
  }

  @Test func `every head says what its column means, and the explanation comes first in short`() {
    let page = ReportPage(.sample()).html
    let heads = page.matches(of: /<th scope="col"([^>]*)>/).map(\.output.1)
    #expect(heads.count == 8 + 5 + 10 && heads.allSatisfy { $0.contains(/title="[^"]{8,}"/) })
    let links = page.matches(of: /href="#(term-[a-z]+)"/).map(\.output.1)
    #expect(links.count == 5 && links.allSatisfy { page.contains("id=\"\($0)\"") })
    let first = page.firstRange(of: "In short")?.lowerBound
    let table = page.firstRange(of: "<table")?.lowerBound
    #expect(first.flatMap { first in table.map { first < $0 } } == true)
  }

  @Test
  func `the best units are coloured by their distance from chance, and rare concepts are dim`() {
    let page = ReportPage(.sample(layers: [("layer4", 8, 24)])).html
    func row(_ concept: String) -> Substring? {
      page.matches(of: /<tr(?: class="rare")?><th scope="row">.*?<\/tr>/).map(\.output).first {
        $0.contains("<th scope=\"row\">\(concept)</th>")
      }
    }
    // Door: 0.36 of at most 0.4, chance 0.024. Boat: 0.0005 of at most 0.01, chance 0.0006.
    #expect(row("door")?.contains("class=\"peak matching\" style=\"--share: 50%\"") == true)
    #expect(row("door")?.contains("chance 0.024</small><small>ceiling 0.400</small>") == true)
    #expect(row("roof")?.contains("style=\"--share: 21%\"") == true)
    #expect(row("boat")?.contains("style=\"--share: 0%\"") == true)
    #expect(row("boat")?.hasPrefix("<tr class=\"rare\">") == true)
    #expect(row("door")?.hasPrefix("<tr><th") == true)
  }

  @Test func `a reason has one line`() {
    let page = ReportPage(.sample(skipped: [.init(name: "a", reason: "is torn\nand wet")])).html
    #expect(page.contains("<li>a: is torn\\nand wet</li>"))
  }

  @Test func `a report without units is a page, too`() {
    let page = ReportPage(.sample(layers: [("layer4", 8, 0)])).html
    #expect(page.contains("0 units") && page.hasSuffix("</html>\n"))
  }
}
