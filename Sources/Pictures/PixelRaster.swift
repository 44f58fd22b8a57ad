/// A rectangle of pixels, each of which is set or not.
struct PixelRaster: Equatable {
  let width: Int
  let height: Int
  /// Row by row.
  private var isSet: [Bool]

  private init(width: Int, height: Int) {
    self.width = width
    self.height = height
    isSet = [Bool](repeating: false, count: width * height)
  }

  /// Sets the pixels under the marked cells of a grid that covers the whole.
  ///
  /// A cell smaller than a pixel sets it, so that no marked cell is without one.
  init(_ isMarked: [Bool], rows: Int, columns: Int, width: Int, height: Int) {
    self.init(width: width, height: height)
    guard width > 0, height > 0 else { return }
    let rowsAt = Self.cells(under: height, of: rows)
    let columnsAt = Self.cells(under: width, of: columns)
    for y in 0..<height {
      for x in 0..<width {
        self[x, y] = rowsAt[y].contains { row in
          columnsAt[x].contains { isMarked[row * columns + $0] }
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
    get { isSet[y * width + x] }
    set { isSet[y * width + x] = newValue }
  }

  /// A copy whose set pixels are at least `margin` away from the sides, where there is room for that.
  func keptInside(by margin: Int) -> PixelRaster {
    func kept(_ place: Int, _ count: Int) -> Int {
      max(min(place, count - 1 - margin), min(margin, count - 1))
    }
    var inside = PixelRaster(width: width, height: height)
    for y in 0..<height {
      for x in 0..<width where self[x, y] { inside[kept(x, width), kept(y, height)] = true }
    }
    return inside
  }

  /// A copy in which every pixel is set that is at most `distance` away from a set one, in rows and columns.
  func dilated(by distance: Int) -> PixelRaster {
    var wide = self
    for y in 0..<height {
      Self.dilate(&wide.isSet, from: y * width, count: width, step: 1, by: distance)
    }
    for x in 0..<width {
      Self.dilate(&wide.isSet, from: x, count: height, step: width, by: distance)
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

  /// A copy without the pixels that another raster of the same size has set.
  func subtracting(_ other: PixelRaster) -> PixelRaster {
    var rest = self
    for index in isSet.indices where other.isSet[index] { rest.isSet[index] = false }
    return rest
  }
}
