import Dissection
import Glibc
import Units

extension ReportPage {
  /// The best unit of each layer for each concept.
  var conceptSection: Markup {
    let order = report.concepts.indices.sorted {
      (-best($0), $0) < (-best($1), $1)
    }
    let heads =
      ["concept", "category", "area"] + layers.map { $0.layer.rawValue }
    return Self.section(
      "concepts", "Best unit of each concept",
      [
        Self.paragraph(
          "Each cell has the highest IoU in a layer and the unit that has it; below them stand what "
            + "chance gives this unit and the highest IoU that is possible, given the concept's area. "
            + "The stronger the colour, the nearer the IoU is to what is possible."),
        Self.table(
          [("class", "concepts")], heads: heads.map { .element("th", [("scope", "col")], $0) },
          rows: order.map(row)),
      ])
  }

  private func best(_ concept: Int) -> Double {
    comparisons.reduce(0) { max($0, $1.peaks[concept].iou) }
  }

  private func row(_ concept: Int) -> Markup {
    let note = report.concepts[concept]
    return .element(
      "tr", [],
      [
        .element("th", [("scope", "row")], note.name), .element("td", [], note.category),
        .element("td", [], "\((100 * note.area).decimals(2)) %"),
      ] + layers.indices.map { cell(comparisons[$0].peaks[concept], layer: $0) })
  }

  private func cell(_ peak: LayerComparison.Peak, layer: Int) -> Markup {
    guard peak.iou > 0 else { return .element("td", [], "–") }
    let share = peak.ceiling > 0 ? min(1, peak.iou / peak.ceiling) : 0
    let name = peak.iou > UnitFindings.matchingIoU ? "peak matching" : "peak"
    return .element(
      "td", [("class", name), ("style", "--share: \((60 * share).decimals(0))%")],
      [
        .element("b", [], peak.iou.decimals(3)), .text(" "),
        .element("a", [("href", "#\(Self.id(peak.unit, layer: layer))")], "unit \(peak.unit)"),
        .element(
          "small", [], "\(peak.chance.decimals(3)) to \(peak.ceiling.decimals(3))"),
      ])
  }

  /// The name of a unit's row in the page.
  static func id(_ unit: Int, layer: Int) -> String { "unit-\(layer)-\(unit)" }
}
