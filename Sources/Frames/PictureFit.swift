package import Cells

/// Where a picture lies on the screen.
package struct PictureFit: Equatable, Sendable {
  /// The cells that the picture touches, counted on the screen.
  package let area: Rect
  /// The size after fitting; for characters each cell counts as 1×2 pixels.
  package let pixelWidth: Int
  package let pixelHeight: Int

  /// Fits a picture of `width` × `height` into an area: as large as can be, its shape kept, in the
  /// middle as far as whole cells allow.
  ///
  /// - Precondition: The area is not empty, and all sizes are positive.
  init(fitting width: Int, _ height: Int, into area: Rect, _ raster: FrameRaster) {
    let roomWidth = min(area.width * raster.cellWidth, raster.maximumWidth)
    let roomHeight = min(area.height * raster.cellHeight, raster.maximumHeight)
    if roomWidth * height <= roomHeight * width {
      pixelWidth = roomWidth
      pixelHeight = max(1, roomWidth * height / width)
    } else {
      pixelWidth = max(1, roomHeight * width / height)
      pixelHeight = roomHeight
    }
    let columns = (pixelWidth + raster.cellWidth - 1) / raster.cellWidth
    let rows = (pixelHeight + raster.cellHeight - 1) / raster.cellHeight
    self.area = Rect(
      row: area.row + (area.height - rows) / 2, column: area.column + (area.width - columns) / 2,
      height: rows, width: columns)
  }
}
