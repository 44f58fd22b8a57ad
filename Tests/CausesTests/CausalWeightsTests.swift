import Causes
import Testing
import Units

struct CausalWeightsTests {
  @Test func `weights begin in proportion to the IoU`() {
    #expect(CausalWeights(ious: [0.1, 0, 0.2], rate: 0.1, penalty: 0).values == [0.5, 0, 1])
    #expect(CausalWeights(ious: [0, 0], rate: 0.1, penalty: 0).values == [0, 0])
  }

  @Test func `a first step is as long as the rate, whatever the slope, and ends at 0 and 1`() {
    var weights = CausalWeights(ious: [1, 2, 2, 0.1], rate: 0.2, penalty: 0)
    weights.add(removal: [3, 1e-4, 0, 5], insertion: [0, 0, 2, 0])
    weights.step()
    for (found, wanted) in zip(weights.values, [0.3, 0.8, 1, 0]) {
      #expect(abs(found - wanted) < 1e-3)
    }
  }

  @Test func `the penalty draws weights to 0 that do nothing`() {
    var weights = CausalWeights(ious: [1, 1], rate: 0.01, penalty: 0.005)
    #expect(abs(weights.penaltySum - 0.01) < 1e-12)
    for _ in 0..<200 {
      weights.add(removal: [0, 0], insertion: [0, 0.1])
      weights.step()
    }
    #expect(weights.values[0] < 0.2 && weights.values[1] == 1)
  }

  @Test func `equal weights are ranked as another ranking has them`() {
    let weights = CausalWeights(ious: [1, 1, 0.5, 1], rate: 0.1, penalty: 0)
    #expect(weights.ranking(of: [2, 3, 0, 1]) == [3, 0, 1, 2])
  }

  @Test func `means count each cell by its weight`() {
    var features = WeightedFeatures(units: 2)
    #expect(features.means == [0, 0])
    features.add([1, 9, 10, 9], weights: [0.5, 0])
    features.add([4, 1, 40, 10], weights: [0, 0.25])
    #expect(features.means == [1, 10])
  }

  @Test func `cells are drawn in proportion to how often the concept stands there`() {
    var popularity = CellPopularity(cells: 4)
    for _ in 0..<90 { popularity.add(2) }
    for _ in 0..<10 { popularity.add(0) }
    var random = SeededRandom(seed: 4)
    var counts = [0, 0, 0, 0]
    for _ in 0..<4000 { counts[popularity.draw(1, using: &random)[0]] += 1 }
    // Each count and a tenth of their mean: 12.5, 2.5, 92.5 and 2.5 of 110.
    for (found, wanted) in zip(counts, [455, 91, 3364, 91]) { #expect(abs(found - wanted) < 70) }
    #expect(popularity.draw(9, using: &random).sorted() == [0, 1, 2, 3])
    #expect(popularity.draw(2, using: &random) { $0 == 1 } == [1])
    #expect(popularity.draw(1, using: &random) { _ in false }.isEmpty)
  }

  @Test func `numbers that are drawn are different`() {
    var random = SeededRandom(seed: 1)
    #expect(random.draw(5, below: 5).sorted() == [0, 1, 2, 3, 4])
    #expect(Set(random.draw(20, below: 128)).count == 20)
    #expect(random.draw(3, below: 2).count == 2)
  }

  @Test func `an effect is a share of what was there`() throws {
    var effect = RankingEffect()
    #expect(effect.change == nil)
    effect.addRemoval(before: 30, after: 10)
    effect.addRemoval(before: 10, after: 10)
    effect.addInsertion(5)
    let change = try #require(effect.change)
    #expect(change.removal == 0.5 && effect.inserted.mean == 5)
    #expect(abs(try #require(change.interval) - 2.58 * 10 / 20) < 1e-12)
    #expect(effect.inserted.interval == nil)
  }
}
