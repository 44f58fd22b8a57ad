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
  mutating func count(_ block: borrowing TallyBlock, unit: Int, scale: LevelScale) {
    let (sampling, target) = (block.sampling, block.sampling.target.count)
    var scratch = [Float](repeating: 0, count: sampling.scratchCount)
    var pixels = [Float](repeating: 0, count: target)
    var bins = [UInt8](repeating: 0, count: target)
    var active: [[UInt32]] = []
    let cells = sampling.source.count
    for (number, observation) in block.observations.enumerated() {
      let labels = observation.labels.numbers.span
      unsafe observation.features.elements.withUnsafeBufferPointer { features in
        let features = unsafe UnsafeBufferPointer(
          rebasing: features[unit * cells..<(unit + 1) * cells])
        unsafe top.offer(block.ids[number], features.max() ?? 0)
        unsafe scratch.withUnsafeMutableBufferPointer { scratch in
          unsafe pixels.withUnsafeMutableBufferPointer { pixels in
            unsafe sampling.read(features, scratch, into: pixels)
            unsafe scale.number(UnsafeBufferPointer(pixels), into: &bins)
          }
        }
      }
      var above: [UInt32] = []
      let size = LevelScale.binCount
      for pixel in bins.indices {
        let bin = Int(bins[pixel])
        counts[Int(labels[pixel]) &* size &+ bin] &+= 1
        if bin > LevelScale.topNumber { above.append(UInt32(truncatingIfNeeded: pixel)) }
      }
      active.append(above)
    }
    compare(active, block)
  }

  /// Counts the active pixels of each picture by the concepts of the others.
  private mutating func compare(_ active: [[UInt32]], _ block: borrowing TallyBlock) {
    let concepts = chance.count / ChancePairing.replicates
    let pictures = active.count
    // Every pair is counted once, and each replicate takes those that it needs.
    var pairs = [UInt32](repeating: 0, count: pictures * pictures * concepts)
    for (picture, pixels) in active.enumerated() where !pixels.isEmpty {
      for (other, observation) in block.observations.enumerated() where other != picture {
        let start = (picture * pictures + other) * concepts
        let labels = observation.labels.numbers.span
        for pixel in pixels { pairs[start + Int(labels[Int(pixel)])] += 1 }
      }
    }
    for (replicate, partners) in block.pairing.partners.enumerated() {
      for picture in 0..<pictures {
        let start = (picture * pictures + partners[picture]) * concepts
        for concept in 0..<concepts {
          chance[replicate * concepts + concept] += UInt64(pairs[start + concept])
        }
      }
    }
  }
}
