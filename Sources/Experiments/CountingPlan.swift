package import Dissection
import FoundationEssentials

/// Everything that decides what a run counts: the file `plan.json` of its folder, and what lies beside it.
///
/// Whoever counts by the same plan counts the same, so that the parts of a run can be counted anywhere.
package protocol CountingPlan: Equatable, Sendable {
  /// What is counted by it.
  associatedtype Counts: BlockCounts where Counts.Plan == Self

  var specimens: SpecimenSource { get }
  /// Tells the plan from others, as its file is written.
  var checksum: String { get }

  /// Reads the plan of a folder.
  ///
  /// - Throws: `DissectionError.noPlan`, or what is wrong with it.
  init(readFrom folder: String) throws(DissectionError)

  /// Writes the plan into a folder; the file that makes it a plan comes last.
  func write(to folder: String) throws(DissectionError)

  /// The first thing in which another plan differs, in words; nil where both count the same.
  func difference(from other: Self) -> String?
}

extension CountingPlan {
  static var fileName: String { "plan.json" }

  /// Whether a folder has a plan.
  package static func exists(in folder: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(folder)/\(fileName)")
  }

  /// How many blocks of pictures there are.
  package var blockCount: Int { (specimens.count + TallyBlock.size - 1) / TallyBlock.size }

  /// The numbers of the pictures of a block.
  package func pictures(of block: Int) -> Range<Int> {
    block * TallyBlock.size..<min(specimens.count, (block + 1) * TallyBlock.size)
  }

  /// The numbers of the pictures of some blocks.
  package func pictures(of blocks: Range<Int>) -> Range<Int> {
    pictures(of: blocks.lowerBound).lowerBound..<pictures(of: blocks.upperBound - 1).upperBound
  }
}
