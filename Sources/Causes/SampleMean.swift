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

  /// The unbiased variance of the pictures; 0 for fewer than two.
  package var variance: Double {
    guard count > 1 else { return 0 }
    let spread = Double(squares) - Double(sum) * mean
    return max(0, spread / Double(count - 1))
  }

  /// The standard error of the mean.
  package var standardError: Double { count == 0 ? 0 : (variance / Double(count)).squareRoot() }

  /// Half of the 99 % confidence interval of the mean: 2.58 standard errors, as in PNAS 2020.
  package var interval: Double { 2.58 * standardError }
}
