import Cells
import Pictures

/// How many pixels of a picture a terminal's cell holds, and which sizes a picture may have.
package struct FrameRaster: Equatable, Sendable {
  /// Two pixels a cell, one above the other, on as many cells as there are.
  package static let characters = FrameRaster(
    cellWidth: 1, cellHeight: 2, maximumWidth: .max, maximumHeight: .max)
  /// A picture's own pixels, without limit.
  static let pixels = FrameRaster(
    cellWidth: 1, cellHeight: 1, maximumWidth: .max, maximumHeight: .max)

  package let cellWidth: Int
  package let cellHeight: Int
  /// In pixels.
  package let maximumWidth: Int
  package let maximumHeight: Int
  /// A picture's width and height, and those of its parts, are multiples of these.
  package let widthStep: Int
  package let heightStep: Int

  /// Makes the raster of a terminal that draws pixels; xterm's standard limit is 1000×1000.
  package init(
    cellWidth: Int = 8, cellHeight: Int = 16, maximumWidth: Int = 1000, maximumHeight: Int = 1000,
    widthStep: Int = 1, heightStep: Int = 1
  ) {
    precondition(cellWidth > 0 && cellHeight > 0, "cells of \(cellWidth)×\(cellHeight) pixels")
    precondition(maximumWidth > 0 && maximumHeight > 0, "\(maximumWidth)×\(maximumHeight) pixels")
    precondition(widthStep > 0 && heightStep > 0, "steps of \(widthStep)×\(heightStep) pixels")
    self.cellWidth = cellWidth
    self.cellHeight = cellHeight
    self.maximumWidth = maximumWidth
    self.maximumHeight = maximumHeight
    self.widthStep = widthStep
    self.heightStep = heightStep
  }

  /// The same limits for pictures whose sides are multiples of other numbers.
  func stepping(width: Int, height: Int) -> FrameRaster {
    FrameRaster(
      cellWidth: cellWidth, cellHeight: cellHeight, maximumWidth: maximumWidth,
      maximumHeight: maximumHeight, widthStep: width, heightStep: height)
  }

  /// The pixels of some cells of a picture, and where they begin in it.
  func pixels(of part: Rect, in picture: Picture) -> (x: Int, y: Int, part: Picture) {
    let (x, y) = (part.column * cellWidth, part.row * cellHeight)
    let width = min(part.width * cellWidth, picture.width - x)
    let height = min(part.height * cellHeight, picture.height - y)
    return (x, y, picture.cropped(x: x, y: y, width: width, height: height))
  }

  /// All cells of a picture.
  func cells(of picture: Picture) -> Rect {
    Rect(
      row: 0, column: 0, height: (picture.height + cellHeight - 1) / cellHeight,
      width: (picture.width + cellWidth - 1) / cellWidth)
  }

  /// The part with more rows of cells, so that its height in pixels is a multiple of the step.
  ///
  /// The whole picture's height must be one, too; its last row of cells may have fewer pixels.
  func aligned(_ part: Rect, in picture: Picture) -> Rect {
    var aligned = part
    let rows = cells(of: picture).height
    func isAligned(_ part: Rect) -> Bool {
      let end = min((part.row + part.height) * cellHeight, picture.height)
      return (end - part.row * cellHeight) % heightStep == 0
    }
    while !isAligned(aligned), aligned.row + aligned.height < rows { aligned.height += 1 }
    while !isAligned(aligned), aligned.row > 0 {
      aligned.row -= 1
      aligned.height += 1
    }
    return aligned
  }
}
