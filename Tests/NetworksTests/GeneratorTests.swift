import Checkpoints
import Networks
import Tensors
import TestSupport
import Testing
import Units

/// PyTorch sums in another order than we do; with features of order 1, some 100 roundings of
/// 6e-8 each stay far below this.
private let tolerance: Float = 1e-4

/// DCGANs and Progressive GANs of several storage types and namings.
let generators = [
  "dcgan", "dcgan-grey", "dcgan-prefixed", "progressive", "progressive-bf16", "progressive-old",
]

@Suite struct GeneratorTests {
  @Test(arguments: generators)
  func `every layer and the picture equal PyTorch's`(name: String) throws {
    let fixture = try Fixture(name)
    let generator = try Generator(fixture.checkpoint)
    let names = generator.layers.map(\.name)
    let rendering = try #require(
      try generator.render(try fixture.latent, retaining: Set(names)))
    #expect(rendering.retained.count == names.count)
    for layer in generator.layers {
      let features = try #require(rendering.retained[layer.name])
      #expect(features.shape == Shape(layer.units, layer.grid.height, layer.grid.width))
      expectClose(
        features, try fixture.expected.tensor("plain/\(layer.name)"), absolute: tolerance)
    }
    #expect(rendering.picture == rendering.retained[try #require(names.last)])
  }

  @Test(arguments: generators)
  func `interventions at two layers equal PyTorch's and change the picture`(name: String) throws {
    let fixture = try Fixture(name)
    let generator = try Generator(fixture.checkpoint)
    let names = generator.layers.map(\.name)
    let interventions = try fixture.interventions(generator)
    #expect(interventions.count == 2)
    let plain = try #require(try generator.render(try fixture.latent))
    let edited = try #require(
      try generator.render(
        try fixture.latent, interventions: interventions, retaining: Set(names)))
    for name in names {
      let features = try #require(edited.retained[name])
      expectClose(features, try fixture.expected.tensor("edited/\(name)"), absolute: tolerance)
    }
    expectClose(
      edited.picture, try fixture.expected.tensor("edited/picture"), absolute: tolerance)
    let changes = zip(plain.picture.elements, edited.picture.elements).map { abs($0 - $1) }
    #expect(try #require(changes.max()) > 0.1)
  }

  @Test func `features are retained as they were before the edit of their layer`() throws {
    let fixture = try Fixture("dcgan")
    let generator = try Generator(fixture.checkpoint)
    let layer = generator.layers[1]
    let cells = layer.grid.count
    let ablation = Intervention(
      layer: layer.name, grid: layer.grid,
      maps: [
        4: .init(
          alphas: [Float](repeating: 1, count: cells), values: [Float](repeating: 0, count: cells))
      ])
    let plain = try #require(try generator.render(try fixture.latent, retaining: [layer.name]))
    let edited = try #require(
      try generator.render(try fixture.latent, interventions: [ablation], retaining: [layer.name]))
    #expect(plain.retained == edited.retained)
    #expect(plain.picture != edited.picture)
  }

  @Test func `interventions at one layer apply in the order given`() throws {
    let fixture = try Fixture("dcgan")
    let generator = try Generator(fixture.checkpoint)
    let picture = try #require(generator.layers.last)
    func setting(_ value: Float, alpha: Float) -> Intervention {
      let cells = picture.grid.count
      return Intervention(
        layer: picture.name, grid: picture.grid,
        maps: [
          0: .init(
            alphas: [Float](repeating: alpha, count: cells),
            values: [Float](repeating: value, count: cells))
        ])
    }
    let rendering = try #require(
      try generator.render(
        try fixture.latent, interventions: [setting(8, alpha: 1), setting(4, alpha: 0.25)]))
    #expect(rendering.picture.elements[0] == 7)
  }

  @Test(arguments: 0...4)
  func `a cancelled rendering stops before the next layer`(allowed: Int) throws {
    let fixture = try Fixture("dcgan")
    let generator = try Generator(fixture.checkpoint)
    var asked = 0
    let rendering = try generator.render(try fixture.latent) {
      asked += 1
      return asked > allowed
    }
    #expect((rendering == nil) == (allowed < generator.layers.count))
    #expect(asked == min(allowed + 1, generator.layers.count))
  }

  @Test func `sizes come from the file`() throws {
    let colour = try Generator(try Fixture.open("dcgan"))
    #expect(colour.architecture == .dcgan(prefix: "main."))
    #expect(colour.latentSize == 6)
    #expect(colour.layers.map(\.name) == ["main.2", "main.5", "main.8", "main.10"])
    #expect(colour.layers.map(\.units) == [16, 12, 8, 3])
    #expect(colour.pictureSize == Grid(height: 32, width: 32))
    // 6·16·16 + 16·12·16 + 12·8·16 + 8·3·16 weights and 2·(16 + 12 + 8) of the normalizations.
    #expect(colour.parameterCount == 6600)
    #expect(colour.layer("main.5")?.grid == Grid(height: 8, width: 8))
    #expect(colour.layer("main.4") == nil)

    let grey = try Generator(try Fixture.open("dcgan-grey"))
    #expect(grey.pictureChannels == 1)

    let progressive = try Generator(try Fixture.open("progressive"))
    #expect(progressive.architecture.title == "Progressive GAN")
    #expect(progressive.latentSize == 16)
    #expect(progressive.layers.map(\.grid.height) == [4, 4, 8, 8, 16, 16, 16])
    #expect(progressive.layers.last?.name == "output_16x16")
    #expect(progressive.parameterCount == 10_963)
  }

  @Test(arguments: [
    ("progressive", Float.infinity), ("progressive", .nan), ("dcgan", .nan), ("dcgan", -.nan),
    ("dcgan", .infinity), ("dcgan", -.infinity),
  ])
  func `a picture that is no colours is an error, wherever it is made`(
    name: String, value: Float
  ) throws {
    let generator = try Generator(try Fixture.open(name))
    let layer = try #require(generator.layers.dropLast().last)
    let map = Intervention.Map(
      alphas: [Float](repeating: 1, count: layer.grid.count),
      values: [Float](repeating: value, count: layer.grid.count))
    let edit = Intervention(layer: layer.name, grid: layer.grid, maps: [0: map])
    let latent = Latent(id: 0).values(count: generator.latentSize)
    let renderer = IncrementalRenderer(generator)
    let error = #expect(throws: NetworkError.self) {
      try renderer.render(latent, interventions: [edit])
    }
    let last = try #require(generator.layers.last)
    #expect(
      error?.description.wholeMatch(
        of: /layer '(.+)' gives (nan|-?inf) at element \d+, expected finite numbers/)?.output.1
        ?? "" == last.name.rawValue)
    // Numbers that do not reach the picture are of no consequence.
    #expect(try renderer.render(latent) != nil)
    let wild = [Float](repeating: value, count: generator.latentSize)
    #expect(throws: NetworkError.self) { try generator.pictures(of: [latent, wild]) }
    #expect(throws: NetworkError.self) {
      try Network.generator(generator).features(
        of: Tensor(shape: Shape(wild.count), elements: wild), at: [last.name])
    }
  }

  @Test func `a latent of the wrong length is a programmer's error`() async {
    await #expect(processExitsWith: .failure) {
      let generator = try Generator(try Fixture.open("dcgan"))
      _ = try generator.render([1, 2, 3])
    }
  }

  @Test func `an intervention that does not fit is a programmer's error`() async {
    await #expect(processExitsWith: .failure) {
      let generator = try Generator(try Fixture.open("dcgan"))
      let stray = Intervention(layer: "main.4", grid: Grid(height: 8, width: 8), maps: [:])
      _ = try generator.render([Float](repeating: 0, count: 6), interventions: [stray])
    }
  }
}
