import Dissection
import Painting
import Pictures
import Screens
import Units

extension Church {
  /// A made-up dissection of `main.8` with 200 pictures: unit n is like concept n modulo 11, and matches
  /// it with an IoU of n / 100; the pictures that activate it most are n to n + 6.
  static let report = report()

  static func report(chance: Double = 0.012, confidence: Double? = nil) -> DissectionReport {
    DissectionReport(
      model: .init(name: name, hash: "0123", title: "DCGAN"), segmenter: nil,
      specimens: .latents(count: 200), skipped: [], confidence: confidence,
      labelGrid: .init(Grid(height: 64, width: 64)),
      concepts: concepts.map { .init(name: $0, category: "object", area: 0.05) },
      layers: [
        LayerReport(
          layer: "main.8", height: 16, width: 16,
          units: (0..<40).map { findings(of: $0, chance: chance) })
      ])
  }

  private static func findings(of unit: Int, chance: Double) -> UnitReport {
    let label = unit % concepts.count
    let ious = concepts.indices.map { $0 == label ? Double(unit) / 100 : 0.001 }
    return UnitReport(
      unit: unit, level: Double(unit) / 8 - 1, active: 0.01, label: label, ious: ious,
      chances: ious.map { _ in chance }, ceilings: ious.map { _ in 0.2 },
      means: ious.map { _ in nil }, information: nil,
      quantiles: UnitReport.quantileProbabilities,
      histogram: .init(low: 0, high: 1, everywhere: [1], label: [1]),
      top: (unit..<unit + 7).map { .init(number: $0, activation: 5) })
  }

  /// What the renderer would deliver: grey pictures, on whose left half the unit is at 9.
  static func pictures(_ request: UnitPicturesRequest, count: Int) -> UnitPictures {
    UnitPictures(
      request.unit,
      request.ids.prefix(count).map { _ in
        ActivatedPicture(
          Picture(width: 64, height: 64) { _, _ in Pixel(100, 100, 100) },
          features: (0..<256).map { $0 % 16 < 8 ? 9 : -9 }, grid: Grid(height: 16, width: 16))
      })
  }
}
