import Dissection
import Files
import FoundationEssentials

/// What is counted in a snapshot, and by which plan: the file `progress.json`.
struct CountingProgress: Codable, Equatable {
  static let fileName = "progress.json"

  /// The pictures of a block that cannot be read.
  struct SkippedBlock: Codable, Equatable {
    let block: Int
    let pictures: [DissectionReport.SkippedPicture]
  }

  /// The checksum of the plan.
  let plan: String
  /// The name of the folder with the arrays.
  let snapshot: String
  /// First and last block of each range, the last not in it.
  private let blocks: [[Int]]
  private let skipped: [SkippedBlock]

  init(_ coverage: CountedBlocks, _ plan: some CountingPlan) {
    self.plan = plan.checksum
    blocks = coverage.ranges.map { [$0.lowerBound, $0.upperBound] }
    snapshot = Self.name(of: blocks)
    skipped = coverage.skipped.sorted { $0.key < $1.key }.map {
      SkippedBlock(block: $0.key, pictures: $0.value)
    }
  }

  private static func name(of blocks: [[Int]]) -> String {
    var checksum = Checksum()
    checksum.append(blocks.map { "\($0[0])-\($0[1])" }.joined(separator: ",").utf8)
    return checksum.text
  }

  /// Reads a file.
  ///
  /// - Throws: `DissectionError`, which names the file.
  init(readFrom path: String) throws(DissectionError) {
    self = try JSONFile.read(Self.self, at: path)
  }

  var json: [UInt8] { JSONFile.encode(self) }

  /// What is counted.
  var coverage: CountedBlocks {
    CountedBlocks(
      ranges: blocks.map { $0[0]..<$0[1] },
      skipped: Dictionary(skipped.map { ($0.block, $0.pictures) }) { first, _ in first })
  }

  /// Makes sure that a plan has these blocks, and their pictures.
  func expect(toFit plan: some CountingPlan, at path: String) throws(DissectionError) {
    func malformed(_ reason: String) -> DissectionError { .malformed(path: path, reason: reason) }
    var next = 0
    for block in blocks {
      guard block.count == 2, next <= block[0], block[0] < block[1], block[1] <= plan.blockCount
      else { throw malformed("blocks that the plan does not have") }
      next = block[1] + 1
    }
    guard snapshot == Self.name(of: blocks) else {
      throw malformed("the snapshot '\(shown: snapshot)', expected \(Self.name(of: blocks))")
    }
    guard Set(skipped.map(\.block)).count == skipped.count else {
      throw malformed("a block that is skipped twice")
    }
    for block in skipped {
      guard coverage.contains(block.block),
        1...plan.pictures(of: block.block).count ~= block.pictures.count
      else { throw malformed("skipped pictures that block \(block.block) does not have") }
    }
  }
}
