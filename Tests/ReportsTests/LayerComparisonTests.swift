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
    // Every fourth unit knows nothing, and is below what chance gives.
    #expect(comparison.aboveChance == 18)
    let door = comparison.peaks[2]
    #expect(door.unit == 2 && door.iou == 0.9 * door.ceiling)
    #expect(door.chance == 0.06 * door.ceiling && door.ceiling == 0.4)
    #expect(LayerComparison(report.layers[1], report).peaks[2].iou == 0.45 * door.ceiling)
  }
}
