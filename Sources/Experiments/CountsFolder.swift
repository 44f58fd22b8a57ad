import Dissection
import Files
import FoundationEssentials

/// A folder that keeps counts while they grow.
///
/// A snapshot has the name of the blocks in it, so that the same counts are the same files whatever came
/// before. `progress.json`, which is written last, says which snapshot is whole. Whatever ends the
/// program, one of them is.
package struct CountsFolder<Plan: CountingPlan>: Sendable {
  /// The folder of the run.
  private let run: String
  package let path: String

  /// A folder with counts in that of a run.
  init(_ name: String, in run: String) {
    self.run = run
    path = "\(run)/\(name)"
  }

  private var progressPath: String { "\(path)/\(CountingProgress.fileName)" }

  /// Whether there is a snapshot.
  package var hasCounts: Bool { FileManager.default.fileExists(atPath: progressPath) }

  // MARK: Writing

  /// Keeps what was counted so far.
  ///
  /// - Parameters:
  ///   - counts: What was counted; more than before, or the same.
  ///   - plan: What was counted by.
  /// - Throws: `DissectionError.file`; the snapshot before is still there then.
  package func write(_ counts: Plan.Counts, of plan: Plan) throws(DissectionError) {
    let progress = CountingProgress(counts.coverage, plan)
    let snapshot = "\(path)/\(progress.snapshot)"
    if let before = try? self.progress(of: plan), before == progress,
      (try? Plan.Counts(readFrom: snapshot, plan, before.coverage)) == counts
    {
      return try clear(keeping: progress)
    }
    do {
      // A process that was killed may have left a part of it.
      try Folder.remove(snapshot)
      try Folder.make(snapshot)
      try counts.write(to: snapshot)
      try OutputFile.write(progress.json, to: progressPath)
    } catch {
      throw .file("\(error)")
    }
    try clear(keeping: progress)
  }

  /// Removes snapshots that are not the last, and what a process that was killed has left.
  private func clear(keeping progress: CountingProgress) throws(DissectionError) {
    let kept = [progress.snapshot, CountingProgress.fileName, FolderLock.fileName]
    do {
      for name in try InputFolder.names(in: path) where !kept.contains(name) {
        try Folder.remove("\(path)/\(name)")
      }
      try Temporaries.clear("\(path)/\(progress.snapshot)")
    } catch {
      throw .file("\(error)")
    }
  }

  /// Takes the place of other counts; both must be locked.
  ///
  /// - Parameter other: The folder of the counts that are given up.
  /// - Throws: `DissectionError.file`.
  func take(placeOf other: CountsFolder) throws(DissectionError) {
    do {
      try Folder.remove(other.progressPath)
      try Folder.remove(other.path)
      try Folder.move(path, to: other.path)
      try Folder.remove("\(other.path)/\(FolderLock.fileName)")
    } catch {
      throw .file("\(error)")
    }
  }

  /// Removes the folder, first what makes it one with counts.
  func remove() throws(DissectionError) {
    do {
      try Folder.remove(progressPath)
      try Folder.remove(path)
    } catch {
      throw .file("\(error)")
    }
  }

  // MARK: Reading

  /// The blocks that were counted.
  ///
  /// - Parameter plan: What they must be counted by.
  /// - Returns: Their ranges, which rise.
  /// - Throws: `DissectionError.otherCounts` where they were counted by another.
  package func blocks(of plan: Plan) throws(DissectionError) -> [Range<Int>] {
    try progress(of: plan).coverage.ranges
  }

  /// Whether all of some blocks were counted.
  func contains(
    _ blocks: some Collection<Range<Int>>, of plan: Plan
  ) throws(DissectionError) -> Bool {
    guard hasCounts else { return false }
    let counted = try self.blocks(of: plan)
    return blocks.allSatisfy { block in
      counted.contains { $0.lowerBound <= block.lowerBound && block.upperBound <= $0.upperBound }
    }
  }

  /// Reads the last snapshot.
  ///
  /// - Parameter plan: What was counted by.
  /// - Returns: What was counted until then.
  /// - Throws: `DissectionError`, which names the file that is damaged.
  package func counts(of plan: Plan) throws(DissectionError) -> Plan.Counts {
    let progress = try progress(of: plan)
    return try Plan.Counts(
      readFrom: "\(path)/\(progress.snapshot)", plan, progress.coverage)
  }

  private func progress(of plan: Plan) throws(DissectionError) -> CountingProgress {
    let progress = try CountingProgress(readFrom: progressPath)
    guard progress.plan == plan.checksum else {
      throw .otherCounts(
        folder: path, by: progress.plan, plan: "\(run)/\(Plan.fileName)",
        expected: plan.checksum)
    }
    try progress.expect(toFit: plan, at: progressPath)
    return progress
  }
}
