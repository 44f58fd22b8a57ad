/// The order in which positions of the screen turn brighter where an area is between two shades:
/// Bayer's matrix of two by two.
enum DitherMatrix {
  /// How many positions show a whole mixture.
  static let count = 4

  /// The place of a position in that order, from 0; the first two lie on a diagonal.
  static func rank(row: Int, column: Int) -> Int {
    column & 1 == row & 1 ? row & 1 : 3 - (row & 1)
  }
}
