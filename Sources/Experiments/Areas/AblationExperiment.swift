package import Causes
package import Units

/// Ablates units of a layer in whole pictures, and counts what that does to every concept.
///
/// Three kinds of sets are ablated, each in every picture: the first units of a ranking, more and more
/// of them; as many random ones, several times; and single units.
package struct AblationExperiment: Equatable, Sendable {
  package let layer: LayerSummary
  /// The units of a ranking, the best first.
  package let ranking: [Int]
  /// How many of them are ablated together, rising.
  package let sizes: [Int]
  /// The orders in which random units are ablated, one for each control.
  package let controls: [[Int]]
  /// The units that are ablated alone.
  package let singles: [Int]
  private let conceptCount: Int

  /// Says what is to be ablated.
  ///
  /// - Parameters:
  ///   - layer: The layer.
  ///   - ranking: Its units, the best first.
  ///   - sizes: How many of them are ablated together, rising; more than there are counts as all.
  ///   - controls: How many times random units are ablated instead. They are drawn among those that the
  ///     ranking does not ablate, if these are enough, else among all.
  ///   - singles: The units that are ablated alone.
  ///   - conceptCount: How many concepts are counted.
  package init(
    _ layer: LayerSummary, ranking: [Int], sizes: [Int], controls: Int, singles: [Int],
    conceptCount: Int
  ) {
    self.layer = layer
    self.ranking = ranking
    self.sizes = sizes
    self.singles = singles
    self.conceptCount = conceptCount
    let ablated = Array(ranking.prefix(sizes.last ?? 0))
    self.controls = (0..<controls).map { control in
      var random = SeededRandom(seed: UInt64(control))
      return random.draw(besides: ablated, below: layer.units)
    }
  }

  /// The sets of units, in the order in which they are counted; an empty set needs no picture.
  private var sets: [[Int]] {
    let orders = [ranking] + controls
    return orders.flatMap { order in steps.map { Array(order.prefix($0)) } } + singles.map { [$0] }
  }

  private var steps: [Int] { sizes.filter { $0 > 0 } }

  /// A tally of no picture.
  package var tally: AreaChanges { AreaChanges(changes: sets.count, concepts: conceptCount) }

  /// Counts one picture.
  ///
  /// - Parameters:
  ///   - id: Its latent's.
  ///   - generator: What makes it.
  ///   - isCancelled: Asked before each layer.
  /// - Returns: The tally of this picture, or nil when cancelled.
  /// - Throws: As `LabelledGenerator.labels(of:_:isCancelled:)`.
  package func changes(
    of id: Int, in generator: LabelledGenerator, isCancelled: () -> Bool = { false }
  ) throws(DissectionError) -> AreaChanges? {
    guard let before = try generator.labels(of: id, isCancelled: isCancelled) else { return nil }
    var changed: [[Int]] = []
    for set in sets {
      let ablation = Intervention(
        setting: Dictionary(uniqueKeysWithValues: set.map { ($0, 0) }), of: layer.name,
        on: layer.grid)
      guard
        let labels = try generator.labels(of: id, [ablation], isCancelled: isCancelled)
      else { return nil }
      changed.append(labels.areas(of: conceptCount))
    }
    var tally = tally
    tally.add(before: before.areas(of: conceptCount), after: changed)
    return tally
  }

  // MARK: What was found

  /// How much of a concept is gone with more and more units.
  ///
  /// - Returns: The curve; nil where no picture has the concept.
  package func curve(of concept: Int, in tally: AreaChanges) -> RemovalCurve? {
    guard tally.before[concept].mean > 0 else { return nil }
    func change(_ order: Int, _ size: Int) -> RelativeChange {
      guard let step = steps.firstIndex(of: size) else { return .zero }
      return tally.share(added: order * steps.count + step, to: concept) ?? .zero
    }
    return RemovalCurve(
      sizes.map { size in
        RemovalCurve.Point(
          units: size, ranked: change(0, size),
          random: controls.indices.map { change($0 + 1, size) })
      })
  }

  /// What ablating the ranking's first units does to every concept, with all of `sizes`.
  ///
  /// - Returns: By size and concept the change; nil where no picture has the concept.
  package func changes(in tally: AreaChanges) -> [[RelativeChange?]] {
    sizes.map { size in
      (0..<conceptCount).map { concept in
        guard let step = steps.firstIndex(of: size) else { return RelativeChange.zero }
        return tally.share(added: step, to: concept)
      }
    }
  }

  /// What ablating each of `singles` does to every concept.
  ///
  /// - Returns: By unit and concept the change; nil where no picture has the concept.
  package func matrix(in tally: AreaChanges) -> [[RelativeChange?]] {
    let first = (1 + controls.count) * steps.count
    return singles.indices.map { single in
      (0..<conceptCount).map { tally.share(added: first + single, to: $0) }
    }
  }
}
