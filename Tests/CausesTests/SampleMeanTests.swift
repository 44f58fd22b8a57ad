import Causes
import Testing

struct SampleMeanTests {
  private func sample(_ numbers: [Int]) -> SampleMean {
    var sample = SampleMean()
    for number in numbers { sample.add(number) }
    return sample
  }

  @Test func `a sample has its mean and unbiased variance`() throws {
    let sample = sample([1, 2, 4, 9])
    #expect(sample.mean == 4)
    #expect(abs(try #require(sample.variance) - 38.0 / 3) < 1e-12)
    #expect(abs(try #require(sample.interval) - 2.58 * (38.0 / 3 / 4).squareRoot()) < 1e-12)
  }

  @Test func `parts of a sample add up to the whole in any order`() {
    var (first, second) = (sample([5, -3]), sample([8, 0, 1]))
    let parts = (first, second)
    first.add(parts.1)
    second.add(parts.0)
    #expect(first == second && first == sample([8, 0, 1, -3, 5]))
  }

  @Test func `a sample of none or one is sure of nothing and says so`() {
    #expect(SampleMean().mean == 0 && SampleMean().interval == nil)
    #expect(sample([7]).mean == 7 && sample([7]).interval == nil)
  }
}
