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

  /// How many pixels each concept has.
  ///
  /// - Parameter concepts: How many concepts there are.
  /// - Returns: Their pixels, by their numbers.
  /// - Precondition: No number is beyond them.
  package func areas(of concepts: Int) -> [Int] {
    var areas = [Int](repeating: 0, count: concepts)
    for number in numbers { areas[Int(number)] += 1 }
    return areas
  }
}
