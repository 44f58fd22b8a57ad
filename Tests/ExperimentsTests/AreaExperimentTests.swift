import Causes
import Checkpoints
import Experiments
import FoundationEssentials
import Networks
import Seeing
import Tensors
import TestSupport
import Testing
import Units

/// Ablations and insertions with the small networks of NetworksTests, and what PyTorch found of them.
@Suite struct AreaExperimentTests {
  private static let grid = Grid(height: 16, width: 16)
  private static let conceptCount = 5

  private let expected: Checkpoint
  private let generator: Generator
  private let labels: LabelSource
  private let layer: LayerSummary

  private static func path(_ name: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: name).path
  }

  init() throws {
    let networks = "../NetworksTests/Fixtures"
    expected = try Checkpoint(contentsOf: Self.path("Fixtures/areas.safetensors"))
    generator = try Generator(
      Checkpoint(contentsOf: Self.path("\(networks)/progressive.safetensors")))
    labels = try LabelSource(
      CheckpointFile(path: Self.path("\(networks)/segmenter.safetensors"), kind: .segmenter),
      pictures: generator.pictureSize)
    layer = try #require(generator.layer("layer4"))
  }

  private func numbers(_ name: String) throws -> [Int] {
    try expected.tensor(name).elements.map { Int($0) }
  }

  private func rows(_ name: String, _ width: Int) throws -> [[Int]] {
    let numbers = try numbers(name)
    return stride(from: 0, to: numbers.count, by: width).map {
      Array(numbers[$0..<$0 + width])
    }
  }

  private var ids: Range<Int> {
    get throws {
      let ids = try numbers("ids")
      return ids[0]..<ids[0] + ids.count
    }
  }

  @Test func `areas with and without units equal PyTorch's, pixel by pixel`() throws {
    let sets = try (0..<4).map { try numbers("units/\($0)") }
    let experiment = AblationExperiment(
      layer, ranking: sets[1], sizes: [0, 2, 4], controls: 0, singles: [sets[2][0], sets[3][0]],
      conceptCount: Self.conceptCount)
    var expected = experiment.tally
    let before = try rows("before", Self.conceptCount)
    let after = try sets.indices.map { try rows("ablated/\($0)", Self.conceptCount) }
    for picture in before.indices {
      expected.add(before: before[picture], after: after.map { $0[picture] })
    }
    let study = PictureStudy(generator, labels, grid: Self.grid)
    var tally = experiment.tally
    var counts: [Int] = []
    let isDone = try study.run(
      try ids,
      study: { (generator, id) throws(DissectionError) in
        try experiment.changes(of: id, in: generator)
      },
      take: {
        tally.add($0)
        counts.append($1)
      })
    #expect(isDone && tally == expected && counts == Array(1...before.count))
    let curve = try #require(experiment.curve(of: 2, in: tally))
    #expect(curve.points.map(\.units) == [0, 2, 4] && curve.points[0].ranked == .zero)
    #expect(curve.points[2].ranked == tally.share(added: 1, to: 2))
    #expect(experiment.changes(in: tally)[1][3] == tally.share(added: 0, to: 3))
    #expect(experiment.matrix(in: tally)[1][2] == tally.share(added: 3, to: 2))
  }

  @Test func `insertions cell by cell equal PyTorch's, pixel by pixel`() throws {
    let concept = try numbers("concept")[0]
    let values = try expected.tensor("inserted/values").elements
    let units = try numbers("inserted/units")
    let experiment = InsertionExperiment(
      Dictionary(uniqueKeysWithValues: zip(units, values)), at: layer, of: concept,
      conceptCount: Self.conceptCount)
    let before = try rows("before", Self.conceptCount)
    let gains = try rows("gains", layer.grid.count)
    let contexts = try rows("contexts", layer.grid.count)
    let generator = LabelledGenerator(generator, labels, grid: Self.grid)
    for (picture, id) in try ids.enumerated() {
      let found = try #require(try experiment.picture(of: id, in: generator))
      #expect(found.before == before[picture][concept])
      #expect(found.insertions.map(\.gain) == gains[picture])
      #expect(found.insertions.map(\.context) == contexts[picture])
    }
    #expect(Set(gains.flatMap { $0 }).count > 10)
  }

  @Test func `what is found of a picture does not depend on those before it`() throws {
    let experiment = InsertionExperiment(
      [2: 4, 8: 6], at: layer, of: 1, conceptCount: Self.conceptCount)
    let shared = LabelledGenerator(generator, labels, grid: Self.grid)
    for id in [7, 3, 7] {
      let alone = LabelledGenerator(generator, labels, grid: Self.grid)
      #expect(
        try experiment.picture(of: id, in: shared) == experiment.picture(of: id, in: alone))
    }
  }

  @Test func `labels that reuse the last picture's features are those of a full run`() throws {
    let shared = LabelledGenerator(generator, labels, grid: Self.grid)
    var random = SplitMix64(seed: 5)
    for _ in 0..<24 {
      let cell = Int.random(in: 0..<layer.grid.count, using: &random)
      let insertion = Intervention(
        setting: [2: .random(in: -6...6, using: &random), 8: .random(in: -6...6, using: &random)],
        of: layer.name, on: layer.grid, at: [cell])
      let alone = LabelledGenerator(generator, labels, grid: Self.grid)
      #expect(try shared.labels(of: 5, [insertion]) == alone.labels(of: 5, [insertion]))
    }
  }

  @Test func `random units are as many as the ranked ones, and others where there are enough`() {
    let experiment = AblationExperiment(
      layer, ranking: Array(0..<12), sizes: [0, 2, 6], controls: 3, singles: [],
      conceptCount: Self.conceptCount)
    #expect(experiment.controls.count == 3 && Set(experiment.controls).count == 3)
    for control in experiment.controls { #expect(Set(control) == Set(6..<12)) }
    let crowded = AblationExperiment(
      layer, ranking: Array(0..<12), sizes: [8], controls: 1, singles: [],
      conceptCount: Self.conceptCount)
    #expect(crowded.controls[0].count == 8 && Set(crowded.controls[0]).count == 8)
  }

  @Test func `a study ends when a picture is cancelled, and says so`() throws {
    let study = PictureStudy(generator, labels, grid: Self.grid)
    var taken = 0
    let isDone = try study.run(
      0..<50, study: { (_, id) throws(DissectionError) in id < 5 ? id : nil },
      take: { (_: Int, _) in taken += 1 })
    #expect(!isDone && taken <= 5)
    #expect(throws: DissectionError.stopped) {
      try study.run(
        0..<50, study: { (_, id) throws(DissectionError) -> Int? in throw .stopped },
        take: { _, _ in })
    }
  }
}
