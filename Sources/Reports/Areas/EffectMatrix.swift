import Causes
import Files
import Units

/// What ablating each unit does to each concept, as a table of coloured squares: the file `matrix.svg`.
package enum EffectMatrix {
  private static let side = 14.0
  private static let left = 40.0
  private static let head = 90.0
  private static let foot = 46.0
  /// The change that has the full colour; what is larger has it, too.
  private static let full = 0.5

  /// The file's content: a row for each unit, the one that removes most of the concept first.
  ///
  /// - Precondition: Units were ablated alone.
  package static func svg(of report: AblationReport) -> String {
    let concepts = report.shownConcepts
    let singles = (report.singles ?? []).sorted {
      let (first, second) = (
        $0.changes[report.concept]?.share ?? 0, $1.changes[report.concept]?.share ?? 0
      )
      return (first, $0.unit) < (second, $1.unit)
    }
    var pieces: [Markup] = []
    for (column, concept) in concepts.enumerated() {
      pieces.append(
        Drawing.turnedWord(
          report.areas[concept].name.shown(limit: 16),
          x: left + (Double(column) + 0.7) * side, y: head - 5, degrees: -60, anchor: "start"))
    }
    for (row, single) in singles.enumerated() {
      let y = head + Double(row) * side
      pieces.append(Drawing.word("\(single.unit)", x: left - 4, y: y + side - 3, anchor: "end"))
      for (column, concept) in concepts.enumerated() {
        guard let change = single.changes[concept] else { continue }
        pieces.append(
          .element(
            "g", [],
            [
              .element(
                "title", [],
                "unit \(single.unit), \(report.areas[concept].name): \(change.percent)"),
              Drawing.rectangle(
                x: left + Double(column) * side, y: y, width: side - 1, height: side - 1,
                fill: colour(of: change)),
            ]))
      }
    }
    let width = max(300, left + Double(concepts.count) * side + 60)
    let bottom = head + Double(singles.count) * side
    return Drawing.svg(
      width: width, height: bottom + foot,
      title: "What ablating units of \(report.note.layer.rawValue) one by one does to concepts",
      pieces + legend(y: bottom + 14)
    ).source + "\n"
  }

  private static func legend(y: Double) -> [Markup] {
    let steps = [-1, -0.5, 0, 0.5, 1].map { $0 * full }
    let squares = steps.enumerated().map { number, share in
      Drawing.rectangle(
        x: left + Double(number) * 2 * side, y: y, width: 2 * side, height: side - 2,
        fill: colour(of: RelativeChange(share: share, interval: 0)))
    }
    let end = left + 10 * side
    return squares + [
      Drawing.word("−50 %", x: left, y: y + 26),
      Drawing.word("+50 % and more", x: end, y: y + 26, anchor: "end"),
    ]
  }

  /// Red where a concept loses pixels, blue where it gains some; what is within the interval is paler.
  private static func colour(of change: RelativeChange) -> String {
    let isSure = change.interval.map { change.share.magnitude > $0 } ?? false
    let strength = min(change.share.magnitude / full, 1) * (isSure ? 1 : 0.4)
    let pale = Int((235 - 215 * strength).rounded())
    let (red, green, blue) = change.share < 0 ? (225, pale, pale) : (pale, pale, 225)
    let base = strength < 0.02 ? (238, 238, 238) : (red, green, blue)
    return "rgb(\(base.0),\(base.1),\(base.2))"
  }
}
