/// Rows of words, the first above the others, aligned to the right but for their first column.
struct TextTable {
  private let rows: [[String]]

  /// - Precondition: All rows have as many words.
  init(_ rows: [[String]]) { self.rows = rows }

  /// One line a row, cut where the terminal ends.
  func lines(_ columns: Int) -> [String] {
    let widths = (rows.first ?? []).indices.map { column in
      rows.reduce(0) { max($0, $1[column].count) }
    }
    return rows.map { row in
      let words = zip(row, widths).enumerated().map { column, word in
        column == 0 ? word.0.padded(to: word.1) : word.0.aligned(to: word.1)
      }
      let line = "  " + words.joined(separator: "  ")
      return String(line.prefix(columns)).replacing(#/ +$/#, with: "")
    }
  }
}
