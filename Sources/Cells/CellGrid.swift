/// The picture of one terminal screen, drawn by panes and shown by a terminal.
///
/// Everything written outside is clipped: a screen too small never traps.
package struct CellGrid: Equatable, Sendable {
  package let width: Int
  package let height: Int
  private var cells: [Cell]

  package init(width: Int, height: Int) {
    precondition(width >= 0 && height >= 0, "a grid of \(width)×\(height)")
    self.width = width
    self.height = height
    cells = Array(repeating: Cell(), count: width * height)
  }

  package var bounds: Rect { Rect(row: 0, column: 0, height: height, width: width) }

  package subscript(row: Int, column: Int) -> Cell {
    get {
      precondition(bounds.contains(row: row, column: column), "no cell \(row), \(column)")
      return cells[row * width + column]
    }
    set {
      guard bounds.contains(row: row, column: column) else { return }
      cells[row * width + column] = newValue
    }
  }

  /// Writes `text` from `column` on; what would pass `limit` (a column) or the edge is clipped.
  ///
  /// A wide character takes two cells.
  ///
  /// - Returns: The column after the last character.
  @discardableResult
  package mutating func write(
    _ text: String, row: Int, column: Int, _ style: Style = Style(), limit: Int = .max
  ) -> Int {
    var column = column
    let end = min(width, limit)
    for character in text where column < end {
      let isWide = character.cellWidth == 2
      // Half a character cannot be shown.
      self[row, column] = Cell(isWide && column + 1 == end ? " " : character, style)
      if isWide, column + 1 < end { self[row, column + 1] = .continuation(style) }
      column += isWide ? 2 : 1
    }
    return min(column, max(end, 0))
  }

  /// Fills a rectangle with one cell.
  package mutating func fill(_ rect: Rect, with cell: Cell = Cell()) {
    for row in rect.row..<rect.row + rect.height {
      for column in rect.column..<rect.column + rect.width { self[row, column] = cell }
    }
  }

  /// Draws a frame along the inner edge of `rect`, with a title in its upper side.
  package mutating func frame(_ rect: Rect, title: String = "", _ style: Style = Style()) {
    guard rect.width > 1, rect.height > 1 else { return }
    let (top, left) = (rect.row, rect.column)
    let (bottom, right) = (top + rect.height - 1, left + rect.width - 1)
    for column in left...right {
      self[top, column] = Cell("─", style)
      self[bottom, column] = Cell("─", style)
    }
    for row in top...bottom {
      self[row, left] = Cell("│", style)
      self[row, right] = Cell("│", style)
    }
    self[top, left] = Cell("┌", style)
    self[top, right] = Cell("┐", style)
    self[bottom, left] = Cell("└", style)
    self[bottom, right] = Cell("┘", style)
    guard !title.isEmpty, rect.width > 4 else { return }
    write(" \(title) ", row: top, column: left + 1, style, limit: right)
  }

  /// Writes a title into the first row of `rect`, and a line behind it.
  package mutating func head(_ rect: Rect, title: String, _ style: Style = Style(bold: true)) {
    guard !rect.isEmpty else { return }
    let end = rect.column + rect.width
    let column = write(title, row: rect.row, column: rect.column, style, limit: end) + 1
    for place in column..<max(column, end) { self[rect.row, place] = Cell("─", Style(dim: true)) }
  }

  /// One line a row, trailing spaces kept, for snapshots.
  package var plainText: String {
    (0..<height).map { row in
      String((0..<width).map { self[row, $0] }.filter { !$0.isContinuation }.map(\.character))
    }.joined(separator: "\n") + "\n"
  }
}
