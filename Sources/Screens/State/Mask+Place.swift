import Painting
import Units

extension Mask {
  /// Where the painted cells lie on their grid: `upper left`, `along the top`, `everywhere`.
  var place: String {
    let row = Self.third(of: rows, in: grid.height)
    let column = Self.third(of: columns, in: grid.width)
    return switch (row, column) {
    case (nil, nil): "all over"
    case (0, nil): "along the top"
    case (1, nil): "across the middle"
    case (_, nil): "along the bottom"
    case (nil, 0): "left side"
    case (nil, 1): "down the middle"
    case (nil, _): "right side"
    case (0, 1): "top"
    case (2, 1): "bottom"
    case (1, 0): "left"
    case (1, 1): "middle"
    case (1, _): "right"
    case (0, 0): "upper left"
    case (0, _): "upper right"
    case (_, 0): "lower left"
    default: "lower right"
    }
  }

  /// In which third the middle of a range lies; nil where the range takes more than two thirds.
  private static func third(of range: Range<Int>, in extent: Int) -> Int? {
    guard 3 * range.count <= 2 * extent else { return nil }
    return min(2, 3 * (range.lowerBound + range.upperBound) / (2 * extent))
  }
}
