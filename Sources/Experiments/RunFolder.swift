import Dissection
package import Files
import FoundationEssentials

/// The folder of a run: its plan, what was counted, and in the end what was found.
package struct RunFolder<Plan: CountingPlan>: Sendable {
  package let path: String

  package init(_ path: String) { self.path = path }

  /// The counts of the whole run, or of what was merged of it.
  package var merged: CountsFolder<Plan> { CountsFolder("counts", in: path) }

  private var partsPath: String { "\(path)/parts" }

  /// The counts of a part.
  package func part(_ shard: Shard) -> CountsFolder<Plan> {
    CountsFolder("parts/\(shard.name)", in: path)
  }

  // MARK: Plan

  /// The plan that is there.
  package func plan() throws(DissectionError) -> Plan { try Plan(readFrom: path) }

  /// The plan that is there, or a new one.
  ///
  /// Of several processes that ask at once, one makes the plan, and the others wait for it.
  ///
  /// - Parameters:
  ///   - difference: Tells in which way a plan is not the one that is asked for; nil where it is.
  ///   - isCancelled: Asked while another process makes the plan.
  ///   - make: Makes a plan.
  /// - Returns: The plan by which all parts count.
  /// - Throws: `DissectionError`: `.otherRun`, if the plan that is there differs, and `.stopped` when
  ///   cancelled.
  package func plan(
    unless difference: (Plan) -> String?, isCancelled: () -> Bool,
    make: () throws(DissectionError) -> Plan
  ) throws(DissectionError) -> Plan {
    let lock = try lock(isCancelled: isCancelled)
    defer { extendLifetime(lock) }
    guard Plan.exists(in: path) else {
      let plan = try make()
      // Counts whose plan was removed are of use to the same plan only.
      for counts in try countsFolders() { _ = try counts.blocks(of: plan) }
      do { try Temporaries.clear(path) } catch { throw .file("\(error)") }
      try plan.write(to: path)
      return plan
    }
    let plan = try plan()
    if let difference = difference(plan) {
      throw .otherRun(folder: path, difference: difference)
    }
    return plan
  }

  /// Waits until no other process plans, merges or reports in the folder.
  ///
  /// - Returns: What holds the others up while it lives.
  /// - Throws: `DissectionError.stopped` when cancelled.
  package func lock(isCancelled: () -> Bool) throws(DissectionError) -> FolderLock {
    do {
      try Folder.make(path)
      if let lock = try FolderLock.await(path, isCancelled: isCancelled) { return lock }
    } catch {
      throw .file("\(error)")
    }
    throw .stopped
  }

  /// All counts that are there.
  private func countsFolders() throws(DissectionError) -> [CountsFolder<Plan>] {
    let merged = merged.hasCounts ? [merged] : []
    guard Folder.exists(partsPath) else { return merged }
    do {
      return merged
        + (try InputFolder.names(in: partsPath).sorted())
        .map { CountsFolder<Plan>("parts/\($0)", in: path) }.filter(\.hasCounts)
    } catch {
      throw .file("\(error)")
    }
  }

  // MARK: Counting

  /// Counts a part of the run from where it was left.
  ///
  /// - Parameters:
  ///   - shard: The part; the whole run takes the place of its parts when it is counted.
  ///   - plan: What is counted by.
  ///   - counter: Makes what counts, from what was counted before.
  ///   - isStopped: Whether to end after the block under way.
  ///   - isOverdue: Whether to give up even that.
  ///   - progress: Is told how many pictures of the part are done.
  /// - Returns: What is counted: at least the part, or less where it was stopped.
  /// - Throws: `DissectionError`.
  package func count<Counter: BlockCounter>(
    _ shard: Shard, of plan: Plan, _ counter: (Plan.Counts?) -> Counter,
    isStopped: () -> Bool, isOverdue: () -> Bool, progress: (_ done: Int, _ count: Int) -> Void
  ) throws(DissectionError) -> Plan.Counts where Counter.Counts == Plan.Counts {
    let blocks = shard.blocks(of: plan.blockCount)
    if let merged = try counted(blocks, plan) { return merged }
    let part = part(shard)
    let lock = try Self.lock(part.path)
    defer { extendLifetime(lock) }
    // Another process may have counted them before it gave the lock away.
    if let merged = try counted(blocks, plan) { return merged }
    let counter = counter(part.hasCounts ? try part.counts(of: plan) : nil)
    let missing = counter.counts.missing(from: blocks).joined()
    let total = blocks.reduce(0) { $0 + plan.pictures(of: $1).count }
    var done = total - missing.reduce(0) { $0 + plan.pictures(of: $1).count }
    progress(done, total)
    var kept = ContinuousClock.now
    var isAhead = !part.hasCounts
    for block in missing {
      guard try counter.count(block, isCancelled: isOverdue) else { break }
      isAhead = true
      done += plan.pictures(of: block).count
      progress(done, total)
      if isStopped() { break }
      if ContinuousClock.now - kept > Self.interval {
        try part.write(counter.counts, of: plan)
        kept = .now
        isAhead = false
      }
    }
    if isAhead { try part.write(counter.counts, of: plan) }
    if shard == .whole, done == total, counter.counts.blockCount > 0 {
      let lock = try self.lock { false }
      defer { extendLifetime(lock) }
      try part.take(placeOf: merged)
      try removeMergedParts(of: plan)
    }
    return counter.counts
  }

  /// What was counted and merged of some blocks; nil where it is not all.
  private func counted(
    _ blocks: Range<Int>, _ plan: Plan
  ) throws(DissectionError) -> Plan.Counts? {
    guard try merged.contains(blocks.isEmpty ? [] : [blocks], of: plan) else { return nil }
    let counts = try merged.counts(of: plan)
    try removeMergedParts(of: plan)
    return counts
  }

  /// So much work a killed process loses at most, about.
  private static var interval: Duration { .seconds(60) }

  private static func lock(_ folder: String) throws(DissectionError) -> FolderLock {
    do {
      try Folder.make(folder)
      if let lock = try FolderLock.take(folder) { return lock }
    } catch {
      throw .file("\(error)")
    }
    throw .busy(folder: folder)
  }

  // MARK: Merging

  /// Adds up what other runs of the same plan have counted.
  ///
  /// - Parameters:
  ///   - folders: Those of the runs, in any order; this one may be among them.
  ///   - progress: Is told how many of all parts are added.
  /// - Returns: The plan, and the counts of all parts, which are kept in this folder.
  /// - Throws: `DissectionError`.
  package func merge(
    _ folders: [RunFolder], progress: (_ done: Int, _ count: Int) -> Void
  ) throws(DissectionError) -> (plan: Plan, counts: Plan.Counts) {
    let plan = try commonPlan(of: folders)
    var locks = [try Self.lock(path)]
    defer { extendLifetime(locks) }
    var parts: [CountsFolder<Plan>] = []
    for folder in folders {
      if !Folder.isSame(folder.path, path) { locks.append(try Self.lock(folder.path)) }
      let found = try folder.parts(of: plan)
      for part in found { locks.append(try Self.lock(part.path)) }
      parts += (folder.merged.hasCounts ? [folder.merged] : []) + found
    }
    // Sums of another plan are somebody's work.
    if merged.hasCounts { _ = try merged.blocks(of: plan) }
    var counts = Plan.Counts(plan)
    for (index, part) in parts.enumerated() {
      let more = try part.counts(of: plan)
      if let overlap = counts.overlap(with: more) {
        throw .overlap(
          first: try Self.path(of: parts[..<index], counting: overlap, plan),
          second: part.path, pictures: plan.pictures(of: overlap))
      }
      counts.add(more)
      progress(index + 1, parts.count)
    }
    if let missing = counts.missing(from: 0..<plan.blockCount).first,
      folders.contains(where: { Folder.isSame($0.path, path) })
    {
      throw .incomplete(folder: path, pictures: plan.pictures(of: missing))
    }
    if !Plan.exists(in: path) { try plan.write(to: path) }
    try merged.write(counts, of: plan)
    try removeMergedParts(of: plan)
    return (plan, counts)
  }

  /// The plan of all folders, and of this one if it has one.
  private func commonPlan(of folders: [RunFolder]) throws(DissectionError) -> Plan {
    guard let first = folders.first else { preconditionFailure("nothing to merge") }
    for (index, folder) in folders.enumerated() {
      if let same = folders[..<index].first(where: { Folder.isSame($0.path, folder.path) }) {
        throw .sameFolder(same.path, folder.path)
      }
    }
    let plan = try first.plan()
    let others = folders.dropFirst() + (Plan.exists(in: path) ? [self] : [])
    for folder in others {
      if let difference = plan.difference(from: try folder.plan()) {
        throw .otherPlan(folder: first.path, other: folder.path, difference: difference)
      }
    }
    return plan
  }

  /// Which of some parts has counted a block.
  private static func path(
    of parts: ArraySlice<CountsFolder<Plan>>, counting blocks: Range<Int>, _ plan: Plan
  ) throws(DissectionError) -> String {
    let first = [blocks.lowerBound..<blocks.lowerBound + 1]
    for part in parts {
      if try part.contains(first, of: plan) { return part.path }
    }
    preconditionFailure("no part has counted \(blocks)")
  }

  /// The parts that are still to be merged.
  ///
  /// Those whose blocks are all in the folder's merged counts were left by a process that was killed
  /// between it kept the sum and removed them.
  private func parts(of plan: Plan) throws(DissectionError) -> [CountsFolder<Plan>] {
    let all = try countsFolders()
    guard !all.isEmpty else { throw .nothingCounted(folder: path) }
    var parts: [CountsFolder<Plan>] = []
    for part in all where part.path != merged.path {
      if !(try merged.contains(part.blocks(of: plan), of: plan)) { parts.append(part) }
    }
    return parts
  }

  /// Removes the parts whose blocks are all merged, and what else processes that ended have left.
  private func removeMergedParts(of plan: Plan) throws(DissectionError) {
    for part in try countsFolders() where part.path != merged.path {
      if try merged.contains(part.blocks(of: plan), of: plan) { try part.remove() }
    }
    do {
      try Folder.remove("\(merged.path)/\(FolderLock.fileName)")
      guard Folder.exists(partsPath) else { return }
      for name in try InputFolder.names(in: partsPath) {
        let part = CountsFolder<Plan>("parts/\(name)", in: path)
        // Whoever has just begun to count holds the lock.
        guard !part.hasCounts, Folder.exists(part.path), let lock = try FolderLock.take(part.path)
        else { continue }
        try Folder.remove(part.path)
        extendLifetime(lock)
      }
      Folder.removeIfEmpty(partsPath)
    } catch {
      throw .file("\(error)")
    }
  }
}

/// The folder of a dissection.
package typealias DissectionFolder = RunFolder<DissectionPlan>

extension DissectionFolder {
  /// The plan for a question: the one that is there, or a new one.
  ///
  /// - Parameters:
  ///   - question: What is asked for.
  ///   - isCancelled: Asked while another process makes the plan.
  ///   - make: Makes a plan.
  /// - Returns: The plan by which all parts count.
  /// - Throws: As `plan(unless:isCancelled:make:)`.
  package func plan(
    for question: DissectionPlan.Question, isCancelled: () -> Bool,
    make: () throws(DissectionError) -> DissectionPlan
  ) throws(DissectionError) -> DissectionPlan {
    try plan(
      unless: { $0.question.difference(from: question) }, isCancelled: isCancelled, make: make)
  }
}
