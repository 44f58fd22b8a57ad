import Checkpoints
import FoundationEssentials
import Recipes
import Tensors
import TestSupport
import Testing
import Units

@Suite struct QuantileTests {
  private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent()

  /// Written by `Fixtures/make_fixtures.py`.
  private static func fixture() throws -> Checkpoint {
    try Checkpoint(contentsOf: fixtures.appending(path: "Fixtures/quantiles.safetensors").path)
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
