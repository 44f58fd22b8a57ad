import Dissection

/// How often a unit has which activation, as two charts: everywhere, and where its label is.
///
/// They stand side by side, or one below the other with fewer bars where that is too wide.
struct ActivationHistogram {
  let histogram: UnitReport.Histogram
  /// The level of the unit, which is marked below both.
  let level: Double
  /// The name of the label, as it may be shown.
  let label: String
  /// Whether block characters can be shown; else marks of ASCII stand for them.
  let isUnicode: Bool
  /// How wide a line may be.
  let columns: Int

  private static let height = 6
  private static let gap = 5
  private static let axisWidth = 9

  /// The charts with their axes.
  var lines: [String] {
    let everywhere = Chart(title: "everywhere", shares: histogram.everywhere)
    let labelled = Chart(title: "where \(label) is", shares: histogram.label)
    let room = columns - Self.axisWidth - 1
    guard room < 2 * histogram.everywhere.count + Self.gap + 1 else {
      return lines([everywhere, labelled], upTo: [everywhere, labelled])
    }
    let narrow = [everywhere, labelled].map { $0.narrowed(to: max(1, room)) }
    return narrow.flatMap { lines([$0], upTo: narrow) }
  }

  /// The bars of one chart.
  private struct Chart {
    let title: String
    let shares: [Double]

    /// The same with each bar in place of several, so that they fit.
    func narrowed(to width: Int) -> Chart {
      let size = (1...shares.count).first {
        shares.count.isMultiple(of: $0) && shares.count / $0 <= width
      }
      guard let size else { return self }
      return Chart(
        title: title,
        shares: stride(from: 0, to: shares.count, by: size).map {
          shares[$0..<$0 + size].reduce(0, +)
        })
    }
  }

  /// Charts side by side, with one scale for all that are shown, so that they can be compared.
  private func lines(_ charts: [Chart], upTo all: [Chart]) -> [String] {
    let count = charts[0].shares.count
    let most = max(all.flatMap(\.shares).max() ?? 0, .leastNormalMagnitude)
    let indent = String(repeating: " ", count: Self.axisWidth + 1)
    let rows = (0..<Self.height).map { row in
      let text = row == 0 ? percent(most) : ""
      return axis(text) + joined(charts.map { bars($0.shares, most, row) }, isUnicode ? "┤" : "|")
    }
    let base = String(repeating: isUnicode ? "─" : "-", count: count)
    // Alone, a title and the ends may be wider than the bars.
    let titleWidth = charts.count > 1 ? count : columns - indent.count
    let ends = ends(count)
    let lines =
      [indent + joined(charts.map { fitted($0.title, titleWidth) })] + rows + [
        axis(percent(0)) + joined(charts.map { _ in base }, isUnicode ? "┼" : "+"),
        indent + joined(charts.map { _ in marks(count) }),
        indent.dropLast(max(0, ends.count - count)) + joined(charts.map { _ in ends }),
      ]
    return lines.map { $0.replacing(#/ +$/#, with: "") }
  }

  /// Parts of charts in one line, each behind its axis.
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
    // The words stand on the side that has room, if one has.
    let after = bin + text.count + 2 <= count ? " \(text)" : ""
    let line =
      bin > text.count
      ? String(before.dropLast(text.count + 1)) + "\(text) \(mark)" : "\(before)\(mark)\(after)"
    return fitted(line, count)
  }

  /// The activations at both ends of the bars.
  private func ends(_ count: Int) -> String {
    let (low, high) = (histogram.low.short, histogram.high.short)
    return low + String(repeating: " ", count: max(1, count - low.count - high.count)) + high
  }

  private func fitted(_ text: String, _ width: Int) -> String {
    text.fitted(to: width, isUnicode: isUnicode).padded(to: width)
  }
}
