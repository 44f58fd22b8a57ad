import Checkpoints
import FoundationEssentials
import Painting
import Pictures
import Tensors
import TestSupport
import Testing
import Units
import Networks

/// Seven strokes with alphas of order 1: a dozen roundings of 6e-8 each.
private let tolerance: Float = 1e-6

@Suite struct CompositionTests {
  @Test(arguments: ["odd-grids", "dcgan"])
  func `every cell of every unit is as GANPaint's definition has it`(name: String) throws {
    let fixture = try Fixture(name)
    let file = try InterventionFile(json: try Fixture.bytes("\(name).json"))
    var composition = Composition(layers: fixture.summaries)
    for stroke in file.strokes {
      composition.add(stroke.edits, mask: stroke.mask, pooling: stroke.pooling)
    }
    let interventions = composition.interventions
    #expect(Set(interventions.map(\.layer.rawValue)) == Set(fixture.expected.keys))
    for intervention in interventions {
      let units = try #require(fixture.expected[intervention.layer.rawValue])
      #expect(Set(intervention.maps.keys) == Set(units.keys.compactMap { Int($0) }))
      for (unit, map) in intervention.maps {
        let expected = try #require(units["\(unit)"])
        let shape = Shape(intervention.grid.height, intervention.grid.width)
        func tensor(_ elements: [Float]) -> Tensor { Tensor(shape: shape, elements: elements) }
        expectClose(tensor(map.alphas), tensor(expected.alphas), absolute: tolerance)
        // Where alpha is 0 the value has no say, and strokes write what is at hand.
        let values = zip(map.values, map.alphas).map { $1 > 0 ? $0 : 0 }
        expectClose(tensor(values), tensor(expected.values), absolute: 5 * tolerance)
      }
    }
  }

  @Test func `the painted picture is PyTorch's`() throws {
    let generator = try Fixture.generator()
    var session = Session(latent: Latent(id: 3), layer: "main.5")
    session.strokes = StrokeList(
      try InterventionFile(json: try Fixture.bytes("dcgan.json")).strokes)
    try session.validate(against: generator.layers)
    let interventions = Composition(session, layers: generator.layers).interventions
    let latent = session.latent.values(count: generator.latentSize)
    let rendering = try #require(try generator.render(latent, interventions: interventions))
    let plain = try #require(try generator.render(latent))
    let expected = try Checkpoint(
      contentsOf: Fixture.folder.appending(path: "dcgan-expected.safetensors").path
    ).tensor("picture")
    // PyTorch sums in another order than we do.
    let roundings: Float = 1e-4
    expectClose(rendering.picture, expected, absolute: roundings)
    let changes = zip(plain.picture.elements, rendering.picture.elements).map { abs($0 - $1) }
    #expect(try #require(changes.max()) > 0.1)

    let bytes = Picture(rendering.picture).bytes
    let published = try PNG.decode(try Fixture.bytes("dcgan-expected.png")).bytes
    #expect(bytes.count == published.count)
    let pixels = expected.shape.count / 3
    let wrong = bytes.indices.filter { index in
      let scaled = (expected.elements[index % 3 * pixels + index / 3] + 1) / 2 * 255
      let isNearStep = abs(scaled - scaled.rounded()) <= roundings * 127.5
      return bytes[index] != published[index] && !isNearStep
    }
    #expect(wrong.isEmpty)
  }

  @Test func `toggles come before every stroke`() throws {
    var session = Session(latent: Latent(id: 0), layer: "main.2")
    let grid = Grid(height: 1, width: 2)
    session.strokes = [
      Stroke(
        concept: "tree", direction: .draw,
        edits: [UnitEdit(layer: "main.2", unit: 1, alpha: 0.5, value: 8)],
        mask: Mask(grid: grid, bits: [true, false]))
    ]
    session.toggles = [
      Toggle(
        .concept(name: "sky", layer: "main.2"), .boosted, layer: "main.2",
        units: [(unit: 1, value: 2)])
    ]
    let layers = [LayerSummary(name: "main.2", units: 2, grid: grid)]
    let map = try #require(Composition(session, layers: layers).interventions.first?.maps[1])
    // 1 − (1 − 0.5)(1 − 0.3) under the stroke, the toggle's own 0.3 elsewhere.
    #expect(abs(map.alphas[0] - 0.65) < tolerance)
    #expect(map.alphas[1] == 0.3)
    // The stroke keeps half of the toggle: (2·0.3·0.5 + 8·0.5) / 0.65.
    #expect(abs(map.values[0] - 4.3 / 0.65) < tolerance)
    #expect(map.values[1] == 2)
  }

  @Test func `what is muted or switched off draws nothing, here and for other readers`() throws {
    let layers = [LayerSummary(name: "main.2", units: 4, grid: Grid(height: 1, width: 2))]
    var session = Session(latent: Latent(id: 0), layer: "main.2")
    var stroke = Stroke(
      concept: "tree", direction: .draw,
      edits: (0..<2).map { UnitEdit(layer: "main.2", unit: $0, value: 8) }, mask: nil)
    stroke.edits[1].isOn = false
    session.strokes = [stroke]
    session.toggles = [
      Toggle(.unit(layer: "main.2", channel: 3), .boosted, layer: "main.2", units: [(3, 2)])
    ]
    func units(_ session: Session) -> Set<Int> {
      Set(Composition(session, layers: layers).interventions.flatMap(\.maps.keys))
    }
    #expect(units(session) == [0, 3])
    session.strokes[0].isMuted = true
    session.toggles[0].isMuted = true
    #expect(units(session).isEmpty)
    #expect(session.state(of: session.toggles[0].subject) == nil)
    var course = CompositionCourse(layers: layers)
    #expect(course.composition(of: session).interventions.isEmpty)
    session.strokes[0].isMuted = false
    #expect(Set(course.composition(of: session).interventions.flatMap(\.maps.keys)) == [0])
  }

  @Test func `nothing painted composes to nothing`() {
    let layers = [LayerSummary(name: "main.2", units: 2, grid: Grid(height: 4, width: 4))]
    let session = Session(latent: Latent(id: 0), layer: "main.2")
    #expect(Composition(session, layers: layers).interventions.isEmpty)
  }

  @Test func `a stroke on a layer that is not there is a programmer's error`() async {
    await #expect(processExitsWith: .failure) {
      var composition = Composition(layers: [])
      composition.add([UnitEdit(layer: "main.4", unit: 0)], mask: nil, pooling: .max)
    }
  }
}
