/// How much of a concept is gone when more and more units are ablated: the best of a ranking, and
/// random ones.
package struct RemovalCurve: Equatable, Sendable {
  /// So many units, ablated together.
  package struct Point: Equatable, Sendable {
    package let units: Int
    /// The first units of the ranking.
    package let ranked: RelativeChange
    /// As many random units, one set after another.
    package let random: [RelativeChange]

    package init(units: Int, ranked: RelativeChange, random: [RelativeChange]) {
      self.units = units
      self.ranked = ranked
      self.random = random
    }

    /// The mean removal by random units; nil without a random set.
    package var randomRemoval: Double? {
      random.isEmpty ? nil : random.reduce(0) { $0 + $1.removal } / Double(random.count)
    }

    /// The least and the greatest removal by random units; nil without a random set.
    package var randomRange: ClosedRange<Double>? {
      let removals = random.map(\.removal)
      guard let least = removals.min(), let greatest = removals.max() else { return nil }
      return least...greatest
    }
  }

  package let points: [Point]

  package init(_ points: [Point]) { self.points = points }
}
