import Causes
import Files

/// What an insertion adds to a concept, by what stood there before, as bars: the file `contexts.svg`.
package enum ContextChart {
  private static let rowHeight = 24.0
  private static let left = 96.0
  private static let room = 400.0
  private static let top = 30.0
  private static let right = 130.0
  private static let frequent = "#1B7837"
  private static let rare = "#A6DBA0"
  private static let random = "#777777"

  /// The file's content.
  package static func svg(of report: InsertionReport) -> String {
    let rows = report.contexts.filter { $0.change != nil }
    let ends = rows.flatMap(ends(of:))
    let (low, high) = (min(ends.min() ?? 0, 0), max(ends.max() ?? 0, 0.01))
    let axis = LinearScale(from: 100 * low...100 * high, to: (left, left + room))
    var pieces: [Markup] = []
    for (row, context) in rows.enumerated() {
      pieces += bar(context, y: top + Double(row) * rowHeight, axis)
    }
    let bottom = top + Double(rows.count) * rowHeight + 4
    pieces.append(Drawing.line([(axis(0), top - 4), (axis(0), bottom)]))
    pieces.append(Drawing.line([(left, bottom), (left + room, bottom)]))
    let (values, decimals) = axis.ticks(8)
    for value in values {
      pieces.append(Drawing.line([(axis(value), bottom), (axis(value), bottom + 4)]))
      pieces.append(
        Drawing.word(value.decimals(decimals), x: axis(value), y: bottom + 17, anchor: "middle"))
    }
    let concept = report.note.concept.shown(limit: 20)
    pieces.append(
      Drawing.word(
        "\(concept) added by an insertion, % of its pixels in a picture", x: left + room / 2,
        y: bottom + 36, anchor: "middle"))
    pieces += legend(y: bottom + 58, hasRandom: report.randomUnits != nil)
    return Drawing.svg(
      width: left + room + right, height: bottom + 70,
      title: "Where \(report.note.concept) takes, by what stood there before", pieces
    ).source + "\n"
  }

  /// The least and the largest shares that are drawn of a context.
  private static func ends(of context: InsertionReport.Context) -> [Double] {
    var ends = [context.random?.share].compactMap { $0 }
    if let change = context.change {
      let reach = change.interval ?? 0
      ends += [change.share - reach, change.share + reach]
    }
    return ends
  }

  private static func bar(
    _ context: InsertionReport.Context, y: Double, _ axis: LinearScale
  ) -> [Markup] {
    guard let change = context.change else { return [] }
    func place(_ share: Double) -> Double { axis(100 * share) }
    let (zero, end) = (place(0), place(change.share))
    let middle = y + (rowHeight - 6) / 2
    var pieces = [
      Drawing.word(context.name.shown(limit: 14), x: left - 8, y: middle + 4, anchor: "end"),
      .element(
        "g", [],
        [
          .element("title", [], "\(context.name): \(change.percent)"),
          Drawing.rectangle(
            x: min(zero, end), y: y, width: (end - zero).magnitude, height: rowHeight - 6,
            fill: context.isFrequent ? frequent : rare),
        ]),
      Drawing.word(
        "\(context.insertions)\(context.isFrequent ? "" : " *")", x: left + room + 10,
        y: middle + 4),
    ]
    if let interval = change.interval {
      pieces.append(
        Drawing.line([
          (place(change.share - interval), middle), (place(change.share + interval), middle),
        ]))
    }
    if let random = context.random {
      let x = place(random.share)
      pieces.append(Drawing.line([(x, y - 2), (x, y + rowHeight - 4)], colour: self.random))
    }
    return pieces
  }

  private static func legend(y: Double, hasRandom: Bool) -> [Markup] {
    let words =
      "number of insertions on the right; * fewer than \(ContextTally.leastInsertions); line: 99 % interval"
      + (hasRandom ? "; grey: as many random units" : "")
    return [
      .element("text", [("x", "8"), ("y", y.place), ("font-size", "11")], words)
    ]
  }
}
