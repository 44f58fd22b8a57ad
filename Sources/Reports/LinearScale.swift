import Glibc

/// Where the values of a chart's axis lie in the drawing.
package struct LinearScale: Sendable {
  package let values: ClosedRange<Double>
  /// Where the least and the greatest value lie; the first may be greater, because y grows downwards.
  package let places: (Double, Double)

  /// - Precondition: The values are finite, and not all the same.
  package init(from values: ClosedRange<Double>, to places: (Double, Double)) {
    precondition(
      values.lowerBound < values.upperBound && (values.upperBound - values.lowerBound).isFinite,
      "an axis of \(values)")
    self.values = values
    self.places = places
  }

  /// The place of a value.
  package func callAsFunction(_ value: Double) -> Double {
    let share = (value - values.lowerBound) / (values.upperBound - values.lowerBound)
    return places.0 + share * (places.1 - places.0)
  }

  /// About `count` round values to write beside the axis, and how many decimals they have.
  package func ticks(_ count: Int) -> (values: [Double], decimals: Int) {
    let rough = (values.upperBound - values.lowerBound) / Double(max(count, 1))
    let power = floor(log10(rough))
    let step =
      [1.0, 2, 5, 10].map { $0 * pow(10, power) }.first { $0 >= rough * 0.999 }
      ?? 10 * pow(10, power)
    let first = Int((values.lowerBound / step).rounded(.up))
    let last = Int((values.upperBound / step + 1e-9).rounded(.down))
    guard first <= last else { return ([], 0) }
    return ((first...last).map { Double($0) * step }, max(0, Int(-floor(log10(step) + 1e-9))))
  }
}
