/// Which concept a segmenter sees at each pixel, as its number among the segmenter's concepts.
package struct ConceptMap: Equatable, Sendable {
  package let grid: Grid
  /// One number a pixel, row by row.
  package let numbers: [UInt8]

  package init(grid: Grid, numbers: [UInt8]) {
    precondition(numbers.count == grid.count, "\(numbers.count) pixels for \(grid)")
    self.grid = grid
    self.numbers = numbers
  }

  /// How many pixels show each of the first `count` concepts.
  ///
  /// - Precondition: There is no number beyond them.
  package func pixelCounts(of count: Int) -> [Int] {
    var counts = [Int](repeating: 0, count: count)
    for number in numbers { counts[Int(number)] += 1 }
    return counts
  }
}
