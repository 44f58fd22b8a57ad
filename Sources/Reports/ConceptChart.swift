package import Dissection
import Files
import Units

/// How many units of a layer match which concept, as bars: the file `concepts_99.svg`.
///
/// The measures are those of the published charts (PNAS 2020, `bargraph.py`).
package enum ConceptChart {
  private static let barWidth = 12.0
  private static let gap = 3.0
  private static let barHeight = 80.0
  private static let headHeight = 20.0
  private static let leastLeft = 32.0
  private static let leastWidth = 280.0
  /// How wide a letter is on the mean, in the height of the font.
  private static let letterWidth = 0.6
  private static let nameLimit = 32

  /// The file's content.
  package static func svg(of layer: LayerReport, _ report: DissectionReport) -> String {
    drawing(of: layer, report) { _ in nil }.source + "\n"
  }

  /// Draws the chart.
  ///
  /// - Parameters:
  ///   - layer: The layer.
  ///   - report: The dissection that it belongs to.
  ///   - scale: How much larger it is shown than published charts are.
  ///   - link: Where a bar leads to.
  /// - Returns: An `svg` element.
  static func drawing(
    of layer: LayerReport, _ report: DissectionReport, scale: Double = 1,
    link: (ConceptCount) -> String?
  ) -> Markup {
    let counts = ConceptCount.counts(of: layer, report.concepts)
    let names = counts.map { $0.name.shown(limit: nameLimit) }
    // A name hangs down to the left of its bar at 45 degrees.
    let reaches = names.map { Double($0.count) * letterWidth * barWidth * 0.71 }
    let left = zip(reaches, counts.indices).reduce(leastLeft) { left, name in
      max(left, name.0 - Double(name.1) * (barWidth + gap))
    }
    let (top, bottom) = (headHeight, headHeight + barHeight)
    let most = counts.map(\.units).max() ?? 0
    let axis = LinearScale(from: 0...Double(max(most, 1)), to: (bottom, top))
    var content = [head(counts)] + backgrounds(counts, left: left)
    for ((number, count), name) in zip(counts.enumerated(), names) {
      let x = left + Double(number) * (barWidth + gap)
      let bar = bar(count, name, x: x, bottom: bottom, axis)
      content.append(link(count).map { .element("a", [("href", $0)], [bar]) } ?? bar)
    }
    content += ticks(most, left: left, axis)
    return Drawing.svg(
      width: max(leastWidth, left + Double(counts.count) * (barWidth + gap) + leastLeft),
      height: bottom + (reaches.max() ?? 0) + barWidth, scale: scale,
      title: "Units of \(layer.layer.rawValue) that match a concept", content)
  }

  private static func head(_ counts: [ConceptCount]) -> Markup {
    guard !counts.isEmpty else {
      return Drawing.word("no unit matches a concept", x: 0, y: 12)
    }
    let parts = ConceptCount.categories(counts).map { category, count in
      [
        Markup.element("tspan", [("fill", colours(of: category).bar)], "■"),
        .text(" \(count.counted(category.shown(limit: nameLimit)))\u{2003}"),
      ]
    }
    return .element("text", [("x", "0"), ("y", "12")], parts.flatMap { $0 })
  }

  private static func backgrounds(_ counts: [ConceptCount], left: Double) -> [Markup] {
    var x = left
    return ConceptCount.categories(counts).map { category, count in
      defer { x += Double(count) * (barWidth + gap) }
      return Drawing.rectangle(
        x: x, y: headHeight, width: Double(count) * (barWidth + gap) - gap, height: barHeight,
        fill: colours(of: category).background)
    }
  }

  private static func bar(
    _ count: ConceptCount, _ name: String, x: Double, bottom: Double, _ axis: LinearScale
  ) -> Markup {
    let top = axis(Double(count.units))
    return .element(
      "g", [],
      [
        .element("title", [], "\(name): \(count.units.counted("unit"))"),
        Drawing.rectangle(
          x: x, y: top, width: barWidth, height: bottom - top,
          fill: colours(of: count.category).bar),
        Drawing.turnedWord(
          name, x: x + barWidth, y: bottom + barWidth, degrees: -45, anchor: "end"),
      ])
  }

  private static func ticks(_ most: Int, left: Double, _ axis: LinearScale) -> [Markup] {
    guard most > 0 else { return [] }
    return Set([1, (most + 1) / 2, most]).sorted().map { tick in
      .element(
        "text",
        [
          ("x", (left - gap).place), ("y", axis(Double(tick)).place), ("text-anchor", "end"),
          ("dominant-baseline", "hanging"),
        ], "\(tick)")
    }
  }

  private static func colours(of category: String) -> (bar: String, background: String) {
    let known = ConceptCategory(rawValue: category)
    return (known?.colour ?? "#777777", known?.background ?? "#CCCCCC")
  }
}
