/// Adam (Kingma and Ba 2015), with PyTorch's defaults: steps whose length the gradient's own history sets.
package struct Adam: Equatable, Sendable {
  private let rate: Double
  private var means: [Double]
  private var squares: [Double]
  private var steps = 0

  private static let decay = (mean: 0.9, square: 0.999)
  private static let epsilon = 1e-8

  /// Begins without a history.
  ///
  /// - Parameters:
  ///   - rate: The longest step of a number, about.
  ///   - count: How many numbers there are.
  package init(rate: Double, count: Int) {
    self.rate = rate
    means = [Double](repeating: 0, count: count)
    squares = means
  }

  /// Takes a step against a gradient.
  ///
  /// - Precondition: There is a slope for each number.
  package mutating func step(_ numbers: inout [Double], against gradient: [Double]) {
    precondition(
      numbers.count == means.count && gradient.count == means.count,
      "\(gradient.count) slopes of \(numbers.count) numbers, expected \(means.count)")
    steps += 1
    var correction = (mean: 1.0, square: 1.0)
    for _ in 0..<steps {
      correction.mean *= Self.decay.mean
      correction.square *= Self.decay.square
    }
    for (index, slope) in gradient.enumerated() {
      means[index] += (1 - Self.decay.mean) * (slope - means[index])
      squares[index] += (1 - Self.decay.square) * (slope * slope - squares[index])
      let root = (squares[index] / (1 - correction.square)).squareRoot()
      numbers[index] -=
        rate * means[index] / (1 - correction.mean) / (root + Self.epsilon)
    }
  }
}
