package import Cells

/// Where a picture lies on the screen.
package struct PictureFit: Equatable, Sendable {
  /// The cells that the picture touches, counted on the screen.
  package var area: Rect
  /// The size after fitting; for characters each cell counts as 1×2 pixels.
  package let pixelWidth: Int
  package let pixelHeight: Int

  /// Fits a picture of `width` × `height` into an area: as large as can be, its shape kept as far as
  /// the raster's steps allow, in the middle as far as whole cells allow.
  ///
  /// - Precondition: The area is not empty, and all sizes are positive.
  package init(fitting width: Int, _ height: Int, into area: Rect, _ raster: FrameRaster) {
    let roomWidth = min(area.width * raster.cellWidth, raster.maximumWidth)
    let roomHeight = min(area.height * raster.cellHeight, raster.maximumHeight)
    let pixelHeight: Int
    if roomWidth * height <= roomHeight * width {
      pixelWidth = Self.rounded(roomWidth, 1, raster.widthStep, within: roomWidth)
      pixelHeight = Self.rounded(pixelWidth * height, width, raster.heightStep, within: roomHeight)
    } else {
      pixelHeight = Self.rounded(roomHeight, 1, raster.heightStep, within: roomHeight)
      pixelWidth = Self.rounded(pixelHeight * width, height, raster.widthStep, within: roomWidth)
    }
    // A band at least, unless there is no room for it.
    self.pixelHeight = max(
      min(raster.bandHeight, roomHeight), pixelHeight - pixelHeight % raster.bandHeight)
    let columns = (pixelWidth + raster.cellWidth - 1) / raster.cellWidth
    let rows = (pixelHeight + raster.cellHeight - 1) / raster.cellHeight
    self.area = Rect(
      row: area.row + (area.height - rows) / 2, column: area.column + (area.width - columns) / 2,
      height: rows, width: columns)
  }

  /// What scrolls until there are rows for the picture, and leaves the cursor in the first of them.
  package var room: [UInt8] {
    let lines = [UInt8](repeating: UInt8(ascii: "\n"), count: area.height)
    return lines + Array("\u{1B}[\(area.height)A".utf8)
  }

  /// What leads from the first row to the beginning of the line below the picture.
  var end: [UInt8] { Array("\u{1B}[\(area.height)B\r".utf8) }

  /// The multiple of `step` that is nearest to a fraction, at least one step and as many as fit.
  ///
  /// Room for less than a step gives what room there is.
  private static func rounded(
    _ numerator: Int, _ denominator: Int, _ step: Int, within room: Int
  ) -> Int {
    guard room >= step else { return room }
    let nearest = (2 * numerator + step * denominator) / (2 * step * denominator)
    return min(max(nearest, 1), room / step) * step
  }
}
