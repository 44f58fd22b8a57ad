import Checkpoints
import Networks
import Tensors
import TestSupport
import Testing
import Units

@Suite struct IncrementalRendererTests {
  private static let fixtures = ["dcgan", "dcgan-grey", "progressive", "progressive-old"]

  /// Interventions at random: rectangles of cells, some units, some layers.
  private func interventions(
    _ generator: Generator, _ random: inout SplitMix64
  ) -> [Intervention] {
    (0..<Int.random(in: 0...3, using: &random)).compactMap { _ in
      guard let layer = generator.layers.randomElement(using: &random) else { return nil }
      let (height, width) = (layer.grid.height, layer.grid.width)
      let (top, left) = (
        Int.random(in: 0..<height, using: &random), Int.random(in: 0..<width, using: &random)
      )
      let rows = top..<min(height, top + Int.random(in: 1...3, using: &random))
      let columns = left..<min(width, left + Int.random(in: 1...3, using: &random))
      let cells = (0..<layer.grid.count).map {
        rows.contains($0 / width) && columns.contains($0 % width)
      }
      let units = (0..<layer.units).shuffled(using: &random).prefix(3)
      let alpha: Float = Bool.random(using: &random) ? 1 : 0.25
      let value = Float.random(in: -2...2, using: &random)
      let map = Intervention.Map(
        alphas: cells.map { $0 ? alpha : 0 }, values: cells.map { $0 ? value : 0 })
      return Intervention(
        layer: layer.name, grid: layer.grid,
        maps: Dictionary(uniqueKeysWithValues: units.map { ($0, map) }))
    }
  }

  /// In tiles of two-dimensional transforms, what an output does not depend on cancels out only up to
  /// rounding: of features of size 1, less than 10⁻⁵ remains.
  private func expectSame(_ actual: Tensor, _ expected: Tensor) {
    let largest = expected.elements.reduce(1) { max($0, abs($1)) }
    expectClose(actual, expected, absolute: 1e-5 * largest)
  }

  @Test(arguments: fixtures, UInt64(0)..<12)
  func `strokes, undo and other pictures give a full render`(
    name: String, seed: UInt64
  ) throws {
    let generator = try Generator(Fixture.open(name))
    let renderer = IncrementalRenderer(generator)
    var random = SplitMix64(seed: seed)
    var history: [[Intervention]] = [[]]
    var id = 0
    for _ in 0..<16 {
      switch Int.random(in: 0..<8, using: &random) {
      case 0: id = Int.random(in: 0..<3, using: &random)
      case 1: history = [[]]
      case 2, 3: if history.count > 1 { history.removeLast() }
      default: history.append(interventions(generator, &random))
      }
      let latent = Latent(id: id).values(count: generator.latentSize)
      let current = history.last ?? []
      if Int.random(in: 0..<6, using: &random) == 0 {
        // A render that is given up after some layers leaves nothing wrong behind.
        var layers = Int.random(in: 0..<4, using: &random)
        _ = try renderer.render(latent, interventions: interventions(generator, &random)) {
          layers -= 1
          return layers < 0
        }
      }
      let retained = Set(generator.layers.map(\.name))
      let incremental = try #require(
        try renderer.render(latent, interventions: current, retaining: retained))
      let full = try #require(
        try generator.render(latent, interventions: current, retaining: retained))
      expectSame(incremental.picture, full.picture)
      #expect(incremental.retained.keys == full.retained.keys)
      for (name, features) in full.retained {
        expectSame(try #require(incremental.retained[name]), features)
      }
    }
  }

  @Test(arguments: fixtures, UInt64(0)..<4)
  func `a stroke that is taken back leaves the bits of the picture before`(
    name: String, seed: UInt64
  ) throws {
    let generator = try Generator(Fixture.open(name))
    let renderer = IncrementalRenderer(generator)
    var random = SplitMix64(seed: seed)
    let latent = Latent(id: 0).values(count: generator.latentSize)
    let before = try #require(try renderer.render(latent))
    for _ in 0..<4 {
      _ = try renderer.render(latent, interventions: interventions(generator, &random))
      let isSame = try renderer.render(latent)?.picture == before.picture
      #expect(isSame)
    }
  }

  @Test func `a stroke takes a part of the work, the same picture none`() throws {
    let generator = try Generator(Fixture.open("progressive"))
    let renderer = IncrementalRenderer(generator)
    let latent = Latent(id: 0).values(count: generator.latentSize)
    _ = try renderer.render(latent)
    #expect(renderer.work.share == 1)
    _ = try renderer.render(latent)
    #expect(renderer.work == RunningWork(executedFlop: 0, share: 0))
    let layer = try #require(generator.layers.dropLast().last)
    var alphas = [Float](repeating: 0, count: layer.grid.count)
    alphas[0] = 1
    let stroke = Intervention(
      layer: layer.name, grid: layer.grid,
      maps: [0: Intervention.Map(alphas: alphas, values: alphas)])
    _ = try renderer.render(latent, interventions: [stroke])
    #expect(renderer.work.share > 0 && renderer.work.share < 0.01)
  }

  @Test(arguments: fixtures)
  func `pictures together are pictures one by one`(name: String) throws {
    let generator = try Generator(Fixture.open(name))
    let latents = Latent.rows(ids: 0..<5, count: generator.latentSize)
    let pictures = try generator.pictures(of: latents)
    for (latent, picture) in zip(latents, pictures) {
      #expect(try picture == generator.render(latent)?.picture)
    }
  }
}
