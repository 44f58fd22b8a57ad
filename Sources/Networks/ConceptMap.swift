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
}
