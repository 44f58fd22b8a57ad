import Cells
import Pictures

/// How many pixels of a picture a terminal's cell holds, and how large a picture may be.
package struct FrameRaster: Equatable, Sendable {
  /// Two pixels a cell, one above the other, on as many cells as there are.
  package static let characters = FrameRaster(
    cellWidth: 1, cellHeight: 2, maximumWidth: .max, maximumHeight: .max)

  package let cellWidth: Int
  package let cellHeight: Int
  /// In pixels.
  package let maximumWidth: Int
  package let maximumHeight: Int

  /// Makes the raster of a terminal that draws pixels; xterm's standard limit is 1000×1000.
  package init(
    cellWidth: Int = 8, cellHeight: Int = 16, maximumWidth: Int = 1000, maximumHeight: Int = 1000
  ) {
    precondition(cellWidth > 0 && cellHeight > 0, "cells of \(cellWidth)×\(cellHeight) pixels")
    precondition(maximumWidth > 0 && maximumHeight > 0, "\(maximumWidth)×\(maximumHeight) pixels")
    self.cellWidth = cellWidth
    self.cellHeight = cellHeight
    self.maximumWidth = maximumWidth
    self.maximumHeight = maximumHeight
  }

  /// The pixels of some cells of a picture, and where they begin in it.
  func pixels(of part: Rect, in picture: Picture) -> (x: Int, y: Int, part: Picture) {
    let (x, y) = (part.column * cellWidth, part.row * cellHeight)
    let width = min(part.width * cellWidth, picture.width - x)
    let height = min(part.height * cellHeight, picture.height - y)
    return (x, y, picture.cropped(x: x, y: y, width: width, height: height))
  }
}
