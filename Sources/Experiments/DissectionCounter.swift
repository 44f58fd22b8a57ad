import Dissection
import Tensors
import Units

/// Counts the pictures of a plan, block by block.
///
/// It belongs to one thread at a time; workers of its own share each layer.
package final class DissectionCounter: BlockCounter {
  package let plan: DissectionPlan
  private let reader: SpecimenReader
  private let labeller: Labeller?
  private let samplings: [GridSampling]
  package private(set) var counts: DissectionCounts

  /// Begins, or goes on from what was counted before.
  package init(
    _ plan: DissectionPlan, _ reader: SpecimenReader, _ labeller: Labeller?,
    counts: DissectionCounts? = nil
  ) {
    self.plan = plan
    self.reader = reader
    self.labeller = labeller
    self.counts = counts ?? DissectionCounts(plan)
    samplings = plan.layers.map(reader.sampling)
  }

  package func count(
    _ block: Int, isCancelled: () -> Bool = { false }
  ) throws(DissectionError) -> Bool {
    guard let reading = try reader.read(Array(plan.pictures(of: block)), isCancelled: isCancelled)
    else { return false }
    var labels: [LabelMap] = []
    for specimen in reading.specimens {
      guard let map = try labelMap(of: specimen, isCancelled) else { return false }
      labels.append(map)
    }
    for (index, layer) in plan.layers.enumerated() {
      let observations = zip(reading.specimens, labels).map { specimen, labels in
        guard let features = specimen.features[layer.name] else {
          preconditionFailure("no features of \(layer.name)")
        }
        return TallyBlock.Observation(features: features, labels: labels)
      }
      guard !observations.isEmpty else { continue }
      counts.tallies[index].count(
        TallyBlock(
          number: block, ids: reading.specimens.map(\.number), observations, samplings[index]),
        scales: plan.scales[index])
    }
    counts.add(block: block, skipped: reading.skipped)
    try counts.expectFewBroken(of: plan.specimens.count)
    return true
  }

  private func labelMap(
    of specimen: Specimen, _ isCancelled: () -> Bool
  ) throws(DissectionError) -> LabelMap? {
    if let truth = specimen.truth { return truth }
    guard let labeller else { preconditionFailure("no labels for \(specimen.number)") }
    return try labeller.labels(of: specimen, isCancelled: isCancelled)
  }
}
