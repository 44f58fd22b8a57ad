import Dissection
import Testing
import Units

import Experiments

struct DissectionCountsTests {
  private static let plan = DissectionPlan(
    model: .init(name: "model", hash: "", title: ""), segmenter: nil,
    specimens: .latents(count: 100),
    layers: [LayerSummary(name: "layer1", units: 1, grid: Grid(height: 2, width: 2))],
    concepts: [.init(name: "sky", category: "object")], labelGrid: DissectionPlan.labelGrid,
    confidence: nil, scales: [[LevelScale(sample: [0, 1])]])

  private func counts(_ blocks: Int...) -> DissectionCounts {
    var counts = DissectionCounts(Self.plan)
    for block in blocks { counts.add(block: block, skipped: []) }
    return counts
  }

  @Test func `blocks join in whatever order they are counted`() {
    #expect(Self.plan.blockCount == 7 && Self.plan.pictures(of: 6) == 96..<100)
    #expect(counts(3, 1, 2, 5).blocks == [1..<4, 5..<6])
    #expect(counts(3, 1, 2, 5).missing(from: 0..<7) == [0..<1, 4..<5, 6..<7])
    #expect(counts(3, 1, 2, 5).missing(from: 1..<4).isEmpty)
    var sum = counts(0, 1)
    sum.add(counts(2, 4))
    #expect(sum.blocks == [0..<3, 4..<5] && sum.blockCount == 4)
  }

  @Test func `blocks that were counted twice are found`() {
    #expect(counts(0, 1, 2).overlap(with: counts(2, 3)) == 2..<3)
    #expect(counts(0, 1).overlap(with: counts(2, 3)) == nil)
  }

  @Test func `parts cover a run, each block once`() throws {
    for count in [1, 2, 3, 7, 11] {
      var next = 0
      for number in 1...count {
        let blocks = try #require(Shard("\(number)/\(count)")).blocks(of: 7)
        #expect(blocks.lowerBound == next)
        next = blocks.upperBound
      }
      #expect(next == 7)
    }
  }
}
