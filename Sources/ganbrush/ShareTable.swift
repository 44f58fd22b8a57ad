import Files

/// Named shares of a whole, as lines with bars.
struct ShareTable {
  /// A name and its part of the whole, 0 to 1.
  struct Row: Equatable {
    let name: String
    let share: Double
  }

  let rows: [Row]

  private static let barLength = 30

  /// One line a row: name, per cent, bar.
  var lines: [String] {
    let names = rows.map { "\(shown: $0.name)" }
    let width = names.map(\.count).max() ?? 0
    return zip(rows, names).map { row, name in
      let name = name + String(repeating: " ", count: width - name.count)
      let number = (100 * row.share).decimals(1)
      let padding = String(repeating: " ", count: max(0, 5 - number.count))
      let bar = String(repeating: "█", count: Int((row.share * Double(Self.barLength)).rounded()))
      return "  \(name)  \(padding)\(number) %" + (bar.isEmpty ? "" : "  \(bar)")
    }
  }
}
