import Dissection
import Reports
import TestSupport
import Testing

@Suite struct LayerComparisonTests {
  @Test func `a layer counts its units by each protocol, and knows the best unit of a concept`() {
    let report = DissectionReport.sample(layers: [("layer3", 8, 24), ("layer4", 8, 24)])
    let comparison = LayerComparison(report.layers[0], report)
    #expect(comparison.units == 24 && comparison.matching == 12)
    #expect(comparison.matchingByInformation == 5)
    #expect(comparison.matchingAboveChance == 12)
    let door = comparison.peaks[2]
    #expect(door.unit == 2 && door.iou == 0.9 * door.ceiling)
    #expect(door.chance == 0.06 * door.ceiling && door.ceiling == 0.4)
    #expect(LayerComparison(report.layers[1], report).peaks[2].iou == 0.45 * door.ceiling)
  }

  @Test func `units that match and do not exceed chance are counted apart`() {
    let report = DissectionReport.sample(layers: [("layer3", 8, 24)], chance: 0.4)
    let comparison = LayerComparison(report.layers[0], report)
    // Units 16 to 23 reach 0.3 of the ceiling; three of them match.
    #expect(comparison.matching == 12 && comparison.matchingAboveChance == 9)
  }
}
