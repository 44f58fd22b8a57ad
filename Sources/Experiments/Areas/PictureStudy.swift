package import Networks
import Synchronization
import Tensors
package import Units

/// Studies many pictures of a generator, each from its first layer to its last label by one worker.
///
/// Workers that take a picture each need not wait for each other after every layer. What is found of a
/// picture depends neither on the worker nor on the pictures before it.
package final class PictureStudy {
  private let members: [LabelledGenerator]

  /// Prepares memory for each worker.
  ///
  /// - Parameters:
  ///   - generator: What makes the pictures, by their ids.
  ///   - labels: What names the concepts.
  ///   - grid: The size of the label maps.
  package init(
    _ generator: Generator, _ labels: LabelSource, grid: Grid = DissectionPlan.labelGrid
  ) {
    members = (0..<Workers.count).map { _ in LabelledGenerator(generator, labels, grid: grid) }
  }

  /// How far the workers have come.
  private struct Progress {
    var next: Int
    var done = 0
    var isCancelled = false
    var error: DissectionError?
  }

  /// Studies pictures.
  ///
  /// - Parameters:
  ///   - ids: Their latents'.
  ///   - study: Finds something of a picture; nil when cancelled.
  ///   - take: Is given what was found of each picture, in any order but never twice at a time, and how
  ///     many are done.
  /// - Returns: False when cancelled.
  /// - Throws: What `study` throws first.
  package func run<Finding>(
    _ ids: Range<Int>,
    study: (_ generator: LabelledGenerator, _ id: Int) throws(DissectionError) -> Finding?,
    take: (_ finding: Finding, _ done: Int) -> Void
  ) throws(DissectionError) -> Bool {
    let progress = Mutex(Progress(next: ids.lowerBound))
    Workers.run(members.count) { member, _ in
      while true {
        let id = progress.withLock { progress -> Int? in
          guard progress.next < ids.upperBound, !progress.isCancelled, progress.error == nil
          else { return nil }
          defer { progress.next += 1 }
          return progress.next
        }
        guard let id else { return }
        let finding: Finding?
        do throws(DissectionError) {
          finding = try study(members[member], id)
        } catch {
          progress.withLock { $0.error = $0.error ?? error }
          return
        }
        progress.withLock { progress in
          guard let finding else { return progress.isCancelled = true }
          progress.done += 1
          take(finding, progress.done)
        }
      }
    }
    let end = progress.withLock { $0 }
    if let error = end.error { throw error }
    return !end.isCancelled
  }
}
