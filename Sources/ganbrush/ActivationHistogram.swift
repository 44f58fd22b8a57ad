import Dissection

/// How often a unit has which activation, as two charts side by side: everywhere, and where its label is.
struct ActivationHistogram {
  let histogram: UnitReport.Histogram
  /// The level of the unit, which is marked below both.
  let level: Double
  /// The name of the label, as it may be shown.
  let label: String
  /// Whether block characters can be shown; else marks of ASCII stand for them.
  let isUnicode: Bool

  private static let height = 6
  private static let gap = 5
  private static let axisWidth = 9

  /// The charts with their axes.
  var lines: [String] {
    let series = [histogram.everywhere, histogram.label]
    let count = histogram.everywhere.count
    // One scale for both, so that they can be compared.
    let most = max(series.joined().max() ?? 0, .leastNormalMagnitude)
    let titles = ["everywhere", "where \(label) is"]
    let indent = String(repeating: " ", count: Self.axisWidth + 1)
    let rows = (0..<Self.height).map { row in
      let text = row == 0 ? percent(most) : ""
      return axis(text) + joined(series.map { bars($0, most, row) }, isUnicode ? "┤" : "|")
    }
    let base = String(repeating: isUnicode ? "─" : "-", count: count)
    let lines =
      [indent + joined(titles.map { fitted($0, count) })] + rows + [
        axis(percent(0)) + joined([base, base], isUnicode ? "┼" : "+"),
        indent + joined([marks(count), marks(count)]),
        indent + joined([ends(count), ends(count)]),
      ]
    return lines.map { $0.replacing(#/ +$/#, with: "") }
  }

  /// Parts of the two charts in one line, each behind its axis.
  private func joined(_ parts: [String], _ axis: String = "") -> String {
    let space = String(repeating: " ", count: Self.gap + (axis.isEmpty ? 1 : 0))
    return axis + parts.joined(separator: space + axis)
  }

  private func axis(_ text: String) -> String {
    String(repeating: " ", count: max(0, Self.axisWidth - 1 - text.count)) + text + " "
  }

  private func percent(_ share: Double) -> String { "\((100 * share).short) %" }

  /// One row of the bars, counted from the top.
  private func bars(_ shares: [Double], _ most: Double, _ row: Int) -> String {
    let steps: [Character] = isUnicode ? Array(" ▁▂▃▄▅▆▇█") : Array(" .:#")
    let full = steps.count - 1
    return String(
      shares.map { share in
        let filled = Int((share / most * Double(Self.height * full)).rounded())
        return steps[min(max(filled - (Self.height - 1 - row) * full, 0), full)]
      })
  }

  /// The place of the level below the bars.
  private func marks(_ count: Int) -> String {
    let width = histogram.high - histogram.low
    guard width > 0, histogram.low...histogram.high ~= level else { return fitted("", count) }
    let bin = min(count - 1, Int((level - histogram.low) / width * Double(count)))
    let mark = "\(isUnicode ? "▲" : "^")"
    let text = "level \(level.short)"
    let before = String(repeating: " ", count: bin)
    // The words stand on the side that has room.
    let line =
      bin >= text.count + 1
      ? String(before.dropLast(text.count + 1)) + "\(text) \(mark)" : "\(before)\(mark) \(text)"
    return fitted(line, count)
  }

  /// The activations at both ends of the bars.
  private func ends(_ count: Int) -> String {
    let (low, high) = (histogram.low.short, histogram.high.short)
    return low + String(repeating: " ", count: max(1, count - low.count - high.count)) + high
  }

  private func fitted(_ text: String, _ width: Int) -> String {
    let cut =
      text.count > width ? String(text.prefix(max(0, width - 1))) + (isUnicode ? "…" : "~") : text
    return cut + String(repeating: " ", count: max(0, width - cut.count))
  }
}
