import Cells
import Pictures

/// Which cells of a shown picture differ from the next one.
struct ChangeMap: Equatable, Sendable {
  let height: Int
  let width: Int
  /// Row by row.
  private(set) var isChanged: [Bool]

  init(height: Int, width: Int) {
    self.height = height
    self.width = width
    isChanged = [Bool](repeating: false, count: height * width)
  }

  /// Compares two pictures of one size cell by cell.
  ///
  /// A cell is changed where a channel differs by more than `tolerance`.
  init(from old: Picture, to new: Picture, _ raster: FrameRaster, tolerance: Int) {
    let (cellWidth, cellHeight) = (raster.cellWidth, raster.cellHeight)
    self.init(
      height: (new.height + cellHeight - 1) / cellHeight,
      width: (new.width + cellWidth - 1) / cellWidth)
    let olds = old.bytes.span
    let news = new.bytes.span
    for y in 0..<new.height {
      let first = y / cellHeight * width
      let end = (y + 1) * new.width * 3
      var start = y * new.width * 3
      for cell in first..<first + width {
        let next = min(start + cellWidth * 3, end)
        if !isChanged[cell] {
          var largest = 0
          for index in start..<next {
            largest = max(largest, abs(Int(olds[index]) - Int(news[index])))
          }
          isChanged[cell] = largest > tolerance
        }
        start = next
      }
    }
  }

  var count: Int { isChanged.count { $0 } }

  /// The first row that has a changed cell.
  var firstRow: Int? { isChanged.firstIndex(of: true).map { $0 / width } }

  /// The first column that has a changed cell in some rows.
  func firstColumn(inRows rows: Range<Int>) -> Int? {
    let rows = rows.clamped(to: 0..<height)
    return (0..<width).first { column in rows.contains { isChanged[$0 * width + column] } }
  }

  /// Forgets the changes elsewhere.
  mutating func limit(to area: Rect) {
    for cell in isChanged.indices where !area.contains(row: cell / width, column: cell % width) {
      isChanged[cell] = false
    }
  }

  mutating func formUnion(_ other: ChangeMap) {
    precondition(isChanged.count == other.isChanged.count, "\(width)×\(height) cells")
    for cell in isChanged.indices where other.isChanged[cell] { isChanged[cell] = true }
  }

  mutating func mark(_ area: Rect, isChanged value: Bool) {
    for row in area.rows {
      for column in area.columns { isChanged[row * width + column] = value }
    }
  }

  /// The changed cells as runs from left to right, none longer than a row.
  var runs: [Rect] {
    var runs: [Rect] = []
    for row in 0..<height {
      var start: Int?
      for column in 0...width {
        let changed = column < width && isChanged[row * width + column]
        if changed {
          start = start ?? column
        } else if let first = start {
          runs.append(Rect(row: row, column: first, height: 1, width: column - first))
          start = nil
        }
      }
    }
    return runs
  }

  /// At most `limit` areas without common cells that hold all changed cells.
  func areas(limit: Int) -> [Rect] {
    var areas: [Rect] = []
    // Runs that touch, also at a corner, belong together: one object seldom has gaps.
    for run in runs {
      var grown = run
      let reach = Rect(
        row: run.row - 1, column: run.column - 1, height: 3, width: run.width + 2)
      areas.removeAll { area in
        guard area.intersects(reach) else { return false }
        grown = grown.union(area)
        return true
      }
      areas.append(grown)
    }
    // Confetti: finding its best pairs would cost more than sending what lies between.
    if areas.count > 32 { return [areas.dropFirst().reduce(areas[0]) { $0.union($1) }] }
    while let pair = Self.cheapestPair(of: areas, limit: limit) {
      let merged = areas[pair.0].union(areas[pair.1])
      areas.remove(at: pair.1)
      areas[pair.0] = merged
    }
    return areas
  }

  /// The two areas whose union adds the fewest cells, while there are too many or two overlap.
  private static func cheapestPair(of areas: [Rect], limit: Int) -> (Int, Int)? {
    var cheapest: (pair: (Int, Int), cost: Int)?
    for one in areas.indices {
      for two in areas.indices.dropFirst(one + 1) {
        if areas[one].intersects(areas[two]) { return (one, two) }
        guard areas.count > limit else { continue }
        let cost = areas[one].union(areas[two]).count - areas[one].count - areas[two].count
        if cost < cheapest?.cost ?? .max { cheapest = ((one, two), cost) }
      }
    }
    return cheapest?.pair
  }
}
