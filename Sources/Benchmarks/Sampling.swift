/// How often something is timed, and which of the times counts.
package struct Sampling {
  /// How many rounds; without a number, as many as it takes for the median to be steady.
  let rounds: Int?

  /// Chooses the rounds.
  package init(rounds: Int? = nil) { self.rounds = rounds }

  private static let fewestRounds = 15
  private static let shortest = Duration.milliseconds(200)

  /// The median of some rounds, after one that is not counted and has the number 0.
  package func median(
    fewest: Int = Self.fewestRounds, of round: (Int) throws -> Double
  ) rethrows -> Double {
    try medians(fewest: fewest) { [try round($0)] }[0]
  }

  /// The medians of several things that every round measures.
  package func medians(
    fewest: Int = Self.fewestRounds, of round: (Int) throws -> [Double]
  ) rethrows -> [Double] {
    var samples = try round(0).map { _ in [Double]() }
    let start = ContinuousClock.now
    var number = 1
    while number <= rounds ?? fewest
      || rounds == nil && ContinuousClock.now - start < Self.shortest
    {
      for (index, value) in try round(number).enumerated() { samples[index].append(value) }
      number += 1
    }
    return samples.map { values in
      let sorted = values.sorted()
      return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }
  }

  /// The milliseconds that some work takes.
  static func milliseconds(_ work: () throws -> Void) rethrows -> Double {
    try ContinuousClock().measure(work) / .milliseconds(1)
  }
}
