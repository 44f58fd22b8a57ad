import Causes
import Testing

@Suite struct ContextTallyTests {
  private typealias Insertion = ContextTally.Insertion

  @Test func `gains are means by context, of the concept's mean pixels`() throws {
    var tally = ContextTally(concepts: 3)
    tally.add(
      before: 10,
      [
        Insertion(context: 0, gain: 6), Insertion(context: 0, gain: 2),
        Insertion(context: 1, gain: -1),
      ])
    tally.add(before: 30, [Insertion(context: 0, gain: 1)])
    #expect(tally.before.mean == 20)
    let gain = tally.gains[0]
    #expect(gain.count == 3 && gain.pictures == 2 && gain.mean == 3)
    #expect(try #require(tally.share(in: 0)).share == 0.15)
    #expect(try #require(tally.share(in: 1)).share == -0.05)
    // One picture tells nothing of how far pictures differ.
    #expect(try #require(tally.share(in: 1)).interval == nil)
    #expect(tally.share(in: 2) == nil)
    // Single samples 6, 2 and 1 deviate by 3, -1 and -2 from their mean.
    #expect(abs(gain.deviation - 7.0.squareRoot()) < 1e-12)
    // The pictures' sums 8 and 1 deviate by 2 and -2 from what 2 and 1 samples of 3 make.
    #expect(abs(try #require(gain.standardError) - 16.0.squareRoot() / 3) < 1e-12)
  }

  @Test func `samples of one picture that are alike make the mean no surer`() throws {
    var (one, many) = (ClusteredMean(), ClusteredMean())
    for value in [3, 5, 10, 2] {
      one.add(picture: [value])
      many.add(picture: Array(repeating: value, count: 64))
    }
    let error = try #require(one.standardError)
    #expect(many.count == 256)
    #expect(abs(try #require(many.standardError) - error) < 1e-12)
    var single = SampleMean()
    for value in [3, 5, 10, 2] { single.add(value) }
    #expect(abs(2.58 * error - (try #require(single.interval))) < 1e-12)
  }

  @Test func `parts add up to the whole, in any order`() {
    var (whole, first, second) = (
      ContextTally(concepts: 2), ContextTally(concepts: 2), ContextTally(concepts: 2)
    )
    for number in 0..<9 {
      let insertions = (0..<4).map { Insertion(context: $0 % 2, gain: number * $0 - 5) }
      whole.add(before: number, insertions)
      if number < 4 {
        first.add(before: number, insertions)
      } else {
        second.add(before: number, insertions)
      }
    }
    second.add(first)
    #expect(second == whole)
  }

  @Test func `an insertion that no picture can be compared with has no share`() {
    var tally = ContextTally(concepts: 1)
    tally.add(before: 0, [Insertion(context: 0, gain: 4)])
    #expect(tally.share(in: 0) == nil && tally.gains[0].mean == 4)
  }
}
