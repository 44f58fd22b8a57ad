package import Networks

/// Where a stroke paints: a bit for each cell of a grid of its own.
///
/// A painter's mask has the grid of its layer; GANPaint's have 256×256 cells. Either is pooled to
/// the grid of each layer that the stroke edits.
package struct Mask: Hashable, Sendable {
  package let grid: Grid
  /// Row by row.
  package private(set) var bits: [Bool]

  /// How a mask comes to a coarser grid; the published default is `max`.
  package enum Pooling: String, Codable, Sendable { case max, mean }

  package init(grid: Grid, bits: [Bool]) {
    precondition(bits.count == grid.count, "\(bits.count) bits for \(grid)")
    self.grid = grid
    self.bits = bits
  }

  /// An empty mask.
  package init(grid: Grid) {
    self.init(grid: grid, bits: Array(repeating: false, count: grid.count))
  }

  package var isEmpty: Bool { !bits.contains(true) }

  package func contains(row: Int, column: Int) -> Bool { bits[row * grid.width + column] }

  /// Adds the cells of a square brush whose upper left cell is given; cells outside are dropped.
  package mutating func insert(row: Int, column: Int, side: Int) {
    for y in (row..<row + side).clamped(to: 0..<grid.height) {
      for x in (column..<column + side).clamped(to: 0..<grid.width) {
        bits[y * grid.width + x] = true
      }
    }
  }

  /// The mask on another grid, 0...1 a cell, row by row.
  ///
  /// Windows are those of PyTorch's adaptive pooling: cell i of n covers the rows from
  /// floor(i·H/n) to ceil((i + 1)·H/n).
  package func pooled(to target: Grid, by pooling: Pooling) -> [Float] {
    func window(_ index: Int, of count: Int, over extent: Int) -> Range<Int> {
      index * extent / count..<((index + 1) * extent + count - 1) / count
    }
    var result: [Float] = []
    result.reserveCapacity(target.count)
    for y in 0..<target.height {
      let rows = window(y, of: target.height, over: grid.height)
      for x in 0..<target.width {
        let columns = window(x, of: target.width, over: grid.width)
        var painted = 0
        for row in rows {
          for column in columns where bits[row * grid.width + column] { painted += 1 }
        }
        result.append(
          pooling == .max
            ? (painted > 0 ? 1 : 0) : Float(painted) / Float(rows.count * columns.count))
      }
    }
    return result
  }
}
