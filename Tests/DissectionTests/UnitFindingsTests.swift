import Checkpoints
import Dissection
import Tensors
import TestSupport
import Testing
import Units

/// The counts of bins against what all activations, sorted, give.
@Suite struct UnitFindingsTests {
  private let fixture: DissectionFixture
  private let tally: LayerTally
  private let findings: [UnitFindings]

  init() throws {
    fixture = try DissectionFixture()
    // The scales know a quarter of the pictures, as in a run.
    let scales = fixture.scales(pictures: 16)
    let tally = fixture.tally(scales)
    self.tally = tally
    findings = scales.enumerated().map { unit, scale in
      UnitFindings(Unit(DissectionFixture.layer.name, unit), in: tally, scale)
    }
  }

  private func matrix(_ value: (UnitFindings) -> [Double]) -> Tensor {
    let rows = findings.map { value($0).map { Float($0) } }
    return Tensor(shape: Shape(rows.count, rows[0].count), elements: rows.flatMap(\.self))
  }

  @Test func `every pixel is counted once`() {
    for unit in tally.units {
      #expect(unit.counts.reduce(0, +) == UInt64(64 * DissectionFixture.grid.count))
    }
  }

  @Test func `IoU is that of exact levels within 0·001`() throws {
    expectClose(matrix(\.ious), try fixture.file.tensor("iou"), absolute: 1e-3)
  }

  @Test func `levels are exact quantiles within a hundredth`() throws {
    let expected = try fixture.file.tensor("level")
    let found = Tensor(shape: expected.shape, elements: findings.map { Float($0.level) })
    expectClose(found, expected, absolute: 1e-2, relative: 1e-2)
  }

  @Test func `the mean and the median where a concept is are exact within two hundredths`() throws {
    let concepts = 0..<4
    let means = matrix { unit in concepts.map { unit.curve.mean(of: $0) ?? .nan } }
    expectClose(means, try fixture.file.tensor("mean"), absolute: 2e-2, relative: 1e-2)
    let medians = matrix { unit in concepts.map { unit.curve.quantile(0.5, of: $0) ?? .nan } }
    expectClose(medians, try fixture.file.tensor("median"), absolute: 2e-2, relative: 2e-2)
  }

  @Test func `a concept that occurs nowhere has neither mean nor IoU`() {
    #expect(findings[0].curve.mean(of: 4) == nil)
    #expect(findings[0].curve.quantile(0.5, of: 4) == nil)
    #expect(findings[0].ious[4] == 0)
  }

  @Test func `information ratios are those of exact levels within 0·01`() throws {
    let expected = try fixture.file.tensor("ratio")
    let concepts = DissectionFixture.conceptCount
    for unit in [0, 1, 5] {
      for (number, fraction) in InformationThreshold.fractions.enumerated() where fraction < 1 {
        let cut = findings[unit].curve.cut(fraction: fraction)
        for concept in 0..<concepts {
          let wanted = expected.elements[(unit * 100 + number) * concepts + concept]
          let found = findings[unit].curve.informationRatio(concept, cut)
          #expect(abs(found - Double(wanted)) < 0.01, "\(unit) \(fraction) \(concept)")
        }
      }
    }
  }

  @Test func `the concepts where a unit is active are those of exact levels`() throws {
    let found = matrix { $0.curve.cooccurrence($0.curve.cut(fraction: LevelScale.top)) }
    expectClose(found, try fixture.file.tensor("cooccurrence"), absolute: 2e-3)
  }

  @Test func `the ceiling is the smaller of two areas by the larger`() {
    let curve = findings[0].curve
    let cut = curve.cut(fraction: LevelScale.top)
    for (concept, ceiling) in findings[0].ceilings.enumerated() {
      let share = curve.areas[concept] / curve.total
      let expected = share > 0 ? min(share, 0.01) / max(share, 0.01) : 0
      #expect(abs(ceiling - expected) < 1e-9)
      #expect(curve.iou(concept, cut) <= ceiling)
    }
  }

  @Test func `the labels of other pictures match as often as numpy counts`() throws {
    let expected = try fixture.file.tensor("chance")
    let found = findings.flatMap { $0.chances.flatMap { [Float($0.mean), Float($0.high)] } }
    expectClose(Tensor(shape: expected.shape, elements: found), expected, absolute: 1e-6)
  }

  @Test func `both protocols come to the labels of exact levels`() throws {
    let iou = try fixture.file.tensor("iou").elements
    let information = try fixture.file.tensor("information").elements
    let concepts = DissectionFixture.conceptCount
    for (unit, findings) in findings.enumerated() {
      let row = Array(iou[unit * concepts..<(unit + 1) * concepts])
      let best = row.indices.reduce(0) { row[$1] > row[$0] ? $1 : $0 }
      #expect(findings.label == best)
      #expect(findings.matches == (row[best] > 0.04))
      let (concept, ratio, reached) = (
        Int(information[unit * 3]), Double(information[unit * 3 + 1]),
        Double(information[unit * 3 + 2])
      )
      #expect(findings.information?.concept ?? -1 == concept)
      #expect(abs((findings.information?.ratio ?? 0) - ratio) < 3e-3)
      #expect(abs(findings.informationIoU - reached) < 0.02)
      #expect(findings.matchesByInformation == (reached > 0.05 && ratio > 0.01))
    }
  }

  @Test func `the most active pictures come in the order of their maxima`() throws {
    let expected = try fixture.file.tensor("top").elements.map { Int($0) }
    for (unit, findings) in findings.enumerated() {
      #expect(
        findings.top.entries.prefix(5).map(\.id) == Array(expected[unit * 5..<unit * 5 + 5]))
    }
  }

  @Test func `units match the concepts that made them, and noise matches none`() {
    #expect(findings[2].label == 2 && findings[2].matches)
    #expect(findings[3].label == 3 && findings[3].matches)
    #expect(!findings[0].matches && !findings[4].matches)
    #expect(findings[3].matchesByInformation && !findings[0].matchesByInformation)
    #expect(findings[4].information == nil)
  }

  @Test func `only units with something to tell beat chance`() {
    #expect(findings[3].ious[3] > 3 * findings[3].chances[3].high)
    #expect(findings[0].ious[0] < 2 * findings[0].chances[0].high)
  }

  @Test func `a run in parts in any order gives the same counts`() {
    let scales = fixture.scales(pictures: 16)
    var parts = fixture.blocks.map { block in
      var part = LayerTally(
        DissectionFixture.layer, conceptCount: DissectionFixture.conceptCount)
      part.count(block, scales: scales)
      return part
    }
    var sum = parts.removeLast()
    for part in parts.reversed() { sum.add(part) }
    #expect(sum == tally)
  }
}
