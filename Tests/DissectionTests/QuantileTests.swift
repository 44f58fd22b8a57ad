import Checkpoints
import Dissection
import FoundationEssentials
import Networks
import Tensors
import TestSupport
import Testing

@Suite struct QuantileTests {
  private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent()

  /// Written by `Fixtures/make_fixtures.py`.
  private static func fixture() throws -> Checkpoint {
    try Checkpoint(contentsOf: fixtures.appending(path: "Fixtures/quantiles.safetensors").path)
  }

  private static func dcgan() throws -> Generator {
    let path = fixtures.appending(path: "../NetworksTests/Fixtures/dcgan.safetensors").path
    return try Generator(try Checkpoint(contentsOf: path))
  }

  @Test(arguments: ["one", "two", "seven", "zeros", "steps", "many"])
  func `quantiles are numpy's with the i-th of n at (i − ½)∕n`(name: String) throws {
    let fixture = try Self.fixture()
    let found = QuantileTable.quantiles(
      of: try fixture.tensor("\(name)/activations").elements)
    // Both interpolate in 64 bits; the last of 32 may round differently.
    expectClose(
      Tensor(shape: Shape(found.count), elements: found),
      try fixture.tensor("\(name)/quantiles"), absolute: 1e-6, relative: 2e-7)
  }

  @Test(arguments: ["main.2", "main.5"])
  func `a layer measures as PyTorch's features over 48 pictures`(layer: LayerName) throws {
    let generator = try Self.dcgan()
    let summary = try #require(generator.layer(layer))
    var measurement = QuantileMeasurement(summary, latentSize: generator.latentSize)
    #expect(measurement.pictures == 48)
    var percents: [Int] = []
    while !measurement.isComplete {
      percents.append(measurement.percent)
      measurement.advance(generator)
    }
    // Four pictures a step, then a unit a step.
    #expect(percents.count == 12 + summary.units)
    #expect(percents.first == 0 && zip(percents, percents.dropFirst()).allSatisfy(<=))
    let table = try measurement.table()
    // Features equal PyTorch's within 1e-4, and a quantile lies between two of them.
    expectClose(
      Tensor(
        shape: Shape(summary.units, QuantileTable.measured.count),
        elements: Array(table.activations.joined())),
      try Self.fixture().tensor("measured/\(layer)"), absolute: 1e-4)
    for unit in 0..<summary.units {
      #expect(table.activation(at: QuantileTable.level, unit: unit) == table.activations[unit][9])
    }
  }

  @Test func `a step that is cancelled is taken again`() throws {
    let generator = try Self.dcgan()
    let summary = try #require(generator.layer("main.5"))
    var plain = QuantileMeasurement(summary, latentSize: generator.latentSize)
    var interrupted = plain
    while !plain.isComplete { plain.advance(generator) }
    var asked = 0
    while !interrupted.isComplete {
      interrupted.advance(generator) {
        asked += 1
        return asked % 3 == 0
      }
    }
    #expect(asked > 2 * 12)
    #expect(try interrupted.table() == plain.table())
  }

  @Test func `large layers are measured over fewer pictures`() {
    let layer = LayerSummary(name: "layer13", units: 64, grid: Grid(height: 256, width: 256))
    #expect(QuantileMeasurement(layer, latentSize: 2).pictures == 12)
    let smaller = LayerSummary(name: "layer9", units: 256, grid: Grid(height: 64, width: 64))
    #expect(QuantileMeasurement(smaller, latentSize: 2).pictures == 32)
  }

  @Test func `activations that are no numbers give no table`() throws {
    let weights = Tensor(shape: Shape(1, 2, 4, 4), elements: Array(repeating: 3e38, count: 32))
    let last = Tensor(shape: Shape(2, 3, 4, 4), elements: Array(repeating: 1, count: 96))
    let ones = Tensor(shape: Shape(2), elements: [1, 1])
    let generator = try Generator(
      Checkpoint([
        "main.0.weight": weights, "main.1.weight": Tensor(shape: Shape(2), elements: [9, 9]),
        "main.1.bias": ones, "main.1.running_mean": ones, "main.1.running_var": ones,
        "main.3.weight": last,
      ]))
    var measurement = QuantileMeasurement(
      try #require(generator.layer("main.2")), latentSize: generator.latentSize)
    while !measurement.isComplete { measurement.advance(generator) }
    let error = #expect(throws: RecipeError.self) { try measurement.table() }
    #expect(error?.description.contains("the quantiles of unit 0 are not 13 rising ones") == true)
  }

  @Test(
    arguments: [(-1, 0), (0, 0), (0.25, 0.5), (0.5, 1), (0.75, 2), (1, 3), (2, 3)]
      as [(Float, Float)])
  func `an activation is read off between the columns`(probability: Float, activation: Float) throws
  {
    let table = try QuantileTable(probabilities: [0, 0.5, 1], activations: [[0, 1, 3]])
    #expect(table.activation(at: probability, unit: 0) == activation)
  }

  @Test func `every unit of a layer is a concept of its own`() throws {
    let layer = LayerSummary(name: "layer4", units: 3, grid: Grid(height: 8, width: 8))
    let table = try QuantileTable(
      probabilities: [0, 0.99, 1], activations: [[0, 1, 2], [0, 3, 9], [-2, -1, 0]])
    let brushes = RecipeBook.Chapter(singleUnitsOf: layer, quantiles: table).brushes()
    #expect(brushes.map(\.concept) == ["unit 0", "unit 1", "unit 2"])
    #expect(brushes.map(\.units) == [[0], [1], [2]])
    #expect(brushes.map { $0.strongest(9).map(\.value) } == [[1], [3], [-1]])
  }
}
