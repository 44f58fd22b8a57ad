import Reports
import Testing

@Suite struct MarkupTests {
  @Test func `texts and attributes cannot end what they stand in`() {
    let hostile = "</td><script>alert('1')</script>\"&\u{1B}[2J\u{202E}\u{0}"
    let escaped =
      "&lt;/td&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot;&amp;"
      + "\\u{1B}[2J\\u{202E}\\0"
    let source = Markup.element("td", [("title", hostile)], hostile).source
    #expect(source == "<td title=\"\(escaped)\">\(escaped)</td>")
  }

  @Test func `elements are closed, and those without content close themselves`() {
    let markup = Markup.element(
      "p", [], [.element("img", [("alt", "")], []), .element("td", [], []), .text("a")])
    #expect(markup.source == "<p><img alt=\"\"/><td></td>a</p>")
  }
}
