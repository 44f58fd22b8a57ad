/// How many units a stroke sets: GANPaint's three steps, and any number.
package enum Strength {
  /// Low, medium and high as in GANPaint's client, then further.
  package static let steps = [4, 10, 15, 30]

  /// The step below or above a number of units, at most `all`.
  package static func step(from count: Int, stronger: Bool, all: Int) -> Int {
    let steps = Self.steps.filter { $0 < all } + [all]
    return stronger ? steps.first { $0 > count } ?? all : steps.last { $0 < count } ?? count
  }
}
