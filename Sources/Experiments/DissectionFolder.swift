import Dissection
import Files
import FoundationEssentials

/// The folder of a run: its plan, what was counted, and in the end what was found.
package struct DissectionFolder: Sendable {
  package let path: String

  package init(_ path: String) { self.path = path }

  /// The counts of the whole run, or of what was merged of it.
  package var merged: CountsFolder { CountsFolder("\(path)/counts") }

  private var partsPath: String { "\(path)/parts" }

  /// The counts of a part.
  package func part(_ shard: Shard) -> CountsFolder { CountsFolder("\(partsPath)/\(shard.name)") }

  // MARK: Plan

  /// The plan that is there.
  package func plan() throws(DissectionError) -> DissectionPlan {
    try DissectionPlan(readFrom: path)
  }

  /// The plan for a question: the one that is there, or a new one.
  ///
  /// Of several processes that ask at once, one makes the plan, and the others wait for it.
  ///
  /// - Parameters:
  ///   - question: What is asked for.
  ///   - make: Makes a plan.
  /// - Returns: The plan by which all parts count.
  /// - Throws: `DissectionError.otherRun`, if the plan that is there answers another question.
  package func plan(
    for question: DissectionPlan.Question, make: () throws(DissectionError) -> DissectionPlan
  ) throws(DissectionError) -> DissectionPlan {
    let lock: FolderLock?
    do {
      try Folder.make(path)
      lock = try FolderLock.take(path, isPatient: true)
    } catch {
      throw .file("\(error)")
    }
    defer { extendLifetime(lock) }
    guard DissectionPlan.exists(in: path) else {
      let plan = try make()
      try plan.write(to: path)
      return plan
    }
    let plan = try plan()
    if let difference = plan.question.difference(from: question) {
      throw .otherRun(folder: path, difference: difference)
    }
    return plan
  }

  // MARK: Counting

  /// Counts a part of the run from where it was left.
  ///
  /// - Parameters:
  ///   - shard: The part.
  ///   - counter: Makes what counts, from what was counted before.
  ///   - isStopped: Whether to keep what is counted, and to end.
  ///   - progress: Is told how many pictures of the part are done.
  /// - Returns: What is counted: the whole part, or less where it was stopped.
  /// - Throws: `DissectionError`.
  package func count(
    _ shard: Shard, _ counter: (DissectionCounts?) -> DissectionCounter,
    isStopped: () -> Bool, progress: (_ done: Int, _ count: Int) -> Void
  ) throws(DissectionError) -> DissectionCounts {
    let part = part(shard)
    let lock: FolderLock?
    do {
      try Folder.make(part.path)
      lock = try FolderLock.take(part.path)
    } catch {
      throw .file("\(error)")
    }
    guard lock != nil else { throw .busy(folder: part.path) }
    defer { extendLifetime(lock) }
    let counter = counter(part.hasCounts ? try part.counts(of: plan()) : nil)
    let plan = counter.plan
    let blocks = shard.blocks(of: plan.blockCount)
    let missing = counter.counts.missing(from: blocks).joined()
    let total = blocks.reduce(0) { $0 + plan.pictures(of: $1).count }
    var done = total - missing.reduce(0) { $0 + plan.pictures(of: $1).count }
    progress(done, total)
    var kept = ContinuousClock.now
    var isAhead = !part.hasCounts
    for block in missing {
      guard try counter.count(block, isCancelled: isStopped) else { break }
      isAhead = true
      done += plan.pictures(of: block).count
      progress(done, total)
      if ContinuousClock.now - kept > Self.interval {
        try part.write(counter.counts)
        kept = .now
        isAhead = false
      }
    }
    if isAhead { try part.write(counter.counts) }
    return counter.counts
  }

  /// So much work a killed process loses at most, about.
  private static let interval = Duration.seconds(60)

  // MARK: Merging

  /// Adds up what other runs of the same plan have counted.
  ///
  /// - Parameters:
  ///   - folders: Those of the runs, in any order; this one may be among them.
  ///   - progress: Is told how many of all parts are added.
  /// - Returns: The plan, and the counts of all parts, which are kept in this folder.
  /// - Throws: `DissectionError`.
  package func merge(
    _ folders: [DissectionFolder], progress: (_ done: Int, _ count: Int) -> Void
  ) throws(DissectionError) -> (plan: DissectionPlan, counts: DissectionCounts) {
    guard let first = folders.first else { preconditionFailure("nothing to merge") }
    let plan = try first.plan()
    for folder in folders.dropFirst() {
      if let difference = plan.difference(from: try folder.plan()) {
        throw .otherPlan(folder: first.path, other: folder.path, difference: difference)
      }
    }
    let isPlanned = DissectionPlan.exists(in: path)
    if isPlanned, let difference = plan.difference(from: try self.plan()) {
      throw .otherPlan(folder: first.path, other: path, difference: difference)
    }
    var parts: [LockedCounts] = []
    for folder in folders { parts += try folder.parts() }
    var counts = DissectionCounts(plan)
    for (index, part) in parts.enumerated() {
      let more = try part.folder.counts(of: plan)
      if let overlap = counts.overlap(with: more) {
        let pictures = plan.pictures(of: overlap)
        throw .overlap(
          first: try Self.path(of: parts[..<index], counting: overlap, plan),
          second: part.folder.path, pictures: pictures)
      }
      counts.add(more)
      progress(index + 1, parts.count)
    }
    if let missing = counts.missing(from: 0..<plan.blockCount).first,
      folders.contains(where: { Folder.isSame($0.path, path) })
    {
      throw .incomplete(folder: path, pictures: plan.pictures(of: missing))
    }
    if !isPlanned { try plan.write(to: path) }
    try keep(counts)
    return (plan, counts)
  }

  /// Which of some parts has counted a block.
  private static func path(
    of parts: ArraySlice<LockedCounts>, counting blocks: Range<Int>, _ plan: DissectionPlan
  ) throws(DissectionError) -> String {
    for part in parts {
      let counts = try part.folder.counts(of: plan)
      if counts.contains(blocks.lowerBound) { return part.folder.path }
    }
    preconditionFailure("no part has counted \(blocks)")
  }

  /// Keeps the counts of the whole run, or of what was merged of it, in place of its parts.
  package func keep(_ counts: DissectionCounts) throws(DissectionError) {
    try merged.write(counts)
    do {
      if Folder.exists(partsPath) { try FileManager.default.removeItem(atPath: partsPath) }
    } catch {
      throw .file("cannot remove '\(shown: partsPath)': \(error)")
    }
  }

  /// All counts in the folder, which nobody may add to until they are merged.
  private func parts() throws(DissectionError) -> [LockedCounts] {
    var folders = merged.hasCounts ? [merged] : []
    do {
      if Folder.exists(partsPath) {
        folders += try InputFolder.names(in: partsPath).sorted()
          .map { CountsFolder("\(partsPath)/\($0)") }.filter(\.hasCounts)
      }
      guard !folders.isEmpty else { throw DissectionError.nothingCounted(folder: path) }
      return try folders.map { folder in
        guard let lock = try FolderLock.take(folder.path) else {
          throw DissectionError.busy(folder: folder.path)
        }
        return LockedCounts(folder: folder, lock: lock)
      }
    } catch let error as DissectionError {
      throw error
    } catch {
      throw .file("\(error)")
    }
  }
}

/// Counts that no other process adds to.
private struct LockedCounts {
  let folder: CountsFolder
  let lock: FolderLock
}
