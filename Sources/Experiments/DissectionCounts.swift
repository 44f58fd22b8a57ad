package import Dissection
import Units

/// What was counted of a plan: the tallies of its layers, and the blocks of pictures in them.
package struct DissectionCounts: Equatable, Sendable {
  /// By layer of the plan.
  package var tallies: [LayerTally]
  /// Numbers of the blocks that were counted, in rising ranges that do not touch.
  package private(set) var blocks: [Range<Int>]
  /// Pictures that cannot be read, by block.
  private var skippedByBlock: [Int: [DissectionReport.SkippedPicture]]

  /// Begins with nothing counted.
  package init(_ plan: DissectionPlan) {
    self.init(
      tallies: plan.layers.map { LayerTally($0, conceptCount: plan.concepts.count) }, blocks: [],
      skipped: [:])
  }

  /// Takes what was counted before.
  init(
    tallies: [LayerTally], blocks: [Range<Int>],
    skipped: [Int: [DissectionReport.SkippedPicture]]
  ) {
    self.tallies = tallies
    self.blocks = blocks
    skippedByBlock = skipped
  }

  /// How many blocks were counted.
  package var blockCount: Int { blocks.reduce(0) { $0 + $1.count } }

  /// Pictures that cannot be read, in order.
  package var skipped: [DissectionReport.SkippedPicture] {
    skippedByBlock.sorted { $0.key < $1.key }.flatMap(\.value)
  }

  var skippedPictures: [Int: [DissectionReport.SkippedPicture]] { skippedByBlock }

  /// Whether a block was counted.
  package func contains(_ block: Int) -> Bool { blocks.contains { $0.contains(block) } }

  /// The blocks of a range that were not counted.
  package func missing(from range: Range<Int>) -> [Range<Int>] {
    var (missing, next): ([Range<Int>], Int) = ([], range.lowerBound)
    for counted in blocks where counted.overlaps(range) {
      if counted.lowerBound > next { missing.append(next..<counted.lowerBound) }
      next = max(next, counted.upperBound)
    }
    return next < range.upperBound ? missing + [next..<range.upperBound] : missing
  }

  /// Notes that a block was counted.
  ///
  /// - Precondition: It was not counted before.
  package mutating func add(block: Int, skipped: [DissectionReport.SkippedPicture]) {
    cover([block..<block + 1])
    if !skipped.isEmpty { skippedByBlock[block] = skipped }
  }

  /// Adds what was counted elsewhere by the same plan.
  ///
  /// - Precondition: No block is in both.
  package mutating func add(_ other: DissectionCounts) {
    for index in tallies.indices { tallies[index].add(other.tallies[index]) }
    cover(other.blocks)
    skippedByBlock.merge(other.skippedByBlock) { first, _ in first }
  }

  /// The first blocks that were counted in both, if there are any.
  package func overlap(with other: DissectionCounts) -> Range<Int>? {
    for range in blocks {
      for other in other.blocks where range.overlaps(other) { return range.clamped(to: other) }
    }
    return nil
  }

  private mutating func cover(_ ranges: [Range<Int>]) {
    var joined: [Range<Int>] = []
    for range in (blocks + ranges).sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = joined.last {
        precondition(last.upperBound <= range.lowerBound, "\(range) was counted before")
        if last.upperBound == range.lowerBound {
          joined[joined.count - 1] = last.lowerBound..<range.upperBound
          continue
        }
      }
      joined.append(range)
    }
    blocks = joined
  }
}
