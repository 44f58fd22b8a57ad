import Glibc

/// Spearman's coefficient of two lists of numbers, with its 99 % confidence interval.
///
/// Equal numbers share the mean of their ranks. The interval is Fisher's: the inverse hyperbolic tangent
/// of the coefficient is about normal, with the variance 1.06 / (n − 3) of Fieller, Hartley and
/// Pearson (1957).
package struct RankCorrelation: Equatable, Sendable {
  package let count: Int
  /// -1...1.
  package let coefficient: Double
  package let interval: ClosedRange<Double>

  /// Compares lists; nil for fewer than four pairs, or where all numbers of a list are equal.
  package init?(_ first: [Double], _ second: [Double]) {
    precondition(first.count == second.count, "\(first.count) and \(second.count) numbers")
    guard first.count > 3 else { return nil }
    let (x, y) = (Self.ranks(of: first), Self.ranks(of: second))
    let mean = Double(first.count + 1) / 2
    var (both, xs, ys) = (0.0, 0.0, 0.0)
    for (x, y) in zip(x, y) {
      both += (x - mean) * (y - mean)
      xs += (x - mean) * (x - mean)
      ys += (y - mean) * (y - mean)
    }
    guard xs > 0, ys > 0 else { return nil }
    count = first.count
    coefficient = max(-1, min(1, both / (xs * ys).squareRoot()))
    let reach = 2.58 * (1.06 / Double(first.count - 3)).squareRoot()
    let middle = atanh(coefficient)
    interval = tanh(middle - reach)...tanh(middle + reach)
  }

  /// The rank of each number from 1 on, the smallest first.
  package static func ranks(of numbers: [Double]) -> [Double] {
    let order = numbers.indices.sorted { numbers[$0] < numbers[$1] }
    var ranks = [Double](repeating: 0, count: numbers.count)
    var start = 0
    while start < order.count {
      var end = start
      while end + 1 < order.count, numbers[order[end + 1]] == numbers[order[start]] { end += 1 }
      for place in start...end { ranks[order[place]] = Double(start + end) / 2 + 1 }
      start = end + 1
    }
    return ranks
  }
}
