package import Dissection
package import Files

/// What was counted of a plan: numbers that add up, and the blocks of pictures in them.
package protocol BlockCounts: Equatable, Sendable {
  associatedtype Plan

  /// Begins with nothing counted.
  init(_ plan: Plan)

  /// The blocks that were counted.
  var coverage: CountedBlocks { get set }

  /// Adds the numbers of other blocks.
  mutating func addNumbers(of other: Self)

  /// Writes all arrays into a folder, which is there.
  func write(to folder: String) throws(OutputError)

  /// Reads all arrays.
  ///
  /// - Parameters:
  ///   - folder: Where they are.
  ///   - plan: What was counted by.
  ///   - coverage: What is counted in them.
  /// - Throws: `DissectionError`, which names the file that does not hold such counts.
  init(readFrom folder: String, _ plan: Plan, _ coverage: CountedBlocks) throws(DissectionError)
}

extension BlockCounts {
  /// Numbers of the blocks that were counted, in rising ranges that do not touch.
  package var blocks: [Range<Int>] { coverage.ranges }

  /// How many blocks were counted.
  package var blockCount: Int { coverage.count }

  /// Pictures that cannot be read, in order.
  package var skipped: [DissectionReport.SkippedPicture] {
    coverage.skipped.sorted { $0.key < $1.key }.flatMap(\.value)
  }

  /// The blocks of a range that were not counted.
  package func missing(from range: Range<Int>) -> [Range<Int>] { coverage.missing(from: range) }

  /// Notes that a block was counted.
  ///
  /// - Precondition: It was not counted before.
  package mutating func add(block: Int, skipped: [DissectionReport.SkippedPicture]) {
    coverage.add(block, skipped: skipped)
  }

  /// Adds what was counted elsewhere by the same plan.
  ///
  /// - Precondition: No block is in both.
  package mutating func add(_ other: Self) {
    addNumbers(of: other)
    coverage.add(other.coverage)
  }

  /// The first blocks that were counted in both, if there are any.
  package func overlap(with other: Self) -> Range<Int>? { coverage.overlap(with: other.coverage) }
}

/// Counts the pictures of a plan, block by block.
package protocol BlockCounter<Counts>: AnyObject {
  associatedtype Counts: BlockCounts

  /// What was counted so far.
  var counts: Counts { get }

  /// Counts the pictures of a block.
  ///
  /// - Parameters:
  ///   - block: Its number, which was not counted yet.
  ///   - isCancelled: Asked before each layer.
  /// - Returns: False when cancelled; nothing of the block is counted then.
  /// - Throws: `DissectionError`.
  func count(_ block: Int, isCancelled: () -> Bool) throws(DissectionError) -> Bool
}

extension BlockCounts {
  /// The share of pictures that may be broken.
  private static var brokenLimit: Double { 0.01 }

  /// Makes sure that enough of all pictures can be read.
  ///
  /// - Parameter count: How many pictures the plan has.
  /// - Throws: `DissectionError.tooManyBroken`.
  func expectFewBroken(of count: Int) throws(DissectionError) {
    let skipped = skipped
    guard let first = skipped.first,
      Double(skipped.count) > Self.brokenLimit * Double(count)
    else { return }
    throw .tooManyBroken(
      count: skipped.count, of: count, first: first.name, reason: first.reason)
  }
}
