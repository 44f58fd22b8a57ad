import Causes
import Dissection
import Foundation
import Reports
import Testing
import Units

/// Charts of ablations and insertions, as files that any viewer of SVG opens.
@Suite struct AreaChartTests {
  private let note = ExperimentNote(
    model: .init(name: "m", hash: "0", title: ""),
    segmenter: .init(name: "s", hash: "1", title: ""),
    layer: "layer4", concept: "tree<b>", ranking: "iou", pictures: 20..<22,
    labelGrid: Grid(height: 2, width: 5))

  private var report: AblationReport {
    var areas = AreaChanges(changes: 4, concepts: 3)
    areas.add(before: [4, 6, 0], after: [[7, 3, 0], [4, 6, 0], [8, 2, 0], [2, 8, 0]])
    areas.add(before: [6, 4, 0], after: [[8, 2, 0], [6, 4, 0], [9, 1, 0], [5, 5, 0]])
    func changes(_ change: Int) -> [RelativeChange?] {
      (0..<3).map { areas.share(added: change, to: $0) }
    }
    return AblationReport(
      note: note, units: [7, 3],
      areas: zip(["sky", "tree<b>", "boat"], areas.before).map {
        AblationReport.Area($0, $1, of: note.pixels)
      },
      steps: [
        .init(units: 0, changes: [.zero, .zero, nil], random: [.zero]),
        .init(units: 2, changes: changes(0), random: [changes(1)[1] ?? .zero]),
      ],
      singles: [
        .init(unit: 3, changes: changes(2)), .init(unit: 7, changes: changes(3)),
      ])
  }

  @Test func `a report's curve is that of its concept`() throws {
    let curve = try #require(report.curve)
    #expect(curve.points.map(\.units) == [0, 2])
    #expect(curve.points[1].ranked.removal == 0.5 && curve.points[1].randomRemoval == 0)
    #expect(report.areas[1].share == 0.5 && report.shownConcepts == [0, 1])
    let json = try #require(
      JSONSerialization.jsonObject(with: JSONEncoder().encode(report)) as? [String: Any])
    #expect(json.keys.sorted() == ["areas", "experiment", "singles", "steps", "units"])
  }

  @Test func `charts escape names, and have a mark for every point`() throws {
    let curve = RemovalChart.svg(of: try #require(report.curve), note.concept)
    let matrix = EffectMatrix.svg(of: report)
    for chart in [curve, matrix] {
      #expect(chart.hasPrefix("<svg ") && !chart.contains("<b>") && !chart.contains("nan"))
    }
    #expect(curve.components(separatedBy: "<rect").count == 3)
    // Two units by two concepts, and five squares of the legend.
    #expect(matrix.components(separatedBy: "<rect").count == 1 + 4 + 5)
    // The unit that removes most stands first.
    let places = ["unit 3, tree", "unit 7, tree"].map { matrix.range(of: $0)?.lowerBound }
    #expect(try #require(places[0]) < #require(places[1]))
  }

  @Test func `contexts are sorted by what takes, and rare ones are marked`() throws {
    var tally = ContextTally(concepts: 3)
    for _ in 0..<20 {
      tally.add(
        before: 10,
        (0..<64).map { .init(context: $0 % 2, gain: $0 % 2 == 0 ? 1 : $0 % 4) }
          + [.init(context: 2, gain: -1)])
    }
    let report = InsertionReport(
      note: note, value: "level", units: [.init(unit: 1, value: 2)], randomUnits: nil,
      concepts: ["sky", "wall", "tree<b>"], tally, control: nil)
    #expect(report.contexts.map(\.name) == ["wall", "sky", "tree<b>"])
    #expect(report.contexts.map(\.insertions) == [640, 640, 20])
    #expect(report.contexts.map { $0.change?.share } == [0.2, 0.1, -0.1])
    #expect(report.contexts.allSatisfy { !$0.isFrequent })
    let chart = ContextChart.svg(of: report)
    #expect(chart.hasPrefix("<svg ") && !chart.contains("<b>") && chart.contains("640 *"))
    #expect(chart.components(separatedBy: "<rect").count == 4)
  }
}
