import Checkpoints
import FoundationEssentials
import Networks
import Painting
import Recipes
import Tensors
import TestSupport
import Testing
import Units

@Suite struct QuantileMeasurementTests {
  /// Written by `RecipesTests/Fixtures/make_fixtures.py`.
  private static func fixture() throws -> Checkpoint {
    let tests = Fixture.folder.deletingLastPathComponent().deletingLastPathComponent()
    return try Checkpoint(
      contentsOf: tests.appending(path: "RecipesTests/Fixtures/quantiles.safetensors").path)
  }

  @Test(arguments: ["main.2", "main.5"])
  func `a layer measures as PyTorch's features over 48 pictures`(layer: LayerName) throws {
    let generator = try Fixture.generator()
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
    let generator = try Fixture.generator()
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
}
