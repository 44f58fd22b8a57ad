import Dissection
import Files
import Units

extension ReportPage {
  /// A column of the table of units: its name in addresses, its head, whether it holds numbers, and what
  /// they mean.
  private static let columns = [
    (
      "strip", "most activating pictures", false,
      "The pictures in which the unit is most active; the region above its level is outlined."
    ),
    ("layer", "layer", false, "The layer's name in the network."),
    ("unit", "unit", true, "The channel's number in its layer."),
    ("label", "label", false, ReportTerm.label.brief),
    ("category", "category", false, "What kind of thing the label is."),
    ("iou", "IoU", true, ReportTerm.iou.brief),
    ("chance", "chance", true, ReportTerm.chance.brief),
    ("ceiling", "ceiling", true, ReportTerm.ceiling.brief),
    ("information", "information ratio", true, ReportTerm.information.brief),
    ("level", "level", true, ReportTerm.level.brief),
  ]
  /// The longest name of a layer that is kept on one line, in letters.
  private static let layerLimit = 28

  /// All units, the highest IoU first.
  var unitSection: Markup {
    let units = layers.indices.flatMap { layer in
      layers[layer].units.map { (layer: layer, unit: $0) }
    }.sorted { first, second in
      first.unit.iou != second.unit.iou
        ? first.unit.iou > second.unit.iou
        : (first.layer, first.unit.unit) < (second.layer, second.unit.unit)
    }
    let letters = layers.map { min($0.layer.rawValue.count, Self.layerLimit) }.max() ?? 0
    let heads = Self.columns.map { name, head, isNumber, tooltip in
      let order = name == "iou" ? [("aria-sort", "descending")] : []
      let printed = name == "strip" ? [] : [("data-head", head)]
      let width = name == "layer" ? [("style", "width: calc(\(max(letters, 6))ch + 1.6rem)")] : []
      return Markup.element(
        "th",
        [
          ("scope", "col"), ("title", tooltip), ("data-column", name),
          ("class", isNumber ? "number" : "text"),
        ] + order + printed + width,
        name == "strip" ? [.text(head)] : [.element("button", [("type", "button")], head)])
    }
    return Self.section(
      "units", "Units",
      [
        controls(units.count),
        Self.table([("class", "units")], heads: heads, rows: units.map(row)),
      ])
  }

  private func controls(_ count: Int) -> Markup {
    let concepts = Set(layers.flatMap { $0.units.map(\.label) }).sorted {
      report.concepts[$0].name < report.concepts[$1].name
    }
    return .element(
      "form", [("class", "controls"), ("hidden", "")],
      [
        .element(
          "label", [],
          [
            .text("Text "),
            .element(
              "input", [("type", "search"), ("name", "text"), ("autocomplete", "off")], []),
          ]),
        choice(
          "layer", "Layer ", "all layers", layers.enumerated().map { ($0, $1.layer.rawValue) }),
        choice(
          "concept", "Concept ", "all concepts", concepts.map { ($0, report.concepts[$0].name) }),
        .element(
          "label", [],
          [
            .element("input", [("type", "checkbox"), ("name", "matching")], []),
            .text(" matching only"),
          ]),
        .element(
          "label", [],
          [
            .element("input", [("type", "checkbox"), ("name", "chance")], []),
            .text(" above chance only"),
          ]),
        .element("output", [], "\(count) units"),
      ])
  }

  private func choice(
    _ name: String, _ title: String, _ all: String, _ values: [(Int, String)]
  ) -> Markup {
    let options = [Markup.element("option", [("value", "")], all)]
    return .element(
      "label", [],
      [
        .text(title),
        .element(
          "select", [("name", name)],
          options + values.map { .element("option", [("value", "\($0)")], $1) }),
      ])
  }

  private func row(_ layer: Int, _ unit: UnitReport) -> Markup {
    let name = layers[layer].layer
    let label = report.concepts[unit.label]
    let information = unit.information
    let concept = information.map { report.concepts[$0.concept].name }
    return .element(
      "tr",
      [
        ("id", Self.id(unit.unit, layer: layer)), ("data-layer", "\(layer)"),
        ("data-concept", "\(unit.label)"), ("class", Self.classes(of: unit)),
      ],
      [
        .element("td", [], strip(of: unit, in: name)),
        .element("td", [], name.rawValue),
        .element("td", [], "\(unit.unit)"),
        .element("td", [], label.name), .element("td", [], label.category),
        Self.number(unit.iou, 4, note: unit.isAboveChance ? nil : "not above chance"),
        Self.number(unit.chance, 4), Self.number(unit.ceiling, 4),
        Self.number(
          information?.ratio, 4, note: unit.label == information?.concept ? nil : concept),
        Self.number(unit.level, 3),
      ])
  }

  private static func classes(of unit: UnitReport) -> String {
    (unit.matches ? "matching" : "other") + (unit.isAboveChance ? "" : " chance")
  }

  private func strip(of unit: UnitReport, in layer: LayerName) -> [Markup] {
    guard !unit.top.isEmpty else { return [] }
    let count = min(unit.top.count, UnitStrip.count)
    return [
      .element(
        "img",
        [
          ("src", LayerSite(layer).address(of: PublishedReport.stripName(of: unit.unit))),
          ("loading", "lazy"), ("decoding", "async"), ("height", "60"),
          ("width", "\(count * 60 + (count - 1) * 3)"),
          ("alt", "the \(count) pictures that activate unit \(unit.unit) most"),
        ], [])
    ]
  }

  /// A cell with a number, and the exact one to sort by.
  private static func number(_ value: Double?, _ decimals: Int, note: String? = nil) -> Markup {
    guard let value else { return .element("td", [("data-value", "-1")], "–") }
    let text = Markup.text(value.decimals(decimals))
    return .element(
      "td", [("data-value", "\(value)")],
      note.map { [text, .element("small", [], $0)] } ?? [text])
  }
}
