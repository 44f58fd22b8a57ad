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
  /// A picture's sides are the multiples of these that suit it best.
  package let widthStep: Int
  package let heightStep: Int
  /// The heights of a picture and of its parts are cut off to multiples of this.
  package let bandHeight: Int

  /// Makes the raster of a terminal that draws pixels; xterm's standard limit is 1000×1000.
  package init(
    cellWidth: Int = 8, cellHeight: Int = 16, maximumWidth: Int = 1000, maximumHeight: Int = 1000,
    widthStep: Int = 1, heightStep: Int = 1, bandHeight: Int = 1
  ) {
    precondition(cellWidth > 0 && cellHeight > 0, "cells of \(cellWidth)×\(cellHeight) pixels")
    precondition(maximumWidth > 0 && maximumHeight > 0, "\(maximumWidth)×\(maximumHeight) pixels")
    precondition(widthStep > 0 && heightStep > 0, "steps of \(widthStep)×\(heightStep) pixels")
    precondition(bandHeight > 0, "bands of \(bandHeight) pixels")
    self.cellWidth = cellWidth
    self.cellHeight = cellHeight
    self.maximumWidth = maximumWidth
    self.maximumHeight = maximumHeight
    self.widthStep = widthStep
    self.heightStep = heightStep
    self.bandHeight = bandHeight
  }

  /// The same limits for pictures that fill whole cells.
  package var fillingCells: FrameRaster {
    FrameRaster(
      cellWidth: cellWidth, cellHeight: cellHeight, maximumWidth: maximumWidth,
      maximumHeight: maximumHeight, widthStep: cellWidth, heightStep: cellHeight,
      bandHeight: bandHeight)
  }

  /// The same limits for pictures of bands.
  func withBands(_ height: Int) -> FrameRaster {
    FrameRaster(
      cellWidth: cellWidth, cellHeight: cellHeight, maximumWidth: maximumWidth,
      maximumHeight: maximumHeight, widthStep: widthStep, heightStep: heightStep,
      bandHeight: height)
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

  /// The part with more rows of cells, so that it consists of whole bands.
  ///
  /// The whole picture must do so, too; its last row of cells may have fewer pixels.
  func aligned(_ part: Rect, in picture: Picture) -> Rect {
    var aligned = part
    let rows = cells(of: picture).height
    func isAligned(_ part: Rect) -> Bool {
      let end = min((part.row + part.height) * cellHeight, picture.height)
      return (end - part.row * cellHeight) % bandHeight == 0
    }
    while !isAligned(aligned), aligned.row + aligned.height < rows { aligned.height += 1 }
    while !isAligned(aligned), aligned.row > 0 {
      aligned.row -= 1
      aligned.height += 1
    }
    return aligned
  }
}
