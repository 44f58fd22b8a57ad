/// The mean of a whole number over samples of which several come from one picture.
///
/// Samples of one picture resemble each other, so that the interval is taken from the differences
/// between pictures. It keeps integers, as `SampleMean` does.
package struct ClusteredMean: Equatable, Sendable {
  /// How many samples there are.
  package private(set) var count = 0
  /// How many pictures they come from.
  package private(set) var pictures = 0
  private var sum = 0
  private var squares = 0
  /// Sums over pictures of products of a picture's sum and its number of samples.
  private var sumsSquared = 0
  private var sumsTimesCounts = 0
  private var countsSquared = 0

  package init() {}

  /// Counts all samples of a picture; none of no samples.
  package mutating func add(picture samples: [Int]) {
    guard !samples.isEmpty else { return }
    let total = samples.reduce(0, +)
    count += samples.count
    pictures += 1
    sum += total
    squares += samples.reduce(0) { $0 + $1 * $1 }
    sumsSquared += total * total
    sumsTimesCounts += total * samples.count
    countsSquared += samples.count * samples.count
  }

  /// Counts what another sample of other pictures has.
  package mutating func add(_ other: ClusteredMean) {
    count += other.count
    pictures += other.pictures
    sum += other.sum
    squares += other.squares
    sumsSquared += other.sumsSquared
    sumsTimesCounts += other.sumsTimesCounts
    countsSquared += other.countsSquared
  }

  /// 0 without samples.
  package var mean: Double { count == 0 ? 0 : Double(sum) / Double(count) }

  /// The standard deviation of single samples: the published error bars.
  package var deviation: Double {
    guard count > 1 else { return 0 }
    let spread = Double(squares) - Double(sum) * mean
    return max(0, spread / Double(count - 1)).squareRoot()
  }

  /// The standard error of the mean, a ratio of two sums over pictures (Cochran 1977, §6.4); nil for fewer
  /// than two pictures.
  package var standardError: Double? {
    guard pictures > 1 else { return nil }
    let spread =
      Double(sumsSquared) - 2 * mean * Double(sumsTimesCounts) + mean * mean * Double(countsSquared)
    let variance = max(0, spread) * Double(pictures) / Double(pictures - 1)
    return variance.squareRoot() / Double(count)
  }

  /// Half of the 99 % confidence interval of the mean: 2.58 standard errors; nil for fewer than two pictures.
  package var interval: Double? { standardError.map { 2.58 * $0 } }
}
