import Causes
import Files
import Reports

/// Where a concept takes, as lines of a terminal.
struct InsertionPage {
  let report: InsertionReport
  /// Whether more than ASCII can be shown.
  let isUnicode: Bool
  /// How wide a line may be.
  let columns: Int

  private static let mostBar = 30

  var lines: [String] {
    let head =
      "\(report.note.title), \(report.units.count) units set to \(settings) at every cell"
    let mean =
      "\(shown: report.note.concept) has \(report.pixels.decimals(1)) of "
      + "\(report.note.pixels) pixels in a picture; an insertion adds, as a share of these:"
    return head.wrapped(to: columns) + mean.wrapped(to: columns) + [""] + table + footnote
  }

  private var settings: String {
    switch report.value {
    case InsertionValue.level.name: "their level, the 0.99 quantile,"
    case InsertionValue.mean.name: "their mean where \(shown: report.note.concept) is,"
    default: "their \(shown: report.value) quantile"
    }
  }

  private var table: [String] {
    let most = report.contexts.compactMap { $0.change?.share }.max() ?? 0
    let rows = report.contexts.map { context in
      [
        "\(shown: context.name)", "\(context.insertions)\(context.isFrequent ? " " : "*")",
        context.change.map(words) ?? "\(context.pixels.decimals(1)) px",
        context.random.map { percent($0.share) } ?? "", bar(context.change?.share ?? 0, of: most),
      ]
    }
    let table = [["before", "insertions", "change", "random", ""]] + rows
    let isWide = columns >= 64 + Self.mostBar
    let lines = TextTable(table.map { Array($0.dropLast()) }).lines(columns)
    guard isWide else { return lines }
    let width = lines.map(\.count).max() ?? 0
    return zip(lines, table).map { line, row in
      (line.padded(to: width) + "  " + (row.last ?? "")).replacing(#/ +$/#, with: "")
    }
  }

  private var footnote: [String] {
    guard report.contexts.contains(where: { !$0.isFrequent }) else { return [] }
    return [""]
      + "* fewer than \(ContextTally.leastInsertions) insertions, which the published chart leaves out"
      .wrapped(to: columns)
  }

  private func bar(_ share: Double, of most: Double) -> String {
    guard most > 0, share > 0 else { return "" }
    let length = Int((share / most * Double(Self.mostBar)).rounded())
    return String(repeating: isUnicode ? "█" : "#", count: length)
  }

  private func percent(_ share: Double) -> String {
    "\(share > 0 ? "+" : "")\((100 * share).decimals(1)) %"
  }

  private func words(_ change: RelativeChange) -> String {
    isUnicode ? change.percent : change.percent.replacing("±", with: "+-")
  }
}
