package import Cells

/// Every key and what it does, over the panes.
package struct HelpOverlay: Sendable {
  private let scroll: Int

  package init(scroll: Int) { self.scroll = scroll }

  /// The lines of the help, group by group.
  private static let lines: [(text: String, isTitle: Bool)] = {
    var lines: [(String, Bool)] = []
    for group in CommandTable.Group.allCases {
      if !lines.isEmpty { lines.append(("", false)) }
      lines.append((group.rawValue, true))
      for entry in CommandTable.standard.entries where entry.group == group {
        let gap = String(repeating: " ", count: max(1, 13 - entry.label.count))
        lines.append(("  \(entry.label)\(gap)\(entry.help)", false))
      }
    }
    lines += [
      ("", false), ("Without recipes", true),
      ("  The brushes are single units, drawn with their level;", false),
      ("  ganbrush --recipes FILE gives concepts.", false),
      ("  r            the most unusual under the brush first", false),
      ("", false), ("Mouse", true),
      ("  left drag    paint, on canvas or picture", false),
      ("  right drag   remove", false),
      ("  click        choose a concept", false),
      ("  wheel        brush size, or through the list", false),
      ("", false), ("Marks", true),
      ("  3+  3×       concept 3 drawn, removed", false),
      ("  ○ ▲ ✕        off, boosted, ablated everywhere", false),
      ("  ●  –         unit in use, left out", false),
    ]
    return lines
  }()

  /// A scroll position that stays inside the help on a screen of some size.
  package static func clamped(_ scroll: Int, in size: (width: Int, height: Int)) -> Int {
    max(0, min(scroll, lines.count - rows(size.height)))
  }

  private static func rows(_ height: Int) -> Int { max(1, min(lines.count, height - 5)) }

  /// Draws the help over whatever is on the grid.
  package func draw(on grid: inout CellGrid) {
    let rows = Self.rows(grid.height)
    let width = min(grid.width, 62)
    let rect = Rect(
      row: max(1, (grid.height - rows - 4) / 2), column: (grid.width - width) / 2, height: rows + 2,
      width: width)
    grid.fill(rect)
    grid.frame(rect, title: "help", Style(bold: true))
    let first = Self.clamped(scroll, in: (grid.width, grid.height))
    for (line, entry) in Self.lines[first..<first + rows].enumerated() {
      grid.write(
        entry.text, row: rect.row + 1 + line, column: rect.column + 2, Style(bold: entry.isTitle),
        limit: rect.column + rect.width - 1)
    }
    let isWhole = rows == Self.lines.count
    let footer = isWhole ? " any key closes " : " ↑ ↓ scroll · any other key closes "
    grid.write(
      footer, row: rect.row + rect.height - 1, column: rect.column + 2, Style(bold: true),
      limit: rect.column + rect.width - 1)
  }
}
