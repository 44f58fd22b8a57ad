package import Dissection

/// Which blocks of pictures were counted, and which of their pictures cannot be read.
package struct CountedBlocks: Equatable, Sendable {
  /// Numbers of the blocks, in rising ranges that do not touch.
  package private(set) var ranges: [Range<Int>] = []
  /// Pictures that cannot be read, by block.
  package private(set) var skipped: [Int: [DissectionReport.SkippedPicture]] = [:]

  package init() {}

  /// Takes what was counted before.
  init(ranges: [Range<Int>], skipped: [Int: [DissectionReport.SkippedPicture]]) {
    self.ranges = ranges
    self.skipped = skipped
  }

  /// How many blocks were counted.
  package var count: Int { ranges.reduce(0) { $0 + $1.count } }

  /// Whether a block was counted.
  package func contains(_ block: Int) -> Bool { ranges.contains { $0.contains(block) } }

  /// The pictures of a plan that were counted: not those that cannot be read.
  func pictureCounts(of plan: some CountingPlan) -> [Int] {
    ranges.joined().map { plan.pictures(of: $0).count - (skipped[$0]?.count ?? 0) }
  }

  /// The blocks of a range that were not counted.
  package func missing(from range: Range<Int>) -> [Range<Int>] {
    var (missing, next): ([Range<Int>], Int) = ([], range.lowerBound)
    for counted in ranges where counted.overlaps(range) {
      if counted.lowerBound > next { missing.append(next..<counted.lowerBound) }
      next = max(next, counted.upperBound)
    }
    return next < range.upperBound ? missing + [next..<range.upperBound] : missing
  }

  /// Notes that a block was counted.
  ///
  /// - Precondition: It was not counted before.
  package mutating func add(_ block: Int, skipped pictures: [DissectionReport.SkippedPicture]) {
    cover([block..<block + 1])
    if !pictures.isEmpty { skipped[block] = pictures }
  }

  /// Notes that blocks were counted elsewhere.
  ///
  /// - Precondition: No block is in both.
  package mutating func add(_ other: CountedBlocks) {
    cover(other.ranges)
    skipped.merge(other.skipped) { first, _ in first }
  }

  /// The first blocks that were counted in both, if there are any.
  package func overlap(with other: CountedBlocks) -> Range<Int>? {
    for range in ranges {
      for other in other.ranges where range.overlaps(other) { return range.clamped(to: other) }
    }
    return nil
  }

  private mutating func cover(_ more: [Range<Int>]) {
    var joined: [Range<Int>] = []
    for range in (ranges + more).sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = joined.last {
        precondition(last.upperBound <= range.lowerBound, "\(range) was counted before")
        if last.upperBound == range.lowerBound {
          joined[joined.count - 1] = last.lowerBound..<range.upperBound
          continue
        }
      }
      joined.append(range)
    }
    ranges = joined
  }
}
