package import Cells
package import Units

/// Where the panes of the painter lie on a screen of some size.
package struct PaintLayout: Equatable, Sendable {
  package static let smallestWidth = 60
  package static let smallestHeight = 20

  package let isTooSmall: Bool
  package let header: Rect
  package let canvas: Rect
  package let picture: Rect
  package let concepts: Rect
  package let message: Rect
  package let hints: Rect

  /// Divides a screen: the canvas takes what its grid needs, the picture the most of the rest.
  package init(width: Int, height: Int, grid: Grid) {
    isTooSmall = width < Self.smallestWidth || height < Self.smallestHeight
    header = Rect(row: 0, column: 0, height: 1, width: width)
    message = Rect(row: height - 2, column: 0, height: 1, width: width)
    hints = Rect(row: height - 1, column: 0, height: 1, width: width)

    let body = Rect(row: 1, column: 0, height: height - 3, width: width)
    let isStacked = width < 80
    let conceptWidth = isStacked ? 26 : width < 100 ? 20 : 24
    // Cells are two columns a row, which is square on most screens.
    let widest = max(34, (width - conceptWidth) / 2)
    let zoom = max(1, min((body.height - 2) / grid.height, (widest - 2) / (2 * grid.width)))
    let wanted = 2 * zoom * grid.width + 2
    let canvasWidth = isStacked ? width - conceptWidth : max(20, min(wanted, widest))
    canvas = Rect(row: body.row, column: 0, height: body.height, width: canvasWidth)

    if isStacked {
      let pictureHeight = body.height - 6
      picture = Rect(
        row: body.row, column: canvasWidth, height: pictureHeight, width: conceptWidth)
      concepts = Rect(
        row: body.row + pictureHeight, column: canvasWidth, height: body.height - pictureHeight,
        width: conceptWidth)
    } else {
      picture = Rect(
        row: body.row, column: canvasWidth, height: body.height,
        width: width - canvasWidth - conceptWidth)
      concepts = Rect(
        row: body.row, column: width - conceptWidth, height: body.height, width: conceptWidth)
    }
  }
}
