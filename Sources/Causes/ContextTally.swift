/// What inserting a concept adds to it, by what stood there before.
package struct ContextTally: Equatable, Sendable {
  /// One insertion into a picture.
  package struct Insertion: Equatable, Sendable {
    /// The number of the concept at the middle of the place, in the picture as it was.
    package let context: Int
    /// The pixels that the inserted concept gains in the whole picture, negative where it loses some.
    package let gain: Int

    package init(context: Int, gain: Int) {
      self.context = context
      self.gain = gain
    }
  }

  /// The pixels of the concept in a picture as it is.
  package private(set) var before = SampleMean()
  /// By context: the pixels that an insertion adds.
  package private(set) var gains: [ClusteredMean]

  package init(concepts: Int) { gains = Array(repeating: ClusteredMean(), count: concepts) }

  /// Contexts with fewer insertions are left out of the published chart.
  package static let leastInsertions = 1000

  /// Counts a picture.
  ///
  /// - Parameters:
  ///   - area: The concept's pixels in the picture as it is.
  ///   - insertions: One for each place.
  package mutating func add(before area: Int, _ insertions: [Insertion]) {
    before.add(area)
    for (context, group) in Dictionary(grouping: insertions, by: \.context) {
      gains[context].add(picture: group.map(\.gain))
    }
  }

  /// Counts what another tally of the same concepts has.
  package mutating func add(_ other: ContextTally) {
    precondition(other.gains.count == gains.count, "\(other.gains.count) contexts")
    before.add(other.before)
    for context in gains.indices { gains[context].add(other.gains[context]) }
  }

  /// What an insertion adds in a context, as a share of the pixels that the concept has in a picture.
  ///
  /// - Returns: The share; nil where the concept occurs in no picture, or the context at no place.
  package func share(in context: Int) -> RelativeChange? {
    let gain = gains[context]
    guard gain.count > 0, before.mean > 0 else { return nil }
    return RelativeChange(gain.mean, gain.interval, of: before.mean)
  }
}
