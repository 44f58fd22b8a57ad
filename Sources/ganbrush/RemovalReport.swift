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

  /// What strokes of some units do.
  struct Measure: Encodable {
    let units: Int
    /// Under the strokes.
    let inside: Shares
    let outside: Shares
    /// Under strokes of the units that draw, at 0.
    let ablation: Shares
    /// Under strokes of random units.
    let control: Shares
    /// In whole pictures.
    let everywhere: Shares

    private enum CodingKeys: String, CodingKey {
      case units = "units"
      case inside = "inside"
      case outside = "outside"
      case ablation = "ablation"
      case control = "control"
      case everywhere = "everywhere"
    }

    init(_ measure: RemovalFindings.Measure) {
      units = measure.units
      inside = Shares(measure.strokes.inside)
      outside = Shares(measure.strokes.outside)
      ablation = Shares(measure.ablation.inside)
      control = Shares(measure.control.inside)
      everywhere = Shares(measure.everywhere.inside)
    }
  }

  /// A concept at a layer.
  struct Removal: Encodable {
    let layer: String
    let concept: String
    let metric: String
    let values: String
    let pictures: Int
    let measures: [Measure]

    private enum CodingKeys: String, CodingKey {
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
        layer: found.removal.layer.rawValue, concept: found.removal.concept,
        metric: found.removal.metric, values: found.removal.draw, pictures: found.pictures,
        measures: found.measures.map(Measure.init))
    }
  }

  /// A table of the shares of pixels that show the concept: a line for each concept of each layer.
  var lines: [String] {
    var rows = [["layer", "concept", "ranking", "values", "pictures", "before"]]
    for measure in removals.first?.measures ?? [] {
      rows[0] += ["\(measure.units) units", "drawing", "random", "outside", "everywhere"]
    }
    for removal in removals {
      let before = removal.measures.first?.inside.before ?? 0
      var row = [
        "\(shown: removal.layer)", "\(shown: removal.concept)", "\(shown: removal.metric)",
        removal.values, "\(removal.pictures)", before.decimals(2),
      ]
      for measure in removal.measures {
        row += [
          measure.inside.after.decimals(2), measure.ablation.after.decimals(2),
          measure.control.after.decimals(2),
          Self.change(measure.outside), Self.change(measure.everywhere),
        ]
      }
      rows.append(row)
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
