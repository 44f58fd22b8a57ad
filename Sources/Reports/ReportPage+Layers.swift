import Dissection
import Files
import Units

extension ReportPage {
  /// How many units of each layer match what, with the charts.
  var layerSection: Markup {
    let heads = [
      ("layer", "The layer's name in the network; it leads to its charts."),
      ("cells", "Rows and columns of the layer's feature maps."),
      ("units", "How many channels the layer has."),
      ("matching", ReportTerm.matching.brief),
      ("matching, above chance", "Those that match and exceed chance. \(ReportTerm.chance.brief)"),
      ("share", "The share of units that match."),
      ("concepts", "How many different labels the matching units have."),
      (
        "matching by information",
        "The second protocol (ICLR 2019). \(ReportTerm.information.brief)"
      ),
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
          [("class", "layers")], heads: heads.map(Self.head),
          rows: layers.indices.map(row)),
      ] + layers.indices.map(charts))
  }

  private func row(_ number: Int) -> Markup {
    let (layer, comparison) = (layers[number], comparisons[number])
    let share = 100 * Double(comparison.matching) / Double(comparison.units)
    let categories = ConceptCount.categories(comparison.matched).map {
      $0.count.counted($0.category)
    }
    let link = Markup.element("a", [("href", "#charts-\(number)")], layer.layer.rawValue)
    let cells = [
      "\(layer.height) × \(layer.width)", "\(comparison.units)", "\(comparison.matching)",
      "\(comparison.matchingAboveChance)", "\(share.decimals(0)) %",
      categories.isEmpty ? "–" : categories.joined(separator: ", "),
      "\(comparison.matchingByInformation)",
    ]
    return .element(
      "tr", [],
      [.element("th", [("scope", "row")], [link])] + cells.map { .element("td", [], $0) })
  }

  private func charts(_ number: Int) -> Markup {
    let layer = layers[number]
    let graph = ConceptChart.drawing(of: layer, report, scale: 1.5) {
      "#layer=\(number)&concept=\($0.concept)&matching=1&sort=iou&order=descending"
    }
    return .element(
      "article", [("id", "charts-\(number)")],
      [
        .element("h3", [], layer.layer.rawValue),
        .element(
          "div", [("class", "charts")],
          [
            figure(graph, "Units that match each concept."),
            figure(
              ChanceChart.drawing(of: layer),
              "Bars: the IoU of each unit with its label. Line: what one shuffle in a hundred "
                + "exceeds, for the same units. Dotted: \(UnitFindings.matchingIoU)."),
          ]),
      ])
  }

  private func figure(_ chart: Markup, _ caption: String) -> Markup {
    .element("figure", [("class", "wide")], [chart, .element("figcaption", [], caption)])
  }
}
