package import Dissection
import Tensors
import Units

extension DissectionReport {
  /// Draws the conclusions from what was counted.
  ///
  /// - Parameters:
  ///   - plan: What was counted by.
  ///   - counts: Of all pictures, or of those that were counted until now; not of none.
  package init(_ plan: DissectionPlan, _ counts: DissectionCounts) {
    precondition(counts.blockCount > 0, "nothing was counted")
    let layers = zip(counts.tallies, plan.scales).map(Self.layer)
    self.init(
      model: plan.model, segmenter: plan.segmenter, specimens: plan.specimens,
      skipped: counts.skipped, confidence: plan.confidence, labelGrid: LabelGrid(plan.labelGrid),
      concepts: zip(plan.concepts, Self.areas(counts.tallies[0])).map { concept, area in
        ConceptNote(name: concept.name, category: concept.category, area: area)
      }, layers: layers)
  }

  private static func layer(_ tally: LayerTally, _ scales: [LevelScale]) -> LayerReport {
    var units = [UnitReport?](repeating: nil, count: tally.units.count)
    unsafe units.withUnsafeMutableBufferPointer { units in
      nonisolated(unsafe) let units = unsafe units
      Workers.run(tally.units.count) { unit, _ in
        let findings = UnitFindings(Unit(tally.layer.name, unit), in: tally, scales[unit])
        unsafe units[unit] = UnitReport(findings)
      }
    }
    return LayerReport(
      layer: tally.layer.name, height: tally.layer.grid.height, width: tally.layer.grid.width,
      units: units.compactMap(\.self))
  }

  /// The share of each concept among all pixels, which every unit has counted alike.
  private static func areas(_ tally: LayerTally) -> [Double] {
    let bins = LevelScale.binCount
    let counts = (0..<tally.conceptCount).map { concept in
      tally.units[0].counts[concept * bins..<(concept + 1) * bins].reduce(0, +)
    }
    let total = Double(counts.reduce(0, +))
    return counts.map { total > 0 ? (Double($0) / total * 1e6).rounded() / 1e6 : 0 }
  }
}
