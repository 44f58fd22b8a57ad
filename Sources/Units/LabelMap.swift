/// Which concept each pixel of a picture shows, as its number among a list of concepts.
package struct LabelMap: Equatable, Sendable {
  package let grid: Grid
  /// One number a pixel, row by row from the upper left corner.
  package let numbers: [UInt16]

  /// More concepts than a map can tell apart.
  package static let conceptLimit = 1 << 16

  package init(grid: Grid, numbers: [UInt16]) {
    precondition(numbers.count == grid.count, "\(numbers.count) pixels for \(grid)")
    self.grid = grid
    self.numbers = numbers
  }
}
