/// The pixels of a picture's part that are set, in a window around them.
struct PixelRaster: Equatable {
  /// The size of the part.
  private let width: Int
  private let height: Int
  /// The window, in pixels of the part; others are not set.
  let columns: Range<Int>
  let rows: Range<Int>
  /// The window, row by row.
  private var isSet: [Bool]

  private init(width: Int, height: Int, columns: Range<Int>, rows: Range<Int>) {
    (self.width, self.height) = (width, height)
    (self.columns, self.rows) = (columns, rows)
    isSet = [Bool](repeating: false, count: columns.count * rows.count)
  }

  /// Sets the pixels under the marked cells of a grid that covers the whole part.
  ///
  /// A cell smaller than a pixel sets it, so that no marked cell is without one.
  ///
  /// - Parameters:
  ///   - isMarked: A value for each cell, row by row.
  ///   - grid: The rows and columns of the grid.
  ///   - width: The pixels of a row of the part.
  ///   - height: The rows of the part.
  ///   - margin: How far the window goes beyond the pixels that are set.
  init(
    _ isMarked: [Bool], grid: (rows: Int, columns: Int), width: Int, height: Int, margin: Int
  ) {
    let rowsAt = Self.cells(under: height, of: grid.rows)
    let columnsAt = Self.cells(under: width, of: grid.columns)
    let marked = isMarked.indices.filter { isMarked[$0] }
    let markedRows = Set(marked.map { $0 / grid.columns })
    let markedColumns = Set(marked.map { $0 % grid.columns })
    func window(_ cellsAt: [Range<Int>], _ marked: Set<Int>) -> Range<Int> {
      let pixels = cellsAt.indices.filter { cellsAt[$0].contains(where: marked.contains) }
      guard let first = pixels.first, let last = pixels.last else { return 0..<0 }
      return max(0, first - margin)..<min(cellsAt.count, last + 1 + margin)
    }
    self.init(
      width: width, height: height, columns: window(columnsAt, markedColumns),
      rows: window(rowsAt, markedRows))
    for y in rows {
      for x in columns {
        self[x, y] = rowsAt[y].contains { row in
          columnsAt[x].contains { isMarked[row * grid.columns + $0] }
        }
      }
    }
  }

  /// For each pixel of a row or column the cells that it shows.
  private static func cells(under pixels: Int, of cells: Int) -> [Range<Int>] {
    (0..<pixels).map { pixel in
      guard cells > pixels else {
        let cell = (2 * pixel + 1) * cells / (2 * pixels)
        return cell..<cell + 1
      }
      return pixel * cells / pixels..<((pixel + 1) * cells + pixels - 1) / pixels
    }
  }

  subscript(x: Int, y: Int) -> Bool {
    get { isSet[(y - rows.lowerBound) * columns.count + x - columns.lowerBound] }
    set { isSet[(y - rows.lowerBound) * columns.count + x - columns.lowerBound] = newValue }
  }

  /// A copy whose set pixels are at least `margin` away from the sides of the part, where there is room
  /// for that.
  ///
  /// - Precondition: The window has that margin.
  func keptInside(by margin: Int) -> PixelRaster {
    func kept(_ place: Int, _ count: Int) -> Int {
      max(min(place, count - 1 - margin), min(margin, count - 1))
    }
    var inside = PixelRaster(width: width, height: height, columns: columns, rows: rows)
    for y in rows {
      for x in columns where self[x, y] { inside[kept(x, width), kept(y, height)] = true }
    }
    return inside
  }

  /// A copy in which every pixel of the window is set that is at most `distance` away from a set one, in
  /// rows and columns.
  func dilated(by distance: Int) -> PixelRaster {
    var wide = self
    for row in rows.indices {
      let start = (row - rows.lowerBound) * columns.count
      Self.dilate(&wide.isSet, from: start, count: columns.count, step: 1, by: distance)
    }
    for column in 0..<columns.count {
      Self.dilate(
        &wide.isSet, from: column, count: rows.count, step: columns.count, by: distance)
    }
    return wide
  }

  /// Dilates one line of pixels.
  private static func dilate(
    _ isSet: inout [Bool], from start: Int, count: Int, step: Int, by distance: Int
  ) {
    let line = (0..<count).filter { isSet[start + $0 * step] }
    for place in line {
      for near in max(0, place - distance)...min(count - 1, place + distance) {
        isSet[start + near * step] = true
      }
    }
  }

  /// A copy without the pixels that another raster with the same window has set.
  func subtracting(_ other: PixelRaster) -> PixelRaster {
    var rest = self
    for index in isSet.indices where other.isSet[index] { rest.isSet[index] = false }
    return rest
  }
}
