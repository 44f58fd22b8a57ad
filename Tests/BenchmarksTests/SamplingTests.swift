import Benchmarks
import Testing

@Suite struct SamplingTests {
  private static let samples: [(times: [Double], median: Double)] = [
    ([9, 1, 2, 3], 2), ([9, 5, 1, 3, 4], 3.5), ([9, 7], 7), ([0, 1, 2, 3, 4, 100], 3),
  ]

  @Test(arguments: samples)
  func `the median leaves the first round out`(times: [Double], median: Double) {
    let sampling = Sampling(rounds: times.count - 1)
    #expect(sampling.median { times[$0] } == median)
  }

  @Test func `things that a round measures have medians of their own`() {
    let medians = Sampling(rounds: 3).medians { [Double($0), Double(10 * $0), -Double($0)] }
    #expect(medians == [2, 20, -2])
  }

  @Test func `without a number there are as many rounds as are wanted at least`() {
    var rounds = 0
    _ = Sampling().median(fewest: 20) {
      rounds = $0; return 0
    }
    #expect(rounds >= 20)
  }

  @Test func `an error ends the rounds`() {
    struct Failure: Error {}
    #expect(throws: Failure.self) {
      try Sampling(rounds: 5).median { if $0 == 2 { throw Failure() } else { 1 } }
    }
  }
}
