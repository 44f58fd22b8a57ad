package import Causes
package import Recipes
package import Units

/// What a removal does in pictures that did not choose it.
package struct RemovalFindings: Sendable {
  /// What strokes of some units do.
  package struct Measure: Sendable {
    /// How many units the strokes set.
    package let units: Int
    /// Strokes over the patches where the concept stands, or over whole pictures.
    package let removal: RemovalCounts
    /// The same strokes with as many of the units that draw the concept, at 0.
    package let ablation: RemovalCounts
    /// The same strokes with as many random units, at values of the removal's kind.
    package let control: RemovalCounts
  }

  /// What a recipe file has among its removals.
  package let removal: Recipe
  package let reach: RemovalReach
  package let pictures: Int
  /// For each strength.
  package let measures: [Measure]

  /// Measures a removal; nil where the segmenter does not know the concept, or too few pictures show it.
  ///
  /// - Parameters:
  ///   - removal: It.
  ///   - reach: Whether strokes are measured or toggles.
  ///   - drawing: The recipe that draws its concept.
  ///   - generator: What makes and labels the pictures.
  ///   - layer: The removal's layer.
  ///   - sample: The layer's mean activations, for the values of random units.
  ///   - survey: The pictures.
  ///   - count: How many of them.
  /// - Throws: `DissectionError.notFinite`.
  package init?(
    _ removal: Recipe, _ reach: RemovalReach, against drawing: Recipe,
    _ generator: LabelledGenerator,
    at layer: LayerSummary, sample: LayerSample, survey: LabelSurvey, count: Int
  ) throws(DissectionError) {
    guard let concept = generator.concepts.firstIndex(of: removal.concept),
      let contrast = sample.contrast(of: concept)
    else { return nil }
    let pictures = try survey.pictures(of: concept, on: layer.grid, count: count)
    guard pictures.count > 1 else { return nil }
    // An order of all units that has nothing to do with the concept.
    let draws = Latent(seed: 2, id: concept).values(count: layer.units)
    let random = draws.indices.sorted { draws[$0] < draws[$1] }
    let values = (RemovalValue(rawValue: removal.draw) ?? .zero).values(contrast)
    var measures: [Measure] = []
    for strength in RemovalSearch.strengths {
      let units = removal.strongest(strength)
      let sets: [[Int: Float]] = [
        Dictionary(uniqueKeysWithValues: units.map { ($0.unit, $0.value) }),
        Dictionary(
          uniqueKeysWithValues: drawing.strongest(units.count).map { ($0.unit, 0) }),
        Dictionary(uniqueKeysWithValues: random.prefix(units.count).map { ($0, values[$0]) }),
      ]
      let counts = try generator.removalCounts(
        of: concept, setting: sets, at: layer, in: pictures, reach: reach)
      measures.append(
        Measure(
          units: units.count, removal: counts[0], ablation: counts[1], control: counts[2]))
    }
    self.removal = removal
    self.reach = reach
    self.pictures = pictures.count
    self.measures = measures
  }
}
