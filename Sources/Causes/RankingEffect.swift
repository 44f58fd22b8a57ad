/// What a set of units does to a concept in pictures that chose nothing.
package struct RankingEffect: Equatable, Sendable {
  /// The concept's pixels in each picture as it is.
  package private(set) var before = SampleMean()
  /// The pixels that each picture loses without the units.
  package private(set) var removed = SampleMean()
  /// The concept's pixels at a cell without it, when the units get their values there.
  package private(set) var inserted = SampleMean()

  package init() {}

  /// Counts what the concept has in a picture, and without the units.
  package mutating func addRemoval(before: Int, after: Int) {
    self.before.add(before)
    removed.add(before - after)
  }

  /// Counts what comes at a cell that had nothing of the concept.
  package mutating func addInsertion(_ pixels: Int) { inserted.add(pixels) }

  /// The part of the concept's pixels that goes without the units; nil where no picture has the concept.
  package var change: RelativeChange? {
    guard before.mean > 0 else { return nil }
    return RelativeChange(-removed.mean, removed.interval, of: before.mean)
  }
}
