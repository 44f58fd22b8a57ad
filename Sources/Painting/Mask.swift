package import Units

/// The cells that a stroke paints, on a grid of its own.
///
/// A painter's mask has the grid of its layer; GANPaint's have 256×256 cells. Either is pooled to
/// the grid of each layer that the stroke edits. A mask holds only the smallest box around its
/// painted cells, however large its grid is.
package struct Mask: Hashable, Sendable {
  package let grid: Grid
  /// The box; both ranges are 0..<0 where nothing is painted.
  package let rows: Range<Int>
  package let columns: Range<Int>
  /// The box, row by row, eight cells a byte, the first in the lowest bit.
  private let bits: [UInt8]

  /// How a mask comes to a coarser grid; the published default is `max`.
  package enum Pooling: String, Codable, Sendable {
    case max = "max"
    case mean = "mean"
  }

  /// Makes a mask of the cells of a box that count as painted.
  ///
  /// - Parameters:
  ///   - grid: All cells.
  ///   - rows: Where painted cells may be.
  ///   - columns: Where in these rows.
  ///   - isPainted: Whether a cell is painted, by its row and column; it is asked twice.
  package init(
    grid: Grid, rows: Range<Int>, columns: Range<Int>, isPainted: (Int, Int) -> Bool
  ) {
    precondition(
      0 <= rows.lowerBound && rows.upperBound <= grid.height && 0 <= columns.lowerBound
        && columns.upperBound <= grid.width, "rows \(rows) and columns \(columns) of \(grid)")
    var box: (top: Int, bottom: Int, left: Int, right: Int)?
    for row in rows {
      for column in columns where isPainted(row, column) {
        let old = box ?? (row, row, column, column)
        box = (old.top, row, min(old.left, column), Swift.max(old.right, column))
      }
    }
    self.grid = grid
    self.rows = box.map { $0.top..<$0.bottom + 1 } ?? 0..<0
    self.columns = box.map { $0.left..<$0.right + 1 } ?? 0..<0
    var bits = [UInt8](repeating: 0, count: (self.rows.count * self.columns.count + 7) / 8)
    var place = 0
    for row in self.rows {
      for column in self.columns {
        if isPainted(row, column) { bits[place / 8] |= 1 << UInt8(place % 8) }
        place += 1
      }
    }
    self.bits = bits
  }

  /// Makes a mask of a bit for each cell, row by row.
  package init(grid: Grid, bits: [Bool]) {
    precondition(bits.count == grid.count, "\(bits.count) bits for \(grid)")
    self.init(grid: grid, rows: 0..<grid.height, columns: 0..<grid.width) { row, column in
      bits[row * grid.width + column]
    }
  }

  /// An empty mask.
  package init(grid: Grid) {
    self.init(grid: grid, rows: 0..<0, columns: 0..<0) { _, _ in false }
  }

  package var isEmpty: Bool { rows.isEmpty }

  /// How many cells are painted.
  package var count: Int { bits.reduce(0) { $0 + $1.nonzeroBitCount } }

  /// Whether a cell is painted.
  package func contains(row: Int, column: Int) -> Bool {
    guard rows.contains(row), columns.contains(column) else { return false }
    let place = (row - rows.lowerBound) * columns.count + column - columns.lowerBound
    return bits[place / 8] >> UInt8(place % 8) & 1 == 1
  }

  /// Adds the cells of a square brush whose upper left cell is given; cells outside are dropped.
  package mutating func insert(row: Int, column: Int, side: Int) {
    let old = self
    let newRows = (row..<row + side).clamped(to: 0..<grid.height)
    let newColumns = (column..<column + side).clamped(to: 0..<grid.width)
    guard !newRows.isEmpty, !newColumns.isEmpty else { return }
    self = Mask(
      grid: grid, rows: Self.hull(old.rows, newRows), columns: Self.hull(old.columns, newColumns)
    ) { row, column in
      newRows.contains(row) && newColumns.contains(column)
        || old.contains(row: row, column: column)
    }
  }

  private static func hull(_ old: Range<Int>, _ new: Range<Int>) -> Range<Int> {
    old.isEmpty
      ? new
      : min(old.lowerBound, new.lowerBound)..<Swift.max(old.upperBound, new.upperBound)
  }
}
