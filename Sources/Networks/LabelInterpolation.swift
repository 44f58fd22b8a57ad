package import Tensors
package import Units

/// The likeliest concept of every pixel on a grid of any size, from scores on another.
///
/// Scores are linear between the middles of their pixels, and constant beyond the outermost, so that
/// on a finer grid the edges of concepts stay smooth. Between four middles most concepts can be
/// nowhere the largest; they are left out, and where one is left nothing is computed.
package struct LabelInterpolation: Sendable {
  private let scores: Tensor
  private let rows: LinearAxis
  private let columns: LinearAxis
  private let grid: Grid

  /// Prepares for scores of concepts×H×W.
  ///
  /// - Precondition: There are at most `LabelMap.conceptLimit` concepts.
  package init(_ scores: Tensor, on grid: Grid) {
    let extents = scores.shape.extents
    precondition(extents[0] <= LabelMap.conceptLimit, "\(extents[0]) concepts")
    self.scores = scores
    self.grid = grid
    rows = LinearAxis(from: extents[1], to: grid.height)
    columns = LinearAxis(from: extents[2], to: grid.width)
  }

  /// The number of the likeliest concept of each pixel of some rows; of equals the first.
  ///
  /// - Complexity: O(pixels), and O(concepts) for each pixel of the scores; shared by all workers.
  package func labels(inRows range: Range<Int>) -> [UInt16] {
    var numbers = [UInt16](repeating: 0, count: range.count * grid.width)
    unsafe numbers.withUnsafeMutableBufferPointer { numbers in
      nonisolated(unsafe) let numbers = unsafe numbers
      let tasks = min(range.count, 4 * Workers.count)
      Workers.run(tasks) { task, _ in
        var line = ScoreLine(scores, columns)
        for index in range.count * task / tasks..<range.count * (task + 1) / tasks {
          let place = rows.place(of: range.lowerBound + index)
          line.load(upper: place.left, lower: place.right)
          let start = index * grid.width
          let row = unsafe UnsafeMutableBufferPointer(
            rebasing: numbers[start..<start + grid.width])
          unsafe line.write(share: place.share, to: row)
        }
      }
    }
    return numbers
  }
}

/// Two rows of scores, and between each two columns the concepts that may be the largest there.
private struct ScoreLine {
  private let scores: Tensor
  private let columns: LinearAxis
  private var upper = -1
  private var lower = -1
  /// The candidates of all cells, one cell after another, and where each cell's begin.
  private var candidates: [Int] = []
  private var starts: [Int] = []

  init(_ scores: Tensor, _ columns: LinearAxis) {
    self.scores = scores
    self.columns = columns
  }

  /// Finds the candidates between two rows, unless they are those of the last call.
  mutating func load(upper: Int, lower: Int) {
    guard (upper, lower) != (self.upper, self.lower) else { return }
    (self.upper, self.lower) = (upper, lower)
    candidates.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
    let extents = scores.shape.extents
    for cell in columns.cells {
      starts.append(candidates.count)
      // Interpolated scores lie between those of the corners.
      var floor = -Float.infinity
      for concept in 0..<extents[0] { floor = max(floor, corners(concept, cell).min()) }
      for concept in 0..<extents[0] where corners(concept, cell).max() >= floor {
        candidates.append(concept)
      }
    }
    starts.append(candidates.count)
  }

  /// The scores of a concept at the four middles around a cell: two above, two below.
  private func corners(_ concept: Int, _ cell: LinearAxis.Cell) -> SIMD4<Float> {
    let (height, width) = (scores.shape.extents[1], scores.shape.extents[2])
    let (above, below) = ((concept * height + upper) * width, (concept * height + lower) * width)
    let elements = scores.elements.span
    return SIMD4(
      elements[above + cell.left], elements[above + cell.right], elements[below + cell.left],
      elements[below + cell.right])
  }

  /// Writes the likeliest concepts of a row that lies `share` of the way down.
  func write(share: Float, to numbers: UnsafeMutableBufferPointer<UInt16>) {
    for (index, cell) in columns.cells.enumerated() {
      let candidates = candidates[starts[index]..<starts[index + 1]]
      let first = candidates.first ?? 0
      if candidates.count == 1 {
        for column in cell.positions { unsafe numbers[column] = UInt16(truncatingIfNeeded: first) }
        continue
      }
      let lines = candidates.map { concept in
        let corners = corners(concept, cell)
        return (1 - share) * corners.lowHalf + share * corners.highHalf
      }
      for column in cell.positions {
        let across = columns.place(of: column).share
        var largest = -Float.infinity
        var number = 0
        for (concept, line) in zip(candidates, lines) {
          let score = (1 - across) * line.x + across * line.y
          if score > largest { (largest, number) = (score, concept) }
        }
        unsafe numbers[column] = UInt16(truncatingIfNeeded: number)
      }
    }
  }
}

/// Which two old positions make each new one along an axis, and how.
private struct LinearAxis: Sendable {
  /// New positions between the same two old ones.
  struct Cell {
    let left: Int
    let right: Int
    let positions: Range<Int>
  }

  private let old: Int
  private let new: Int
  private(set) var cells: [Cell] = []

  init(from old: Int, to new: Int) {
    self.old = old
    self.new = new
    var start = 0
    for position in 1...new {
      let (left, right, _) = place(of: start)
      if position < new, place(of: position).left == left { continue }
      cells.append(Cell(left: left, right: right, positions: start..<position))
      start = position
    }
  }

  /// The old positions around a new one, and what the right one counts; the left counts the rest.
  func place(of position: Int) -> (left: Int, right: Int, share: Float) {
    let place = (Double(position) + 0.5) * Double(old) / Double(new) - 0.5
    let inside = min(max(place, 0), Double(old - 1))
    return (Int(inside), min(Int(inside) + 1, old - 1), Float(inside - inside.rounded(.down)))
  }
}
