import Checkpoints
import Networks
import Tensors
import TestSupport
import Testing
import Units

/// A part of the largest slope: the gradient's convolutions have other schemes than autograd's, with
/// weights that are recovered from their arrangement.
private let tolerance: Float = 1e-5

/// Networks with the layers to whose features `make_fixtures.py` went back.
private let networks = [
  ("dcgan", ["main.2", "main.8"]), ("dcgan-grey", ["main.5"]),
  ("progressive", ["layer1", "layer4"]),
  ("vgg16", ["relu2_1", "pool4", "relu7"]), ("alexnet", ["relu1", "lrn1", "relu4", "pool5"]),
  ("resnet", ["2", "3", "5", "8"]), ("vgg", ["features.2", "features.9"]),
  ("segmenter", ["down.0", "down.2", "up.2"]), ("segmenter-wide", ["down.4", "up.0"]),
]

@Suite struct GraphGradientTests {
  private func graph(_ name: String, input: Tensor) throws -> LayerGraph {
    let checkpoint = try Fixture.open(name)
    let extents = input.shape.extents
    switch try Architecture(of: checkpoint).kind {
    case .generator: return try Generator(checkpoint).graph
    case .classifier:
      return try Classifier(checkpoint, pictureSize: Grid(height: extents[1], width: extents[1]))
        .graph
    case .segmenter:
      let size = Grid(height: extents[1], width: extents[2])
      return try Segmenter(checkpoint, pictureSize: size).graph
    }
  }

  private func maps(_ tensor: Tensor) -> Tensor {
    let extents = tensor.shape.extents
    return extents.count == 3
      ? tensor : Tensor(shape: Shape(extents[0], 1, 1), elements: tensor.elements)
  }

  private func expectGradient(_ found: Tensor, _ expected: Tensor) {
    let largest = expected.elements.reduce(0) { max($0, abs($1)) }
    #expect(largest > 0)
    expectClose(found, expected, absolute: tolerance * largest)
  }

  @Test(arguments: networks)
  func `gradients of the input and of inner layers equal autograd's`(
    name: String, layers: [String]
  ) throws {
    let expected = try Fixture.open("\(name)-gradients")
    let input = maps(try expected.tensor("input"))
    let output = maps(try expected.tensor("output"))
    let graph = try graph(name, input: input)
    let whole = GraphGradient(graph, to: .input)
    #expect(whole.run(input))
    expectGradient(whole.gradient(from: output), maps(try expected.tensor("gradient/input")))
    for layer in layers {
      let place = try #require(graph.place(of: LayerName(rawValue: layer)))
      let part = GraphGradient(graph, to: place)
      #expect(part.run(input))
      expectGradient(
        part.gradient(from: output), maps(try expected.tensor("gradient/\(layer)")))
    }
  }

  @Test(arguments: ["segmenter", "resnet"])
  func `memory that is kept changes nothing`(name: String) throws {
    let expected = try Fixture.open("\(name)-gradients")
    let (input, output) = (try expected.tensor("input"), maps(try expected.tensor("output")))
    let graph = try graph(name, input: input)
    let fresh = GraphGradient(graph, to: .input)
    #expect(fresh.run(input))
    let first = fresh.gradient(from: output)
    var other = input
    for index in other.elements.indices { other.elements[index] *= -2 }
    #expect(fresh.run(other))
    #expect(fresh.gradient(from: output) != first)
    #expect(fresh.run(input))
    #expect(fresh.gradient(from: output) == first)
  }

  @Test func `the gradient at a layer is that of the features after interventions there`() throws {
    let fixture = try Fixture("progressive")
    let generator = try Generator(fixture.checkpoint)
    let layer = try #require(generator.layer("layer4"))
    let place = try #require(generator.graph.place(of: layer.name))
    let gradient = GraphGradient(generator.graph, to: place)
    let latent = Tensor(shape: Shape(16, 1, 1), elements: try fixture.latent)
    let cells = layer.grid.count
    func edit(_ value: Float) -> Intervention {
      Intervention(setting: [3: value], of: layer.name, on: layer.grid, at: [9])
    }
    let output = try Fixture.open("progressive-gradients").tensor("output")
    func result(_ value: Float) -> Double {
      #expect(gradient.run(latent, interventions: [edit(value)]))
      return zip(gradient.output.tensor().elements, output.elements).reduce(0) {
        $0 + Double($1.0) * Double($1.1)
      }
    }
    // Central differences, whose error is of the step's square.
    let difference = (result(1.01) - result(0.99)) / 0.02
    #expect(gradient.run(latent, interventions: [edit(1)]))
    let slope = Double(gradient.gradient(from: output).elements[3 * cells + 9])
    #expect(abs(slope - difference) < 1e-3 * max(1, abs(slope)))
  }

  @Test func `an intervention behind the place is a programmer's error`() async {
    await #expect(processExitsWith: .failure) {
      let fixture = try Fixture("progressive")
      let generator = try Generator(fixture.checkpoint)
      let place = try #require(generator.graph.place(of: "layer1"))
      let latent = Tensor(shape: Shape(16, 1, 1), elements: try fixture.latent)
      _ = GraphGradient(generator.graph, to: place).run(
        latent, interventions: try fixture.interventions(generator))
    }
  }
}
