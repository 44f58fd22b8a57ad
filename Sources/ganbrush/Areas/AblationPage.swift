import Causes
import Experiments
import Files
import Reports

/// What an ablation did, as lines of a terminal.
struct AblationPage {
  let report: AblationReport
  /// Whether more than ASCII can be shown.
  let isUnicode: Bool
  /// How wide a line may be.
  let columns: Int

  /// How many single units are named.
  private static let listed = 8

  var lines: [String] {
    report.note.title.wrapped(to: columns) + [""] + curve + [""] + areas + singles
  }

  private var concept: String { "\(shown: report.note.concept)" }

  private var curve: [String] {
    guard let curve = report.curve else {
      return "no picture has \(concept), so that none of it can go".wrapped(to: columns)
    }
    let rows = curve.points.map { point in
      [
        "\(point.units)",
        "\(percent(point.ranked.removal)) \(plusMinus) "
          + (point.ranked.interval.map(percent) ?? "–"),
        point.randomRemoval.map(percent) ?? "",
        point.randomRange.map { "\(percent($0.lowerBound)) to \(percent($0.upperBound))" } ?? "",
      ]
    }
    let sets = curve.points.first?.random.count ?? 0
    let head = [
      "units", "\(concept) removed", "random", sets > 1 ? "least to most of \(sets)" : "",
    ]
    return TextTable([head] + rows).lines(columns) + [""]
      + CurvePlot(curve: curve, isUnicode: isUnicode, columns: columns).lines
  }

  private var areas: [String] {
    guard let last = report.steps.last else { return [] }
    let rows = report.shownConcepts.map { concept in
      [
        "\(shown: report.areas[concept].name)", percent(report.areas[concept].share),
        last.changes[concept].map(words) ?? "",
      ]
    }
    return TextTable([["concept", "of all pixels", "change without \(last.units) units"]] + rows)
      .lines(columns)
  }

  private var singles: [String] {
    guard let singles = report.singles else { return [] }
    let found = singles.compactMap { single in
      single.changes[report.concept].map { (unit: single.unit, change: $0) }
    }.sorted { ($0.change.share, $0.unit) < ($1.change.share, $1.unit) }.prefix(Self.listed)
    let rows = found.map { ["\($0.unit)", words($0.change)] }
    return [""] + TextTable([["alone", "change of \(concept)"]] + rows).lines(columns)
  }

  private var plusMinus: String { isUnicode ? "±" : "+-" }

  private func percent(_ share: Double) -> String { "\((100 * share).decimals(1)) %" }

  private func words(_ change: RelativeChange) -> String {
    isUnicode ? change.percent : change.percent.replacing("±", with: "+-")
  }
}
