package import Tensors
package import Units

/// How far a stroke covers the cells of a layer; it covers none outside the region.
package struct Coverage: Equatable, Sendable {
  package let region: PixelRegion
  /// 0...1 a cell of the region, row by row.
  package let shares: [Float]
}

extension Coverage {
  /// All of a layer.
  package init(whole grid: Grid) {
    region = PixelRegion(rows: 0..<grid.height, columns: 0..<grid.width)
    shares = [Float](repeating: 1, count: grid.count)
  }
}

extension Mask {
  /// The mask on another grid.
  ///
  /// Windows are those of PyTorch's adaptive pooling: cell i of n covers the rows from
  /// floor(i·H/n) to ceil((i + 1)·H/n).
  ///
  /// - Complexity: O(cells of the box and of the region), whatever the grids' sizes are.
  package func pooled(to target: Grid, by pooling: Pooling) -> Coverage {
    let region = region(on: target)
    var shares: [Float] = []
    shares.reserveCapacity(region.rows.count * region.columns.count)
    for y in region.rows {
      let window = Self.window(y, of: target.height, over: grid.height)
      let covered = window.clamped(to: rows)
      for x in region.columns {
        let columnWindow = Self.window(x, of: target.width, over: grid.width)
        var painted = 0
        for row in covered {
          for column in columnWindow.clamped(to: columns) where contains(row: row, column: column) {
            painted += 1
          }
        }
        shares.append(
          pooling == .max
            ? (painted > 0 ? 1 : 0) : Float(painted) / Float(window.count * columnWindow.count))
      }
    }
    return Coverage(region: region, shares: shares)
  }

  /// Whether the mask covers any of a cell of another grid, whichever way it is pooled.
  package func paints(row: Int, column: Int, on target: Grid) -> Bool {
    let columns = Self.window(column, of: target.width, over: grid.width).clamped(to: columns)
    return Self.window(row, of: target.height, over: grid.height).clamped(to: rows).contains {
      row in columns.contains { contains(row: row, column: $0) }
    }
  }

  /// The cells of another grid whose windows the box meets.
  package func region(on target: Grid) -> PixelRegion {
    isEmpty
      ? .none
      : PixelRegion(
        rows: Self.windows(meeting: rows, of: target.height, over: grid.height),
        columns: Self.windows(meeting: columns, of: target.width, over: grid.width))
  }

  private static func window(_ index: Int, of count: Int, over extent: Int) -> Range<Int> {
    index * extent / count..<((index + 1) * extent + count - 1) / count
  }

  /// From the first window that ends behind the range's start to the last that begins before its
  /// end.
  private static func windows(
    meeting range: Range<Int>, of count: Int, over extent: Int
  ) -> Range<Int> {
    range.lowerBound * count / extent..<(range.upperBound * count + extent - 1) / extent
  }
}
