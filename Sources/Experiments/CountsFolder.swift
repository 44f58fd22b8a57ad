import Dissection
import Files
import FoundationEssentials
import Units

/// A folder that keeps counts while they grow.
///
/// Each snapshot goes into the one of two folders that the last one is not in, and `progress.json`, which
/// is written last, says which. Whatever ends the program, one of them is whole.
package struct CountsFolder: Sendable {
  package let path: String

  package init(_ path: String) { self.path = path }

  private var progressPath: String { "\(path)/progress.json" }

  /// Whether there is a snapshot.
  package var hasCounts: Bool { FileManager.default.fileExists(atPath: progressPath) }

  // MARK: Writing

  /// Keeps what was counted so far.
  ///
  /// - Throws: `DissectionError.file`; the snapshot before is still there then.
  package func write(_ counts: DissectionCounts) throws(DissectionError) {
    let name = (try? progress())?.snapshot == "a" ? "b" : "a"
    do {
      try Folder.make("\(path)/\(name)")
      for (layer, tally) in counts.tallies.enumerated() {
        try write(tally, to: "\(path)/\(name)/\(layer)")
      }
      let progress = Progress(
        snapshot: name, blocks: counts.blocks.map { [$0.lowerBound, $0.upperBound] },
        skipped: counts.skippedPictures.sorted { $0.key < $1.key }.map {
          SkippedBlock(block: $0.key, pictures: $0.value)
        })
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      try OutputFile.write(Array(try encoder.encode(progress)), to: progressPath)
      // The snapshot before is of no use now.
      let other = "\(path)/\(name == "a" ? "b" : "a")"
      if Folder.exists(other) { try FileManager.default.removeItem(atPath: other) }
    } catch {
      throw .file("\(error)")
    }
  }

  private func write(_ tally: LayerTally, to prefix: String) throws(OutputError) {
    let (units, concepts) = (tally.units.count, tally.conceptCount)
    var counts = try ArrayFile(
      "\(prefix)-counts.npy", of: .count, shape: [units, concepts, LevelScale.binCount])
    for unit in tally.units { try counts.append(unit.counts) }
    try counts.finish()
    var chance = try ArrayFile(
      "\(prefix)-chance.npy", of: .count, shape: [units, ChanceLevel.replicates, concepts])
    for unit in tally.units { try chance.append(unit.chance) }
    try chance.finish()
    var areas = try ArrayFile("\(prefix)-areas.npy", of: .count, shape: [concepts])
    try areas.append(tally.comparedAreas)
    try areas.finish()
    // Places of pictures that are not there have the highest number.
    let limit = TopPictures.limit
    var pictures = try ArrayFile("\(prefix)-top.npy", of: .count, shape: [units, limit])
    var activations = try ArrayFile("\(prefix)-peaks.npy", of: .float, shape: [units, limit])
    for unit in tally.units {
      let entries = unit.top.entries
      let rest = limit - entries.count
      try pictures.append(entries.map { UInt64($0.id) } + Array(repeating: .max, count: rest))
      try activations.append(entries.map(\.activation) + Array(repeating: 0, count: rest))
    }
    try pictures.finish()
    try activations.finish()
  }

  // MARK: Reading

  /// Reads the last snapshot.
  ///
  /// - Parameter plan: What was counted by.
  /// - Returns: What was counted until then.
  /// - Throws: `DissectionError`.
  package func counts(of plan: DissectionPlan) throws(DissectionError) -> DissectionCounts {
    let progress = try progress()
    var tallies: [LayerTally] = []
    for (index, layer) in plan.layers.enumerated() {
      do {
        tallies.append(
          try tally(
            layer, concepts: plan.concepts.count, "\(path)/\(progress.snapshot)/\(index)"))
      } catch {
        throw .file("\(error)")
      }
    }
    return DissectionCounts(
      tallies: tallies, blocks: try progress.ranges(below: plan.blockCount, at: progressPath),
      skipped: Dictionary(progress.skipped.map { ($0.block, $0.pictures) }) { first, _ in first })
  }

  private func tally(
    _ layer: LayerSummary, concepts: Int, _ prefix: String
  ) throws(ArrayFile.ReadingError) -> LayerTally {
    let (units, limit) = (layer.units, TopPictures.limit)
    let (bins, replicates) = (LevelScale.binCount, ChanceLevel.replicates)
    let counts = try ArrayFile.counts(
      of: "\(prefix)-counts.npy", shape: [units, concepts, bins])
    let chance = try ArrayFile.counts(
      of: "\(prefix)-chance.npy", shape: [units, replicates, concepts])
    let areas = try ArrayFile.counts(of: "\(prefix)-areas.npy", shape: [concepts])
    let pictures = try ArrayFile.counts(of: "\(prefix)-top.npy", shape: [units, limit])
    let activations = try ArrayFile.floats(of: "\(prefix)-peaks.npy", shape: [units, limit])
    let tallies = (0..<units).map { unit in
      let entries = (unit * limit..<(unit + 1) * limit).compactMap { index in
        Int(exactly: pictures[index]).map {
          TopPictures.Entry(id: $0, activation: activations[index])
        }
      }
      return UnitTally(
        counts: Array(counts[unit * concepts * bins..<(unit + 1) * concepts * bins]),
        chance: Array(chance[unit * replicates * concepts..<(unit + 1) * replicates * concepts]),
        top: TopPictures(entries: entries))
    }
    return LayerTally(layer, units: tallies, comparedAreas: areas)
  }

  private func progress() throws(DissectionError) -> Progress {
    do {
      let bytes = try InputFile.bytes(of: progressPath, limit: JSONFile.limit, .regular)
      let progress = try JSONFile.decode(Progress.self, from: bytes)
      guard ["a", "b"].contains(progress.snapshot) else {
        throw DissectionError.malformed(
          path: progressPath, reason: "the snapshot '\(progress.snapshot)', expected a or b")
      }
      return progress
    } catch let error as DissectionError {
      throw error
    } catch let error as InputError {
      throw .file("\(error)")
    } catch {
      throw .malformed(path: progressPath, reason: DecodingReason.text(of: error))
    }
  }
}

/// The pictures of a block that cannot be read.
private struct SkippedBlock: Codable {
  let block: Int
  let pictures: [DissectionReport.SkippedPicture]
}

/// Which snapshot is the last, and what is counted in it.
private struct Progress: Codable {
  let snapshot: String
  let blocks: [[Int]]
  let skipped: [SkippedBlock]

  /// The blocks as ranges that rise.
  func ranges(below count: Int, at path: String) throws(DissectionError) -> [Range<Int>] {
    var (ranges, next): ([Range<Int>], Int) = ([], 0)
    for block in blocks {
      guard block.count == 2, next <= block[0], block[0] < block[1], block[1] <= count else {
        throw .malformed(path: path, reason: "blocks that the plan does not have")
      }
      ranges.append(block[0]..<block[1])
      next = block[1] + 1
    }
    return ranges
  }
}
