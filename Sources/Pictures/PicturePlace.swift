/// Where a picture lies on the screen.
package struct PicturePlace: Equatable, Sendable {
  /// The cells that the picture touches, counted on the screen.
  package let area: CellArea
  /// The size after fitting; for characters each cell counts as 1×2 pixels.
  package let pixelWidth: Int
  package let pixelHeight: Int

  /// Fits a picture of `width` × `height` into an area: as large as can be, its shape kept, in the
  /// middle as far as whole cells allow.
  ///
  /// - Precondition: The area is not empty, and all sizes are positive.
  init(
    fitting width: Int, _ height: Int, into area: CellArea, cellWidth: Int, cellHeight: Int,
    maximumWidth: Int, maximumHeight: Int
  ) {
    let roomWidth = min(area.width * cellWidth, maximumWidth)
    let roomHeight = min(area.height * cellHeight, maximumHeight)
    if roomWidth * height <= roomHeight * width {
      pixelWidth = roomWidth
      pixelHeight = max(1, roomWidth * height / width)
    } else {
      pixelWidth = max(1, roomHeight * width / height)
      pixelHeight = roomHeight
    }
    let columns = (pixelWidth + cellWidth - 1) / cellWidth
    let rows = (pixelHeight + cellHeight - 1) / cellHeight
    self.area = CellArea(
      row: area.row + (area.height - rows) / 2, column: area.column + (area.width - columns) / 2,
      height: rows, width: columns)
  }
}
