import Causes
import Experiments
import Files
import Recipes
import Units

/// What removals do, for a person and for a program.
struct RemovalReport: Encodable {
  /// The concept's share of some pixels.
  struct Shares: Encodable {
    let before: Double
    let after: Double

    private enum CodingKeys: String, CodingKey {
      case before = "before"
      case after = "after"
    }

    init(_ side: RemovalCounts.Side) { (before, after) = (side.shareBefore, side.shareAfter) }
  }

  /// What strokes, or toggles, of some units do.
  struct Measure: Encodable {
    let units: Int
    /// Under the strokes, or in whole pictures.
    let inside: Shares
    /// Elsewhere; of a toggle nothing.
    let outside: Shares
    /// The share of the pixels of other concepts that change: under the strokes, or in whole pictures.
    let disturbed: Double
    /// The concept with the units that draw, at 0.
    let ablation: Shares
    /// The concept with random units.
    let control: Shares

    private enum CodingKeys: String, CodingKey {
      case units = "units"
      case inside = "inside"
      case outside = "outside"
      case disturbed = "disturbed"
      case ablation = "ablation"
      case control = "control"
    }

    init(_ measure: RemovalFindings.Measure) {
      units = measure.units
      inside = Shares(measure.removal.inside)
      outside = Shares(measure.removal.outside)
      disturbed = measure.removal.inside.shareDisturbed
      ablation = Shares(measure.ablation.inside)
      control = Shares(measure.control.inside)
    }
  }

  /// A concept at a layer.
  struct Removal: Encodable {
    let reach: String
    let layer: String
    let concept: String
    let metric: String
    let values: String
    let pictures: Int
    let measures: [Measure]

    private enum CodingKeys: String, CodingKey {
      case reach = "reach"
      case layer = "layer"
      case concept = "concept"
      case metric = "metric"
      case values = "values"
      case pictures = "pictures"
      case measures = "measures"
    }
  }

  let removals: [Removal]

  private enum CodingKeys: String, CodingKey { case removals = "removals" }

  init(_ findings: [RemovalFindings]) {
    removals = findings.map { found in
      Removal(
        reach: found.reach.rawValue, layer: found.removal.layer.rawValue,
        concept: found.removal.concept,
        metric: found.removal.metric, values: found.removal.draw, pictures: found.pictures,
        measures: found.measures.map(Measure.init))
    }
  }

  /// Tables of the shares of pixels that show the concept: one of strokes and one of toggles, with a line for each
  /// concept of each layer.
  var lines: [String] {
    let strokes = removals.filter { $0.reach == RemovalReach.strokes.rawValue }
    let toggles = removals.filter { $0.reach == RemovalReach.everywhere.rawValue }
    return table(of: strokes, "under strokes", "outside") { Self.change($0.outside) }
      + (strokes.isEmpty || toggles.isEmpty ? [] : [""])
      + table(of: toggles, "everywhere", "others") { "\((100 * $0.disturbed).decimals(1)) %" }
  }

  private func table(
    of removals: [Removal], _ title: String, _ elsewhere: String, side: (Measure) -> String
  ) -> [String] {
    guard let most = removals.map(\.measures.count).max() else { return [] }
    var rows = [["layer", "concept", "ranking", "values", "pictures", title]]
    for _ in 0..<most { rows[0] += ["units", "left", "drawing", "random", elsewhere] }
    for removal in removals {
      let before = removal.measures.first?.inside.before ?? 0
      var row = [
        "\(shown: removal.layer)", "\(shown: removal.concept)", "\(shown: removal.metric)",
        removal.values, "\(removal.pictures)", before.decimals(2),
      ]
      for measure in removal.measures {
        row += [
          "\(measure.units)", measure.inside.after.decimals(2), measure.ablation.after.decimals(2),
          measure.control.after.decimals(2), side(measure),
        ]
      }
      rows.append(row + Array(repeating: "", count: rows[0].count - row.count))
    }
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
        .joined(separator: "  ")
    }
  }

  private static func change(_ shares: Shares) -> String {
    "\(shares.before.decimals(3))→\(shares.after.decimals(3))"
  }
}
