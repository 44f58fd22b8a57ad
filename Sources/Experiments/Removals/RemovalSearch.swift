import Causes
package import Recipes
package import Units

/// Looks for the units and values that take a concept away, at one layer.
///
/// Rankings and values compete: the one that leaves least of the concept under the strokes wins, among those
/// that leave nine tenths of it elsewhere; for whole pictures, among those that change a tenth of the pixels of other
/// concepts at most, or as many as the published ablation: the units that draw, at 0.
package struct RemovalSearch {
  /// How many units a stroke sets in the trials.
  package static let strengths = [10, 20]
  /// Units that the search by trial adds one by one, of those that tell the concept best.
  private static let shortlist = 32
  /// Units that are tried before the best of them is taken.
  private static let breadth = 3
  /// The share of what should stay that a removal may change in any case: of the concept outside strokes, of other
  /// concepts in whole pictures.
  private static let tolerance = 0.1

  /// How many pictures of a concept are looked at.
  package struct Extent: Sendable {
    /// In the search by trial.
    package let search: Int
    /// Where rankings and values are compared.
    package let comparison: Int

    package init(search: Int, comparison: Int) {
      (self.search, self.comparison) = (search, comparison)
    }
  }

  /// Units in an order, with values for all units of the layer.
  private struct Trial {
    let metric: String
    let units: [Int]
    let value: RemovalValue
    let values: [Float]

    func set(_ count: Int) -> [Int: Float] {
      Dictionary(uniqueKeysWithValues: units.prefix(count).map { ($0, values[$0]) })
    }
  }

  private let generator: LabelledGenerator
  private let layer: LayerSummary
  private let sample: LayerSample
  private let survey: LabelSurvey
  private let extent: Extent
  private let reach: RemovalReach

  /// Prepares a search.
  ///
  /// - Parameters:
  ///   - generator: What makes and labels the pictures.
  ///   - layer: A layer that strokes paint on.
  ///   - sample: Its mean activations.
  ///   - survey: The pictures that the winner is chosen by.
  ///   - extent: How many pictures.
  ///   - reach: Whether strokes are looked for or toggles.
  package init(
    _ generator: LabelledGenerator, at layer: LayerSummary, sample: LayerSample,
    survey: LabelSurvey, extent: Extent, reach: RemovalReach
  ) {
    self.generator = generator
    self.layer = layer
    self.sample = sample
    self.survey = survey
    self.extent = extent
    self.reach = reach
  }

  /// Finds what removes a concept.
  ///
  /// - Parameters:
  ///   - number: The concept's number.
  ///   - recipes: Its recipes at the layer, whose rankings compete.
  /// - Returns: The winner; nil where too few pictures show the concept, or every ranking does harm elsewhere.
  /// - Throws: `DissectionError`, where a picture is not finite.
  package func removal(
    of number: Int, rankedBy recipes: [Recipe]
  ) throws(DissectionError) -> Recipe? {
    let grid = layer.grid
    let pictures = try survey.pictures(of: number, on: grid, count: extent.comparison)
    guard pictures.count > 1, let contrast = sample.contrast(of: number) else {
      return nil
    }
    var rankings = recipes.map { (metric: $0.metric, units: $0.units) }
    rankings.append(("difference", contrast.ranking))
    var trials = rankings.flatMap { ranking in
      RemovalValue.allCases.map {
        Trial(
          metric: ranking.metric, units: ranking.units, value: $0, values: $0.values(contrast))
      }
    }
    var measured = try measure(trials, of: number, in: pictures)
    // The first recipe of a concept draws it, and the first values are 0.
    let tolerances = measured[0].map { max(Self.tolerance, $0.inside.shareDisturbed) }
    func isBetter(_ first: Int, _ second: Int) -> Bool {
      cost(measured[first], tolerances) < cost(measured[second], tolerances)
    }
    // The search has the values with which the best of the rankings removes most.
    let leading = trials[measured.indices.min(by: isBetter) ?? 0]
    let found = Trial(
      metric: "removal",
      units: try search(
        number, Array(contrast.ranking.prefix(Self.shortlist)), leading.values, tolerances[0],
        in: Array(pictures.prefix(extent.search))),
      value: leading.value, values: leading.values)
    trials.append(found)
    measured += try measure([found], of: number, in: pictures)
    let fair = trials.indices.filter { trial in
      zip(measured[trial], tolerances).allSatisfy { harm($0, $1) == 0 }
    }
    return fair.min(by: isBetter)
      .map { recipe(generator.concepts[number], trials[$0], contrast) }
  }

  /// What each trial does, for each strength.
  private func measure(
    _ trials: [Trial], of concept: Int, in pictures: [PatchedPicture]
  ) throws(DissectionError) -> [[RemovalCounts]] {
    let count = Self.strengths.count
    let counts = try generator.removalCounts(
      of: concept, setting: trials.flatMap { trial in Self.strengths.map(trial.set) },
      at: layer, in: pictures, reach: reach)
    return trials.indices.map { Array(counts[$0 * count..<($0 + 1) * count]) }
  }

  /// What the strengths of a trial leave of the concept, and do elsewhere, together.
  private func cost(_ counts: [RemovalCounts], _ tolerances: [Double]) -> Double {
    zip(counts, tolerances).reduce(0) { $0 + cost($1.0, $1.1) }
  }

  private func cost(_ counts: RemovalCounts, _ tolerance: Double) -> Double {
    Double(counts.inside.after) + harm(counts, tolerance)
  }

  /// The pixels that a trial should have left alone, beyond what it may change.
  private func harm(_ counts: RemovalCounts, _ tolerance: Double) -> Double {
    switch reach {
    case .strokes: counts.loss(beyond: Self.tolerance)
    case .everywhere: counts.disturbance(beyond: tolerance)
    }
  }

  // MARK: The search by trial

  /// Adds one unit after another: of the few that promise most, the one that takes away most.
  ///
  /// What a unit promised when it was tried last, be it with fewer others, decides whether it is tried.
  private func search(
    _ concept: Int, _ shortlist: [Int], _ values: [Float], _ tolerance: Double,
    in pictures: [PatchedPicture]
  ) throws(DissectionError) -> [Int] {
    let count = min(Self.strengths.max() ?? 0, shortlist.count)
    var chosen: [Int] = []
    var set: [Int: Float] = [:]
    let alone = try generator.removalCounts(
      of: concept, setting: shortlist.map { [$0: values[$0]] }, at: layer, in: pictures,
      reach: reach)
    var cost = Double(alone[0].inside.before)
    var left = zip(shortlist, alone).map { (unit: $0, gain: cost - self.cost($1, tolerance)) }
    while chosen.count < count {
      // A stable order: units that promise as much stay in that of the shortlist.
      left = left.enumerated().sorted {
        (-$0.element.gain, $0.offset) < (-$1.element.gain, $1.offset)
      }
      .map(\.element)
      let tried = left.prefix(Self.breadth).map(\.unit)
      let found = try generator.removalCounts(
        of: concept,
        setting: tried.map { unit in set.merging([unit: values[unit]]) { first, _ in first } },
        at: layer, in: pictures, reach: reach)
      for place in tried.indices { left[place].gain = cost - self.cost(found[place], tolerance) }
      let best = tried.indices.reduce(0) { left[$1].gain > left[$0].gain ? $1 : $0 }
      let unit = tried[best]
      (cost, set[unit]) = (self.cost(found[best], tolerance), values[unit])
      chosen.append(unit)
      left.remove(at: best)
    }
    return chosen
  }

  // MARK: The winner

  private func recipe(_ concept: String, _ trial: Trial, _ contrast: UnitContrast) -> Recipe {
    let units = Array(trial.units.prefix(Self.strengths.max() ?? 0))
    do {
      return try Recipe(
        concept: concept, layer: layer.name, metric: trial.metric, units: units,
        draws: Dictionary(
          uniqueKeysWithValues: RemovalValue.allCases.map { value in
            let values = value.values(contrast)
            return (value.rawValue, units.map { values[$0] })
          }), draw: trial.value.rawValue)
    } catch {
      preconditionFailure("a removal of \(concept): \(error)")
    }
  }
}
