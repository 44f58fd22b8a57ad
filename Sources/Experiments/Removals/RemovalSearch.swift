import Causes
package import Recipes
package import Units

/// Looks for the units and values that take a concept away, at one layer.
///
/// Rankings and values compete on pictures that were used for the recipes, too: the one that leaves least
/// of the concept under the strokes wins, among those that leave nine tenths of it elsewhere. What the
/// winner does is then measured on other pictures, beside random units.
package struct RemovalSearch {
  /// How many units a stroke sets in the trials.
  package static let strengths = [10, 20]
  /// Units that the search by trial adds one by one, of those that tell the concept best.
  private static let shortlist = 32
  /// Units that are tried before the best of them is taken.
  private static let breadth = 3

  /// How many pictures of a concept are looked at.
  package struct Extent: Sendable {
    /// In the search by trial.
    package let search: Int
    /// Where rankings and values are compared.
    package let comparison: Int
    /// Where the winner is measured.
    package let measurement: Int
    /// Of these pictures the mean activations are taken.
    package let sample: Range<Int>

    package init(search: Int, comparison: Int, measurement: Int, sample: Range<Int>) {
      (self.search, self.comparison) = (search, comparison)
      (self.measurement, self.sample) = (measurement, sample)
    }
  }

  /// What strokes may set each unit of the layer to.
  private enum Value: String, CaseIterable {
    /// 0, as published.
    case zero = "zero"
    /// What the unit is where the concept could stand and does not.
    case absent = "absent"
    /// As far beyond that as the concept is on the other side.
    case opposite = "opposite"

    func values(_ contrast: UnitContrast) -> [Float] {
      let values: [Float] =
        switch self {
        case .zero: contrast.absent.map { _ in 0 }
        case .absent: contrast.absent
        case .opposite: zip(contrast.absent, contrast.present).map { 2 * $0 - $1 }
        }
      // As a file has them: what is measured is what strokes will set.
      return values.map { ($0 * 1e4).rounded() / 1e4 }
    }
  }

  /// Units in an order, with values for all units of the layer.
  private struct Trial {
    let metric: String
    let units: [Int]
    let value: Value
    let values: [Float]

    func set(_ count: Int) -> [Int: Float] {
      Dictionary(uniqueKeysWithValues: units.prefix(count).map { ($0, values[$0]) })
    }
  }

  private let generator: LabelledGenerator
  private let layer: LayerSummary
  private let sample: LayerSample
  private let training: LabelSurvey
  private let heldOut: LabelSurvey
  private let extent: Extent

  /// Takes the sample of the layer.
  ///
  /// - Parameters:
  ///   - generator: What makes and labels the pictures.
  ///   - layer: A layer that strokes paint on.
  ///   - training: The pictures that the winner is chosen by.
  ///   - heldOut: Those that it is measured on.
  ///   - extent: How many pictures.
  /// - Throws: `DissectionError.notFinite`.
  package init(
    _ generator: LabelledGenerator, at layer: LayerSummary, training: LabelSurvey,
    heldOut: LabelSurvey, extent: Extent
  ) throws(DissectionError) {
    self.generator = generator
    self.layer = layer
    self.training = training
    self.heldOut = heldOut
    self.extent = extent
    sample = try LayerSample(generator, of: layer, ids: extent.sample)
  }

  /// Finds what removes a concept.
  ///
  /// - Parameters:
  ///   - number: The concept's number.
  ///   - recipes: Its recipes at the layer, whose rankings compete.
  /// - Returns: The winner with its measures; nil where too few pictures show the concept, or every
  ///   ranking takes it away elsewhere, too.
  /// - Throws: `DissectionError`, where a picture is not finite.
  package func removal(
    of number: Int, rankedBy recipes: [Recipe]
  ) throws(DissectionError) -> RemovalFindings? {
    let grid = layer.grid
    let pictures = try training.pictures(of: number, on: grid, count: extent.comparison)
    let others = try heldOut.pictures(of: number, on: grid, count: extent.measurement)
    guard pictures.count > 1, others.count > 1, let contrast = sample.contrast(of: number) else {
      return nil
    }
    var rankings = recipes.map { (metric: $0.metric, units: $0.units) }
    rankings.append(("difference", contrast.ranking))
    let few = Array(pictures.prefix(extent.search))
    let shortlist = Array(contrast.ranking.prefix(Self.shortlist))
    var trials: [Trial] = []
    for value in Value.allCases {
      let values = value.values(contrast)
      let found = try search(number, shortlist, values, in: few)
      for ranking in rankings + [(metric: "removal", units: found)] {
        trials.append(
          Trial(metric: ranking.metric, units: ranking.units, value: value, values: values))
      }
    }
    let sets = trials.flatMap { trial in Self.strengths.map { trial.set($0) } }
    let counts = try counts(of: number, sets, in: pictures)
    let measured = trials.indices.map { index in
      Array(counts[index * Self.strengths.count..<(index + 1) * Self.strengths.count])
    }
    let fair = trials.indices.filter { measured[$0].allSatisfy(\.keepsOutside) }
    guard
      let best = fair.min(by: { first, second in
        Self.remaining(measured[first]) < Self.remaining(measured[second])
      })
    else { return nil }
    return try findings(number, trials[best], contrast, in: others)
  }

  private static func remaining(_ counts: [RemovalCounts]) -> Int {
    counts.reduce(0) { $0 + $1.inside.after }
  }

  // MARK: The search by trial

  /// Adds one unit after another: of the few that promise most, the one that takes away most.
  ///
  /// What a unit promised when it was tried last, be it with fewer others, decides whether it is tried.
  private func search(
    _ concept: Int, _ shortlist: [Int], _ values: [Float], in pictures: [PatchedPicture]
  ) throws(DissectionError) -> [Int] {
    let count = min(Self.strengths.max() ?? 0, shortlist.count)
    var chosen: [Int] = []
    var set: [Int: Float] = [:]
    let alone = try counts(of: concept, shortlist.map { [$0: values[$0]] }, in: pictures)
    var cost = Double(alone[0].inside.before)
    var left = zip(shortlist, alone).map { (unit: $0, gain: cost - $1.cost) }
    while chosen.count < count {
      // A stable order: units that promise as much stay in that of the shortlist.
      left = left.enumerated().sorted {
        (-$0.element.gain, $0.offset) < (-$1.element.gain, $1.offset)
      }
      .map(\.element)
      let tried = left.prefix(Self.breadth).map(\.unit)
      let found = try counts(
        of: concept,
        tried.map { unit in set.merging([unit: values[unit]]) { first, _ in first } }, in: pictures)
      for place in tried.indices { left[place].gain = cost - found[place].cost }
      let best = tried.indices.reduce(0) { left[$1].gain > left[$0].gain ? $1 : $0 }
      let unit = tried[best]
      (cost, set[unit]) = (found[best].cost, values[unit])
      chosen.append(unit)
      left.remove(at: best)
    }
    return chosen
  }

  // MARK: Measures

  private func findings(
    _ number: Int, _ trial: Trial, _ contrast: UnitContrast, in pictures: [PatchedPicture]
  ) throws(DissectionError) -> RemovalFindings {
    let sets = Self.strengths.map { trial.set($0) }
    // An order of all units that has nothing to do with the concept.
    let draws = Latent(seed: 2, id: number).values(count: layer.units)
    let random = Trial(
      metric: "random", units: draws.indices.sorted { draws[$0] < draws[$1] }, value: trial.value,
      values: trial.values)
    let controls = sets.map { random.set($0.count) }
    let strokes = try counts(of: number, sets + controls, in: pictures)
    let whole = try counts(of: number, sets, in: pictures, everywhere: true)
    let units = Array(trial.units.prefix(Self.strengths.max() ?? 0))
    let recipe: Recipe
    do {
      recipe = try Recipe(
        concept: generator.concepts[number], layer: layer.name, metric: trial.metric, units: units,
        draws: Dictionary(
          uniqueKeysWithValues: Value.allCases.map { value in
            let values = value.values(contrast)
            return (value.rawValue, units.map { values[$0] })
          }), draw: trial.value.rawValue)
    } catch {
      preconditionFailure("a removal of \(generator.concepts[number]): \(error)")
    }
    return RemovalFindings(
      recipe: recipe, pictures: pictures.count,
      measures: Self.strengths.indices.map { index in
        RemovalFindings.Measure(
          units: sets[index].count, strokes: strokes[index],
          control: strokes[sets.count + index], everywhere: whole[index])
      })
  }

  /// What strokes over the patches do, or strokes over the whole pictures, for each set of units.
  private func counts(
    of concept: Int, _ sets: [[Int: Float]], in pictures: [PatchedPicture],
    everywhere: Bool = false
  ) throws(DissectionError) -> [RemovalCounts] {
    var counts = sets.map { _ in RemovalCounts() }
    // Pictures of one id after another share what their strokes leave alone.
    for picture in pictures {
      for (index, values) in sets.enumerated() {
        let intervention = Intervention(
          setting: values, of: layer.name, on: layer.grid,
          at: everywhere ? nil : picture.patch.cells)
        guard let labels = try generator.labels(of: picture.id, [intervention]) else {
          preconditionFailure("a picture was cancelled that nobody cancels")
        }
        counts[index].add(
          UInt16(concept), before: picture.labels.numbers, after: labels.numbers,
          isInside: everywhere ? nil : picture.patch.isInside)
      }
    }
    return counts
  }
}
