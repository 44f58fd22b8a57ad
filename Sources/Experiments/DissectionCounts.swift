package import Dissection

/// What was counted of a dissection's plan: the tallies of its layers, and the blocks of pictures in them.
package struct DissectionCounts: Equatable, Sendable {
  /// By layer of the plan.
  package var tallies: [LayerTally]
  package var coverage = CountedBlocks()

  package init(_ plan: DissectionPlan) {
    tallies = plan.layers.map { LayerTally($0, conceptCount: plan.concepts.count) }
  }

  /// Takes what was counted before.
  init(tallies: [LayerTally], _ coverage: CountedBlocks) {
    self.tallies = tallies
    self.coverage = coverage
  }

  package mutating func addNumbers(of other: DissectionCounts) {
    for index in tallies.indices { tallies[index].add(other.tallies[index]) }
  }
}
