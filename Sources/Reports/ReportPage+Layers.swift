import Dissection
import Units

extension ReportPage {
  /// How many units of each layer match what, with the charts.
  var layerSection: Markup {
    let heads = [
      "layer", "cells", "units", "matching", "share", "concepts", "by information",
      "above chance",
    ]
    return Self.section(
      "layers", "Layers",
      [
        Self.paragraph(
          "A unit matches a concept when its IoU is above \(UnitFindings.matchingIoU) at the top 1 % "
            + "of its activation. By information it matches when the IoU is above "
            + "\(UnitFindings.matchingInformation.iou), and the information ratio above "
            + "\(UnitFindings.matchingInformation.ratio), at the level of most information."),
        Self.table(
          [("class", "layers")], heads: heads.map { .element("th", [("scope", "col")], $0) },
          rows: layers.indices.map(row)),
      ] + layers.indices.map(charts))
  }

  private func row(_ number: Int) -> Markup {
    let (layer, comparison) = (layers[number], comparisons[number])
    let share = 100 * Double(comparison.matching) / Double(comparison.units)
    let categories = ConceptCount.categories(comparison.matched).map {
      "\($0.count) \($0.category)\($0.count == 1 ? "" : "s")"
    }
    let link = Markup.element("a", [("href", "#charts-\(number)")], layer.layer.rawValue)
    let cells = [
      "\(layer.height) × \(layer.width)", "\(comparison.units)", "\(comparison.matching)",
      "\(share.decimals(0)) %", categories.isEmpty ? "–" : categories.joined(separator: ", "),
      "\(comparison.matchingByInformation)", "\(comparison.aboveChance)",
    ]
    return .element(
      "tr", [],
      [.element("th", [("scope", "row")], [link])] + cells.map { .element("td", [], $0) })
  }

  private func charts(_ number: Int) -> Markup {
    let layer = layers[number]
    let graph = ConceptChart.drawing(of: layer, report) {
      "#layer=\(number)&concept=\($0.concept)&matching=1&sort=iou&order=descending"
    }
    return .element(
      "article", [("id", "charts-\(number)")],
      [
        .element("h3", [], layer.layer.rawValue),
        .element(
          "figure", [("class", "wide")],
          [graph, .element("figcaption", [], "Units that match each concept.")]),
        .element(
          "figure", [("class", "wide")],
          [
            ChanceChart.drawing(of: layer),
            .element(
              "figcaption", [],
              "Bars: the IoU of each unit with its label. Line: what one shuffle in a hundred "
                + "exceeds, for the same units. Dotted: \(UnitFindings.matchingIoU)."),
          ]),
      ])
  }
}
