import Cells
import Files

/// The last line: the keys that do something now, or what is to be said of an answer.
struct HintLine: Sendable {
  let hints: [Hint]
  let remark: Prompt.Remark?

  func draw(on grid: inout CellGrid, in rect: Rect) {
    if let remark { return draw(remark, on: &grid, in: rect) }
    var column = 1
    // A hint that does not fit goes whole; a shorter one may take its place.
    for hint in hints where column + hint.width <= rect.width {
      column = grid.write(hint.keys, row: rect.row, column: column, Style(bold: true))
      column = grid.write(" \(hint.text)", row: rect.row, column: column, Style(dim: true)) + 2
    }
  }

  private func draw(_ remark: Prompt.Remark, on grid: inout CellGrid, in rect: Rect) {
    let (text, style): (String, Style) =
      switch remark {
      // A long name would leave no room for the reason.
      case .refusal(let sentence, let reason):
        (" ! \(sentence.cellWidth + 3 <= rect.width ? sentence : reason)", .complaint)
      case .candidates(let names): (" \(names.map { $0.shown() }.joined(separator: "  "))", Style())
      }
    grid.write(text, row: rect.row, column: rect.column, style, limit: rect.width)
  }
}
