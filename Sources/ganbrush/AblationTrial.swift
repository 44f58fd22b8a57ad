import Experiments
import Files
import Networks
import Units

/// Counts what a classifier takes pictures for in all states of a plan, with its progress on the terminal.
struct AblationTrial {
  let classifier: Classifier
  let classes: PictureClasses
  let shard: Shard

  /// Counts what is missing.
  ///
  /// - Parameters:
  ///   - folder: The run.
  ///   - plan: What is counted by.
  ///   - name: What a person calls the run.
  /// - Returns: The counts of the whole run; nil where a part is counted and others are missing.
  /// - Throws: `Refusal` where a signal ended it, and what is wrong with files.
  func counts(
    of folder: RunFolder<AblationPlan>, _ plan: AblationPlan, _ name: String
  ) throws -> AblationCounts? {
    let ablated = try AblatedClassifier(classifier, layer: plan.layer.name)
    Stop.await()
    let plan = try folder.plan(
      unless: { $0.difference(from: plan) }, isCancelled: { Stop.signal != nil }
    ) { plan }
    var bar = ProgressBar(name, of: 1)
    var (done, total) = (0, 0)
    let counts = try folder.count(
      shard, of: plan, { AblationCounter(plan, classes, ablated, counts: $0) },
      isStopped: { Stop.signal != nil }, isOverdue: { Stop.isOverdue }
    ) {
      (done, total) = ($0, $1)
      bar.show(done, of: total)
    }
    if let signal = Stop.signal, done < total {
      throw Refusal(
        "stopped after \(done) of \(total) pictures (\(name)); the same command goes on from there",
        status: 128 + signal)
    }
    return counts.missing(from: 0..<plan.blockCount).isEmpty ? counts : nil
  }
}
