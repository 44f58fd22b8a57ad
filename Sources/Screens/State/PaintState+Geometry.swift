import Cells
import Painting
package import Pictures
import Recipes
import Units

/// Where things lie on the screen: panes draw there, and the mouse is heard there.
extension PaintState {
  package var layout: PaintLayout {
    PaintLayout(
      width: display.size.width, height: display.size.height, cellShape: display.cellShape,
      features: view.featureSize, notes: isWelcoming ? WelcomeLines.count : 0,
      isFilled: isPictureAlone)
  }

  /// Whether the picture has the window for itself: no list takes the keys, and no unit is looked at.
  private var isPictureAlone: Bool {
    (view.isZoomed || view.comparison == .sideBySide) && mode.unitList == nil
      && mode.openStrokes == nil && !unitView.isOpen
  }

  /// The cells of the layer in the pane of features.
  package var featureGeometry: FeatureGeometry {
    FeatureGeometry(grid: grid, rect: layout.features.belowTitle)
  }

  /// The rows of an open list of choices.
  func choiceGeometry(of list: ChoiceList) -> ListGeometry {
    ListGeometry(
      count: list.found.count, selection: list.selection,
      rect: ChoicePane.rect(for: list, width: display.size.width, height: display.size.height).rows)
  }

  /// The rows of the list of concepts, or of the open list of units or strokes.
  package var listGeometry: ListGeometry {
    let rect = layout.concepts.belowTitle
    if let list = mode.openStrokes {
      if let unit = list.unit, let count = selectedItem?.edits.count {
        return ListGeometry(count: count, selection: min(unit, count - 1), rect: rect)
      }
      return ListGeometry(
        count: session.itemCount, selection: row(of: list), rect: rect,
        rowHeight: OpenStrokes.rowHeight(inHeight: rect.height))
    }
    return mode.unitList.map {
      ListGeometry(count: $0.recipe.units.count, selection: $0.selection, rect: rect)
    } ?? ListGeometry(count: concepts.recipes.count, selection: concepts.chosenIndex, rect: rect)
  }

  // MARK: The picture

  /// The parts of the picture that show the generator's, the one with the edits last.
  private var pictureParts: [PicturePart] {
    guard view.comparison == .sideBySide, let picture = feedback.rendered?.picture,
      let rect = display.pictureRect
    else { return [.whole] }
    let isWide =
      rect.width * display.cellShape.width >= rect.height * display.cellShape.height
    return PicturePair(width: picture.width, height: picture.height, isWide: isWide).parts
  }

  /// Where a cell of the screen lies in the picture, in shares of its sides; nil beside it.
  private func place(row: Int, column: Int) -> (x: Double, y: Double)? {
    guard case .rendering = pictureContent, let rect = display.pictureRect,
      rect.contains(row: row, column: column)
    else { return nil }
    return (
      (Double(column - rect.column) + 0.5) / Double(rect.width),
      (Double(row - rect.row) + 0.5) / Double(rect.height)
    )
  }

  /// The number of the picture's part in a cell of the screen.
  func partOfPicture(row: Int, column: Int) -> Int? {
    pictureParts.indices.first { cellOfPicture(row: row, column: column, in: $0) != nil }
  }

  /// The cell of the layer that a part of the picture shows in a cell of the screen.
  func cellOfPicture(row: Int, column: Int, in part: Int) -> (row: Int, column: Int)? {
    let parts = pictureParts
    guard let place = place(row: row, column: column), parts.indices.contains(part) else {
      return nil
    }
    return parts[part].cell(rows: grid.height, columns: grid.width, x: place.x, y: place.y)
  }

  /// The step of a wipe at a cell of the screen.
  func wipeStep(row: Int, column: Int) -> Int? {
    place(row: row, column: column).map { Int($0.x * Double(Comparison.wipeSteps)) }
  }

  /// What is drawn over the picture: the cells under the brush, and those of a chosen stroke.
  package var pictureOverlay: PictureOverlay {
    var overlay = PictureOverlay()
    guard case .rendering = pictureContent else { return overlay }
    let part = pictureParts.last ?? .whole
    if let highlight {
      let shape = highlight.mask?.grid ?? grid
      overlay.regions.append(
        PictureOverlay.Region(
          part: part, rows: shape.height, columns: shape.width,
          isMarked: (0..<shape.count).map {
            highlight.contains(row: $0 / shape.width, column: $0 % shape.width, on: shape)
          }, isTinted: true))
    }
    switch view.comparison {
    case .before: break
    case .wipe(let edge): overlay.edge = Double(edge) / Double(Comparison.wipeSteps)
    case .after, .sideBySide:
      let (rows, columns) = brush.area(on: grid)
      overlay.regions.append(
        PictureOverlay.Region(
          part: part, rows: grid.height, columns: grid.width,
          isMarked: (0..<grid.count).map {
            rows.contains($0 / grid.width) && columns.contains($0 % grid.width)
          }, isTinted: false))
    }
    return overlay
  }
}

extension Rect {
  /// The rectangle without its first row, which has the title of a pane.
  fileprivate var belowTitle: Rect {
    Rect(row: row + 1, column: column, height: height - 1, width: width)
  }
}
