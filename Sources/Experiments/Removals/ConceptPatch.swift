package import Units

/// The largest connected patch of a layer's cells in which a picture shows a concept.
///
/// Cells that touch at a corner are connected. Who removes the object under a brush paints such a patch.
package struct ConceptPatch: Equatable, Sendable {
  /// Places in the grid, row by row.
  package let cells: [Int]
  /// Whether each pixel of the label map lies in one of the cells.
  package let isInside: [Bool]
  /// How many of these pixels show the concept.
  package let pixels: Int

  /// Finds the patch with most pixels of the concept; nil where the picture does not show it.
  package init?(of concept: Int, in labels: LabelMap, on grid: Grid) {
    let cellOfPixel = labels.grid.cells(of: grid)
    var counts = [Int](repeating: 0, count: grid.count)
    for (pixel, number) in labels.numbers.enumerated() where Int(number) == concept {
      counts[cellOfPixel[pixel]] += 1
    }
    var (best, most): ([Int], Int) = ([], 0)
    var isTaken = counts.map { $0 == 0 }
    for start in counts.indices where !isTaken[start] {
      isTaken[start] = true
      var (patch, next) = ([start], 0)
      while next < patch.count {
        for neighbour in grid.neighbours(of: patch[next]) where !isTaken[neighbour] {
          isTaken[neighbour] = true
          patch.append(neighbour)
        }
        next += 1
      }
      let sum = patch.reduce(0) { $0 + counts[$1] }
      if sum > most { (best, most) = (patch, sum) }
    }
    guard most > 0 else { return nil }
    cells = best.sorted()
    pixels = most
    let chosen = Set(cells)
    isInside = cellOfPixel.map(chosen.contains)
  }
}

extension Grid {
  /// For each pixel of this grid the cell of a coarser one, or of a finer one, that it lies in.
  package func cells(of other: Grid) -> [Int] {
    (0..<count).map { pixel in
      (pixel / width) * other.height / height * other.width
        + (pixel % width) * other.width / width
    }
  }

  /// The cells around a cell, corners included.
  fileprivate func neighbours(of cell: Int) -> [Int] {
    let (row, column) = (cell / width, cell % width)
    return (max(0, row - 1)...min(height - 1, row + 1)).flatMap { row in
      (max(0, column - 1)...min(width - 1, column + 1)).map { row * width + $0 }
    }
  }
}
