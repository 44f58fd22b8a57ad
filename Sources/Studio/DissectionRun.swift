import Experiments
import Files
import FoundationEssentials
import Synchronization

/// The folder of the cache that keeps what a painter has counted, until its dissection is whole.
///
/// A cache is no promise: what is there and cannot be used is made again.
final class DissectionRun: Sendable {
  /// Nil where nothing can be kept; the painter counts all the same.
  private let folder: DissectionFolder?
  /// Holds off other painters of the model.
  private let lock: Mutex<FolderLock?>

  /// Takes a run for one painter.
  ///
  /// - Parameters:
  ///   - path: The folder of the run; nil for a person without a cache.
  ///   - parent: The folder around it, which outlives it.
  /// - Throws: `DissectionError.busy`, if another process has it.
  init(_ path: String?, in parent: String?) throws(DissectionError) {
    guard let path, let parent else {
      folder = nil
      lock = Mutex(nil)
      return
    }
    let taken: FolderLock?
    do {
      try Folder.make(parent, permissions: 0o700)
      taken = try FolderLock.take(parent)
    } catch {
      // The end of the dissection says that it cannot be kept.
      folder = nil
      lock = Mutex(nil)
      return
    }
    guard let taken else { throw .busy(folder: parent) }
    folder = DissectionFolder(path)
    lock = Mutex(taken)
  }

  /// Whether what is counted outlives the painter.
  var isKept: Bool { folder != nil }

  /// The plan for a question: the one that is there, or a new one.
  func plan(
    for question: DissectionPlan.Question, make: () throws(DissectionError) -> DissectionPlan
  ) throws(DissectionError) -> DissectionPlan {
    guard let folder else { return try make() }
    do throws(DissectionError) {
      return try folder.plan(for: question, isCancelled: { false }, make: make)
    } catch {
      switch error {
      case .file, .malformed, .otherRun:
        remove()
        return try folder.plan(for: question, isCancelled: { false }, make: make)
      default: throw error
      }
    }
  }

  /// What was counted by a plan; nil for nothing that can be used.
  func counts(of plan: DissectionPlan) -> DissectionCounts? {
    guard let part = folder?.part(.whole), part.hasCounts else { return nil }
    return try? part.counts(of: plan)
  }

  /// Keeps what is counted by a plan.
  func keep(_ counts: DissectionCounts, of plan: DissectionPlan) throws(DissectionError) {
    try folder?.part(.whole).write(counts, of: plan)
  }

  /// Lets others have it.
  func leave() { lock.withLock { $0 = nil } }

  /// Removes the counts of a dissection that is kept whole, and lets others have their place.
  func finish() {
    remove()
    leave()
  }

  private func remove() {
    guard let folder, Folder.exists(folder.path) else { return }
    // What stays is found by the next painter, and replaced.
    try? FileManager.default.removeItem(atPath: folder.path)
  }
}
