package import Cells

/// Where the panes of the painter lie on a screen of some size.
///
/// The picture takes the largest square that leaves room for the lists, whatever layer is painted on.
package struct PaintLayout: Equatable, Sendable {
  package static let smallestWidth = 60
  package static let smallestHeight = 20

  /// The narrowest room for lists beside the picture, and the lowest one below it.
  private static let narrowest = 24
  private static let lowest = 14
  /// Columns that a list of concepts needs, and those beyond which it gains nothing.
  private static let conceptColumns = (least: 17, most: 48)
  /// Rows of a list of concepts with its title: at least, and for all concepts of the shipped model.
  private static let conceptRows = (least: 4, usual: 14)
  /// Columns of the cells in a small pane of features, and in ever larger ones; rows are half as many.
  private static let smallFeatures = 16
  private static let largeFeatures = [64, 32, 16]

  package let isTooSmall: Bool
  /// What else is in sight is empty while the picture fills the window.
  package private(set) var header: Rect
  package private(set) var picture: Rect
  package private(set) var concepts: Rect
  package private(set) var features: Rect
  package private(set) var message: Rect
  package private(set) var hints: Rect

  /// Divides a screen.
  ///
  /// - Parameters:
  ///   - width: Columns of the screen.
  ///   - height: Rows of the screen.
  ///   - cellShape: Width and height of a cell, as a ratio.
  ///   - features: How large the pane of features is; nil for what suits the screen.
  ///   - notes: Rows above the message that are kept free, unless the picture has the window.
  ///   - isFilled: Whether the picture has the window for itself.
  package init(
    width: Int, height: Int, cellShape: CellShape = CellShape(), features: FeatureSize? = nil,
    notes: Int = 0, isFilled: Bool = false
  ) {
    let nothing = Rect(row: 0, column: 0, height: 0, width: 0)
    (header, concepts, self.features, hints) = (nothing, nothing, nothing, nothing)
    isTooSmall = width < Self.smallestWidth || height < Self.smallestHeight
    guard !isFilled else {
      picture = Rect(row: 0, column: 0, height: height - 1, width: width)
      message = Rect(row: height - 1, column: 0, height: 1, width: width)
      return
    }
    header = Rect(row: 0, column: 0, height: 1, width: width)
    message = Rect(row: height - 2, column: 0, height: 1, width: width)
    hints = Rect(row: height - 1, column: 0, height: 1, width: width)

    let body = Rect(row: 1, column: 0, height: height - 3 - notes, width: width)
    let beside = min(cellShape.columns(ofRows: body.height), width - Self.narrowest - 1)
    let above = min(cellShape.columns(ofRows: body.height - Self.lowest), width)
    let lists: Rect
    if beside >= above {
      picture = Rect(
        row: body.row, column: 0, height: min(cellShape.rows(ofColumns: beside), body.height),
        width: beside)
      lists = Rect(
        row: body.row, column: beside + 1, height: body.height, width: width - beside - 1)
    } else {
      picture = Rect(
        row: body.row, column: (width - above) / 2, height: cellShape.rows(ofColumns: above),
        width: above)
      lists = Rect(
        row: picture.row + picture.height, column: 0, height: body.height - picture.height,
        width: width)
    }
    (concepts, self.features) = Self.divided(lists, features)
  }

  /// The room for the list of concepts, and that for features.
  private static func divided(_ room: Rect, _ size: FeatureSize?) -> (Rect, Rect) {
    let places: [(Rect, Rect)] =
      switch size {
      case .hidden: []
      case .small: [smallFeatures].compactMap { split(room, $0, least: conceptRows.least) }
      case .large: largeFeatures.compactMap { split(room, $0, least: conceptRows.least) }
      case nil: largeFeatures.compactMap { split(room, $0, least: conceptRows.usual) }
      }
    return places.first ?? (
      Rect(
        row: room.row, column: room.column, height: room.height,
        width: min(room.width, conceptColumns.most)),
      Rect(row: room.row + room.height, column: room.column, height: 0, width: 0)
    )
  }

  /// Puts features of some columns below the concepts, or to their right where few would be in sight;
  /// nil where there is no room for either.
  private static func split(_ room: Rect, _ columns: Int, least: Int) -> (Rect, Rect)? {
    let rows = columns / 2 + 1
    let left = (rows: room.height - rows, columns: room.width - columns - 1)
    let fitsBelow = columns <= room.width
    let isBeside =
      left.rows < conceptRows.usual && rows <= room.height && left.columns >= conceptColumns.least
    guard isBeside || fitsBelow && left.rows >= least else { return nil }
    let width = min(isBeside ? left.columns : room.width, conceptColumns.most)
    let height = isBeside ? room.height : left.rows
    return (
      Rect(row: room.row, column: room.column, height: height, width: width),
      Rect(
        row: isBeside ? room.row : room.row + height,
        column: isBeside ? room.column + width + 1 : room.column, height: rows, width: columns)
    )
  }
}
