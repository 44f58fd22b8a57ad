import Checkpoints
import Dissection
import FoundationEssentials
import Tensors
import Units

/// The units and labels that `Fixtures/make_fixtures.py` wrote, with what it found in them.
struct DissectionFixture {
  static let grid = Grid(height: 32, width: 32)
  static let layer = LayerSummary(name: "layer4", units: 6, grid: Grid(height: 8, width: 8))
  static let conceptCount = 5

  let file: Checkpoint
  let observations: [TallyBlock.Observation]

  init() throws {
    file = try Self.open("units")
    let features = try file.tensor("features").elements
    let labels = try file.tensor("labels").elements
    let (cells, pixels) = (Self.layer.units * Self.layer.grid.count, Self.grid.count)
    observations = (0..<labels.count / pixels).map { picture in
      TallyBlock.Observation(
        features: Tensor(
          shape: Shape(Self.layer.units, Self.layer.grid.height, Self.layer.grid.width),
          elements: Array(features[picture * cells..<(picture + 1) * cells])),
        labels: LabelMap(
          grid: Self.grid,
          numbers: labels[picture * pixels..<(picture + 1) * pixels].map { UInt16($0) }))
    }
  }

  static func open(_ name: String) throws -> Checkpoint {
    let url = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/\(name).safetensors")
    return try Checkpoint(contentsOf: url.path)
  }

  static let sampling = GridSampling(from: layer.grid, to: grid, .edges)

  /// The pictures in blocks, as a run counts them.
  var blocks: [TallyBlock] {
    stride(from: 0, to: observations.count, by: TallyBlock.size).map { start in
      let ids = start..<min(start + TallyBlock.size, observations.count)
      return TallyBlock(
        number: start / TallyBlock.size, ids: Array(ids), Array(observations[ids]), Self.sampling)
    }
  }

  /// Scales from the first pictures.
  func scales(pictures: Int) -> [LevelScale] {
    var sample = LevelSample(Self.layer)
    for observation in observations.prefix(pictures) {
      sample.add(observation.features, Self.sampling)
    }
    return sample.scales
  }

  /// Everything counted.
  func tally(_ scales: [LevelScale]) -> LayerTally {
    var tally = LayerTally(Self.layer, conceptCount: Self.conceptCount)
    for block in blocks { tally.count(block, scales: scales) }
    return tally
  }
}
