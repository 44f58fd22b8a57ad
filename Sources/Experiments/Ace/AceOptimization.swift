package import Causes
import Tensors
package import Units

/// Finds the units that cause a concept together, by descent along gradients through both networks.
///
/// For weights α, the features of a layer at a cell are r. Where the concept is they become (1 − α)r,
/// where it could be (1 − α)r + αk. The loss is how likely the concept is at the first cell less how
/// likely it is at the second, each at the cell that was changed, and the penalty of the weights.
package struct AceOptimization {
  private let probe: ConceptProbe
  /// By unit: what it is set to where the concept is to come.
  private let values: [Float]
  package private(set) var weights: CausalWeights

  /// Begins with weights.
  package init(_ probe: ConceptProbe, values: [Float], weights: CausalWeights) {
    precondition(
      values.count == probe.layer.units && weights.values.count == values.count,
      "\(values.count) values and \(weights.values.count) weights of \(probe.layer.units) units")
    self.probe = probe
    self.values = values
    self.weights = weights
  }

  /// Looks at each pair once, in an order of its own, with a step after each batch.
  ///
  /// - Parameters:
  ///   - present: Where the concept is.
  ///   - candidates: Where it could be.
  ///   - batch: Pairs a step.
  ///   - random: What pairs them.
  ///   - isCancelled: Asked before each layer.
  ///   - progress: Is told after each pair.
  /// - Returns: False when cancelled.
  /// - Throws: `DissectionError`, with what is wrong with a picture.
  package mutating func runEpoch(
    _ present: [ConceptSites.Site], _ candidates: [ConceptSites.Site], batch: Int,
    using random: inout SeededRandom, isCancelled: () -> Bool = { false },
    progress: () -> Void = {}
  ) throws(DissectionError) -> Bool {
    let count = min(present.count, candidates.count)
    let order = (
      random.draw(count, below: present.count), random.draw(count, below: candidates.count)
    )
    for pair in 0..<count {
      guard
        try add(present[order.0[pair]], candidates[order.1[pair]], isCancelled: isCancelled)
      else { return false }
      if (pair + 1) % batch == 0 || pair + 1 == count { weights.step() }
      progress()
    }
    return true
  }

  /// Adds the gradient of a pair to what the next step follows.
  ///
  /// - Returns: False when cancelled.
  private mutating func add(
    _ present: ConceptSites.Site, _ candidate: ConceptSites.Site, isCancelled: () -> Bool
  ) throws(DissectionError) -> Bool {
    guard
      let removal = try gradient(at: present, isInserted: false, isCancelled: isCancelled),
      let insertion = try gradient(at: candidate, isInserted: true, isCancelled: isCancelled)
    else { return false }
    weights.add(removal: removal, insertion: insertion)
    return true
  }

  /// How the concept's probability grows with each weight: as the feature does, which each weight moves
  /// from r to its value.
  private func gradient(
    at site: ConceptSites.Site, isInserted: Bool, isCancelled: () -> Bool
  ) throws(DissectionError) -> [Double]? {
    guard try look(at: site, isInserted: isInserted, isCancelled: isCancelled) else { return nil }
    let (features, cells) = (probe.features.elements, probe.layer.grid.count)
    return probe.gradient(at: site.cell).enumerated().map { unit, slope in
      slope * Double((isInserted ? values[unit] : 0) - features[unit * cells + site.cell])
    }
  }

  private func look(
    at site: ConceptSites.Site, isInserted: Bool, isCancelled: () -> Bool
  ) throws(DissectionError) -> Bool {
    let (grid, cell) = (probe.layer.grid, site.cell)
    let maps = weights.values.enumerated().map { unit, weight in
      var map = Intervention.Map(
        alphas: [Float](repeating: 0, count: grid.count),
        values: [Float](repeating: 0, count: grid.count))
      map.alphas[cell] = Float(weight)
      if isInserted { map.values[cell] = values[unit] }
      return (unit, map)
    }
    let intervention = Intervention(
      layer: probe.layer.name, grid: grid, maps: Dictionary(uniqueKeysWithValues: maps))
    return try probe.look(at: site.latent, [intervention], isCancelled: isCancelled)
  }

  /// The loss on the mean over pairs in their order, with the penalty.
  ///
  /// - Returns: The loss, or nil when cancelled.
  /// - Throws: `DissectionError`, with what is wrong with a picture.
  package func loss(
    _ present: [ConceptSites.Site], _ candidates: [ConceptSites.Site],
    isCancelled: () -> Bool = { false }
  ) throws(DissectionError) -> Double? {
    let count = min(present.count, candidates.count)
    var sum = 0.0
    for (present, candidate) in zip(present, candidates) {
      guard try look(at: present, isInserted: false, isCancelled: isCancelled) else { return nil }
      sum += probe.probability(at: present.cell)
      guard try look(at: candidate, isInserted: true, isCancelled: isCancelled) else { return nil }
      sum -= probe.probability(at: candidate.cell)
    }
    return (count > 0 ? sum / Double(count) : 0) + weights.penaltySum
  }
}
