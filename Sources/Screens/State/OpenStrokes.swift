/// The open list of strokes and toggles, one of them selected.
package struct OpenStrokes: Equatable, Sendable {
  /// The selected row; there may be fewer since.
  package internal(set) var row = 0
  /// The selected unit of the stroke, while its units are listed, by its place among them.
  package internal(set) var unit: Int?

  /// The screen rows that a stroke takes in a list of some height: few rows show what it is only.
  static func rowHeight(inHeight height: Int) -> Int { height < 8 ? 1 : 2 }

  /// Selects a row, or a unit where units are listed, or the nearest that there is.
  mutating func select(_ index: Int, of count: Int) {
    let index = max(0, min(index, count - 1))
    if unit == nil { row = index } else { unit = index }
  }
}
