package import Dissection
import Units

extension DissectionReport {
  /// The concepts of a sample: four objects, two parts, a material and a colour.
  package static let sampleConcepts = [
    ConceptNote(name: "tree", category: "object", area: 0.2),
    ConceptNote(name: "sky", category: "object", area: 0.3),
    ConceptNote(name: "door", category: "object", area: 0.004),
    ConceptNote(name: "window", category: "part", area: 0.02),
    ConceptNote(name: "roof", category: "part", area: 0.06),
    ConceptNote(name: "brick", category: "material", area: 0.1),
    ConceptNote(name: "red", category: "color", area: 0.05),
    ConceptNote(name: "boat", category: "object", area: 0.0001),
  ]

  /// A report whose numbers are made of those of its units, the same each time.
  ///
  /// - Parameters:
  ///   - layers: Name, side and number of units of each layer.
  ///   - concepts: The concepts.
  ///   - confidence: The segmenter's; nil for scenes, whose labels are the truth.
  ///   - skipped: Pictures that could not be read.
  ///   - model: The network's name.
  ///   - chance: What chance gives, as a share of the ceiling.
  /// - Returns: The report.
  package static func sample(
    layers: [(name: String, side: Int, units: Int)] = [("layer3", 8, 12), ("layer4", 8, 12)],
    concepts: [ConceptNote] = sampleConcepts, confidence: Double? = 0.9,
    skipped: [SkippedPicture] = [], model: String = "church",
    chance: Double = 0.06
  ) -> DissectionReport {
    DissectionReport(
      model: NetworkNote(
        name: model, hash: String(repeating: "7a", count: 32), title: "Progressive GAN"),
      segmenter: confidence.map { _ in
        NetworkNote(
          name: "world-segmenter", hash: String(repeating: "0b", count: 32), title: "U-Net")
      },
      specimens: confidence == nil
        ? .scenes(category: "church", seed: 5, count: 1000) : .latents(count: 1000),
      skipped: skipped, confidence: confidence,
      labelGrid: LabelGrid(Grid(height: 64, width: 64)), concepts: concepts,
      layers: layers.enumerated().map { number, layer in
        LayerReport(
          layer: LayerName(rawValue: layer.name), height: layer.side, width: layer.side,
          units: (0..<layer.units).map {
            UnitReport.sample($0, layer: number, concepts, chance: chance)
          })
      })
  }
}

extension UnitReport {
  /// A unit that knows concept `unit % concepts.count`, unit 0 best; every fourth knows none.
  fileprivate static func sample(
    _ unit: Int, layer: Int, _ concepts: [DissectionReport.ConceptNote], chance: Double
  ) -> UnitReport {
    let known = unit % concepts.count
    let strength = unit % 4 == 3 ? 0.05 : 0.9 / Double(1 + unit / concepts.count + layer)
    let ceilings = concepts.map { min(0.01, $0.area) / max(0.01, $0.area) }
    let ious = ceilings.indices.map { ceilings[$0] * ($0 == known ? strength : 0.01) }
    let label = ious.indices.reduce(0) { ious[$1] > ious[$0] ? $1 : $0 }
    let level = 1 + Double(unit) / 4
    return UnitReport(
      unit: unit, level: level, active: 0.01, label: label, ious: ious,
      chances: ceilings.map { $0 * chance }, ceilings: ceilings,
      means: concepts.indices.map { $0 == known ? 0.8 * level : 0.25 },
      information: ious[label] > 0.1
        ? Information(concept: label, ratio: ious[label] / 2, level: level, iou: ious[label])
        : nil,
      quantiles: quantileProbabilities.map { level * ($0 - 0.5) },
      histogram: Histogram(low: 0, high: 2 * level, everywhere: [0.75, 0.25], label: [0.5, 0.5]),
      top: (0..<topCount).map {
        TopPicture(number: (37 * unit + 11 * $0) % 100, activation: 3 * level - Double($0) / 8)
      })
  }
}
