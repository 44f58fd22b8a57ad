/// How wide and how high a cell of the terminal is: what is square in pixels is not in cells.
package struct CellShape: Equatable, Sendable {
  package let width: Int
  package let height: Int

  /// Makes a shape of pixels, or of any other measure; most terminals' cells are twice as high as wide.
  package init(width: Int = 1, height: Int = 2) {
    precondition(width > 0 && height > 0, "cells of \(width)×\(height)")
    self.width = width
    self.height = height
  }

  /// The columns that hold a square as high as some rows.
  func columns(ofRows rows: Int) -> Int { (max(0, rows) * height + width - 1) / width }

  /// The rows that hold a square as wide as some columns.
  func rows(ofColumns columns: Int) -> Int { (max(0, columns) * width + height - 1) / height }
}
