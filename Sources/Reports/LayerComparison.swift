package import Dissection

/// What the units of one layer match, in numbers to compare with those of other layers.
package struct LayerComparison: Equatable, Sendable {
  /// The unit with the highest IoU with a concept.
  package struct Peak: Equatable, Sendable {
    package let unit: Int
    package let iou: Double
    package let chance: Double
    package let ceiling: Double

    /// How far the IoU is above what chance gives; 0 where it is not.
    package var distance: Double { max(0, iou - chance) }
  }

  package let units: Int
  /// Units that match their label (PNAS 2020).
  package let matching: Int
  /// Those of them whose IoU exceeds what chance gives.
  package let matchingAboveChance: Int
  /// Units that match a concept by information (ICLR 2019).
  package let matchingByInformation: Int
  /// The concepts that some unit matches, in the order of the bar graph.
  package let matched: [ConceptCount]
  /// By concept: its best unit, of equals that of lower number.
  package let peaks: [Peak]

  /// Compares the units of a layer, of which there is one at least.
  package init(_ layer: LayerReport, _ report: DissectionReport) {
    units = layer.units.count
    matching = layer.units.count(where: \.matches)
    matchingAboveChance = layer.units.count { $0.matches && $0.isAboveChance }
    matchingByInformation = layer.units.count(where: \.matchesByInformation)
    matched = ConceptCount.counts(of: layer, report.concepts)
    peaks = report.concepts.indices.map { concept in
      let best = layer.units.reduce(layer.units[0]) {
        $1.ious[concept] > $0.ious[concept] ? $1 : $0
      }
      return Peak(
        unit: best.unit, iou: best.ious[concept], chance: best.chances[concept],
        ceiling: best.ceilings[concept])
    }
  }
}
