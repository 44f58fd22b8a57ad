package import Dissection

/// A dissection as a page that opens from a file, without a server: `report.html`.
///
/// Everything but the strips is in the page, and it says all without its script, which sorts and filters
/// the table of units.
package struct ReportPage: Sendable {
  let report: DissectionReport
  let comparisons: [LayerComparison]

  /// Takes what the page shows; layers without units are left out.
  package init(_ report: DissectionReport) {
    self.report = report
    layers = report.layers.filter { !$0.units.isEmpty }
    comparisons = layers.map { LayerComparison($0, report) }
  }

  let layers: [LayerReport]

  /// The file's content.
  package var html: String {
    let title = "Dissection of \(report.model.name)"
    let body = Markup.element(
      "body", [],
      [
        .element(
          "header", [],
          [
            .element("h1", [], title),
            .element("div", [("class", "columns")], [.element("section", [], summary), brief]),
          ]),
        .element("main", [], [layerSection, conceptSection, unitSection, reading]),
      ])
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      \(Markup.element("title", [], title).source)
      <style>
      \(ReportStyle.css)
      </style>
      </head>
      \(body.source)
      <script>
      \(ReportScript.javaScript)
      </script>
      </html>

      """
  }

  /// A section with a heading.
  static func section(_ id: String, _ heading: String, _ content: [Markup]) -> Markup {
    .element("section", [("id", id)], [.element("h2", [], heading)] + content)
  }

  static func paragraph(_ text: String, class name: String? = nil) -> Markup {
    .element("p", name.map { [("class", $0)] } ?? [], text)
  }

  /// Terms, and what is said of each.
  static func definitions(_ terms: [(term: [Markup], text: String)]) -> Markup {
    .element(
      "dl", [],
      terms.flatMap { [.element("dt", [], $0.term), .element("dd", [], $0.text)] })
  }

  /// The head of a column, with what its numbers mean as a tooltip.
  static func head(_ text: String, _ tooltip: String) -> Markup {
    .element("th", [("scope", "col"), ("title", tooltip)], text)
  }

  /// A table in a box that scrolls sideways where the window is narrow.
  static func table(_ attributes: [Markup.Attribute], heads: [Markup], rows: [Markup]) -> Markup {
    .element(
      "div", [("class", "wide")],
      [
        .element(
          "table", attributes,
          [
            .element("thead", [], [.element("tr", [], heads)]),
            .element("tbody", [], rows),
          ])
      ])
  }
}
