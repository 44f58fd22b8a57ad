/// The mean of a whole number over pictures, and how far the sample may be from it.
///
/// It keeps integers, so that neither the order of the pictures nor the number of machines changes a bit.
package struct SampleMean: Equatable, Sendable {
  package private(set) var count = 0
  private var sum = 0
  private var squares = 0

  package init() {}

  /// Counts a picture.
  package mutating func add(_ number: Int) {
    count += 1
    sum += number
    squares += number * number
  }

  /// Counts what another sample has.
  package mutating func add(_ other: SampleMean) {
    count += other.count
    sum += other.sum
    squares += other.squares
  }

  /// 0 in an empty sample.
  package var mean: Double { count == 0 ? 0 : Double(sum) / Double(count) }

  /// The unbiased variance of the pictures; nil for fewer than two.
  package var variance: Double? {
    guard count > 1 else { return nil }
    let spread = Double(squares) - Double(sum) * mean
    return max(0, spread / Double(count - 1))
  }

  /// Half of the 99 % confidence interval of the mean: 2.58 standard errors, as in PNAS 2020; nil for
  /// fewer than two pictures, which tell nothing of it.
  package var interval: Double? { variance.map { 2.58 * ($0 / Double(count)).squareRoot() } }
}
