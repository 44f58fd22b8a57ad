/// How many pixels each concept has in pictures, and what each of several changes adds or takes.
///
/// It keeps integers: tallies of parts of the pictures add up to that of all, bit for bit.
package struct AreaChanges: Equatable, Sendable {
  /// By concept: its pixels in a picture that is left as it is.
  package private(set) var before: [SampleMean]
  /// By change and concept: the pixels that it adds to a picture, negative where it takes some away.
  package private(set) var added: [[SampleMean]]

  package init(changes: Int, concepts: Int) {
    before = Array(repeating: SampleMean(), count: concepts)
    added = Array(repeating: before, count: changes)
  }

  /// How many pictures were counted.
  package var pictures: Int { before.first?.count ?? 0 }

  /// Counts a picture.
  ///
  /// - Parameters:
  ///   - areas: The pixels of each concept in the picture as it is.
  ///   - changed: The same after each of the changes.
  /// - Precondition: There are as many changes and concepts as the tally has.
  package mutating func add(before areas: [Int], after changed: [[Int]]) {
    precondition(
      areas.count == before.count && changed.count == added.count
        && changed.allSatisfy { $0.count == areas.count },
      "\(changed.count) changes of \(areas.count) concepts, expected \(added.count) of \(before.count)"
    )
    for concept in areas.indices {
      before[concept].add(areas[concept])
      for change in changed.indices {
        added[change][concept].add(changed[change][concept] - areas[concept])
      }
    }
  }

  /// Counts what another tally of the same changes has.
  package mutating func add(_ other: AreaChanges) {
    precondition(
      other.before.count == before.count && other.added.count == added.count,
      "a tally of \(other.added.count) changes, expected \(added.count)")
    for concept in before.indices {
      before[concept].add(other.before[concept])
      for change in added.indices { added[change][concept].add(other.added[change][concept]) }
    }
  }

  /// What a change adds to a concept, as a share of the pixels that the concept has without it.
  ///
  /// Means are divided, as published: a picture without the concept counts like any other, and one
  /// that gains it takes back what others lose.
  ///
  /// - Returns: The share; nil where no picture has the concept.
  package func share(added change: Int, to concept: Int) -> RelativeChange? {
    let whole = before[concept].mean
    guard whole > 0 else { return nil }
    let difference = added[change][concept]
    return RelativeChange(difference.mean, difference.interval, of: whole)
  }
}
