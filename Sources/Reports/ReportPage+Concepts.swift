import Dissection
import Files
import Units

extension ReportPage {
  /// The best unit of each layer for each concept.
  var conceptSection: Markup {
    let order = report.concepts.indices.sorted {
      (-best($0), $0) < (-best($1), $1)
    }
    let heads =
      [
        ("concept", "What pictures show."), ("category", "What kind of thing it is."),
        ("area", "The share of all pixels that show it."),
      ]
      + layers.map { ($0.layer.rawValue, "The best unit of \($0.layer.rawValue).") }
    let furthest = comparisons.flatMap(\.peaks).reduce(0) { max($0, $1.distance) }
    return Self.section(
      "concepts", "Best unit of each concept",
      [
        Self.paragraph(
          "Each cell has the highest IoU in a layer and the unit that has it, with what chance gives "
            + "this unit, and the ceiling that the concept's area sets. The stronger the colour, the "
            + "further the IoU is above chance. Rows are dim where a concept covers less than "
            + "\((100 * InformationThreshold.leastArea).decimals(1)) % of all pixels: it hardly occurs, "
            + "so its numbers say little."),
        Self.table(
          [("class", "concepts")], heads: heads.map(Self.head),
          rows: order.map { row($0, furthest: furthest) }),
      ])
  }

  private func best(_ concept: Int) -> Double {
    comparisons.reduce(0) { max($0, $1.peaks[concept].iou) }
  }

  private func row(_ concept: Int, furthest: Double) -> Markup {
    let note = report.concepts[concept]
    return .element(
      "tr", note.area < InformationThreshold.leastArea ? [("class", "rare")] : [],
      [
        .element("th", [("scope", "row")], note.name), .element("td", [], note.category),
        .element("td", [], "\((100 * note.area).decimals(2)) %"),
      ]
        + layers.indices.map {
          cell(comparisons[$0].peaks[concept], layer: $0, furthest: furthest)
        })
  }

  private func cell(_ peak: LayerComparison.Peak, layer: Int, furthest: Double) -> Markup {
    guard peak.iou > 0 else { return .element("td", [], "–") }
    let share = furthest > 0 ? peak.distance / furthest : 0
    let isMatch = peak.iou > UnitFindings.matchingIoU && peak.distance > 0
    return .element(
      "td",
      [
        ("class", isMatch ? "peak matching" : "peak"),
        ("style", "--share: \((50 * share).decimals(0))%"),
      ],
      [
        .element("b", [], peak.iou.decimals(3)), .text(" "),
        .element("a", [("href", "#\(Self.id(peak.unit, layer: layer))")], "unit \(peak.unit)"),
        .element("small", [], "chance \(peak.chance.decimals(3))"),
        .element("small", [], "ceiling \(peak.ceiling.decimals(3))"),
      ])
  }

  /// The name of a unit's row in the page.
  static func id(_ unit: Int, layer: Int) -> String { "unit-\(layer)-\(unit)" }
}
