import CVectors
import Tensors
import Units

/// How often one unit is how active where each concept is.
///
/// Everything that a dissection says of the unit follows from these counts. They are whole numbers, so
/// that neither the order of the pictures nor their spread over machines changes a bit of them.
package struct UnitTally: Equatable, Sendable {
  /// Pixels by concept and bin of the unit's `LevelScale`.
  package private(set) var counts: [UInt64]
  /// Pixels above the level for the top 1 %, by replicate and by the concept that *another* picture
  /// shows there.
  ///
  /// A unit that has learnt nothing of a concept may still match it, because both like the upper half
  /// of pictures. What it matches among the labels of other pictures is what chance gives; a hundred
  /// shuffles tell how far that scatters.
  package private(set) var chance: [UInt64]
  package private(set) var top: TopPictures

  /// Begins with nothing counted.
  package init(conceptCount: Int) {
    self.init(
      counts: Array(repeating: 0, count: conceptCount * LevelScale.binCount),
      chance: Array(repeating: 0, count: ChancePairing.replicates * conceptCount),
      top: TopPictures())
  }

  /// Takes what was counted before.
  package init(counts: [UInt64], chance: [UInt64], top: TopPictures) {
    self.counts = counts
    self.chance = chance
    self.top = top
  }

  /// Adds the counts of other pictures.
  ///
  /// - Precondition: They are of the same unit and concepts.
  package mutating func add(_ other: UnitTally) {
    precondition(counts.count == other.counts.count && chance.count == other.chance.count)
    for index in counts.indices { counts[index] += other.counts[index] }
    for index in chance.indices { chance[index] += other.chance[index] }
    top.add(other.top)
  }

  /// Counts the unit's features in a block of pictures.
  mutating func count(
    _ block: borrowing TallyBlock, unit: Int, scale: LevelScale, in scratch: inout CountingScratch
  ) {
    scratch.clear()
    let cells = block.sampling.source.count
    for (number, observation) in block.observations.enumerated() {
      unsafe observation.features.elements.withUnsafeBufferPointer { features in
        let features = unsafe UnsafeBufferPointer(
          rebasing: features[unit * cells..<(unit + 1) * cells])
        guard let first = features.baseAddress else { return }
        top.offer(block.ids[number], unsafe Processor.kernels.largest_value(first, cells))
        unsafe scratch.count(features, observation.labels.numbers, scale)
      }
    }
    scratch.compare(block)
    for index in counts.indices {
      counts[index] &+= UInt64(scratch.even[index]) &+ UInt64(scratch.odd[index])
    }
    for index in scratch.chance.indices { chance[index] &+= UInt64(scratch.chance[index]) }
  }
}
