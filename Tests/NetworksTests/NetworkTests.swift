import Checkpoints
import Networks
import Tensors
import TestSupport
import Testing
import Units

@Suite struct NetworkTests {
  @Test(arguments: [
    ("dcgan", "DCGAN", [6], "main.5"), ("progressive-old", "Progressive GAN", [6], "layer3"),
    ("vgg16", "VGG16", [3, 32, 32], "pool3"), ("alexnet", "AlexNet", [3, 99, 99], "lrn2"),
    ("resnet", "ResNet", [3, 40, 40], "6"),
    ("vgg", "VGG with batch normalization", [3, 40, 40], "features.10"),
    ("segmenter", "U-Net", [3, 16, 16], "up.1"),
  ])
  func `every network runs alike`(
    name: String, title: String, input: [Int], layer: LayerName
  ) throws {
    let fixture = try Fixture(name)
    let network = try Network(
      fixture.checkpoint,
      pictureSize: input.count == 3 ? Grid(height: input[1], width: input[2]) : nil)
    #expect(network.title == title)
    #expect(network.inputShape == Shape(input))
    let key = network.architecture.kind == .generator ? "latent" : "picture"
    let prefix = network.architecture.kind == .segmenter ? "16x16" : "plain"
    let value = try fixture.expected.tensor(prefix == "plain" ? key : "\(prefix)/\(key)")
    let features = try network.features(of: value, at: [layer])
    #expect(features.count == 1)
    // As for every layer of generators and classifiers.
    expectClose(
      try #require(features[layer]), try fixture.expected.tensor("\(prefix)/\(layer)"),
      absolute: 1e-4)
    let summary = try #require(network.layers.first { $0.name == layer })
    #expect(
      features[layer]?.shape == Shape(summary.units, summary.grid.height, summary.grid.width))
    var parameters = 0
    for entry in fixture.checkpoint.entries
    where !["running_mean", "running_var", "num_batches_tracked"].contains(
      entry.name.split(separator: ".").last.map(String.init) ?? "")
    {
      parameters += entry.count
    }
    #expect(network.parameterCount == parameters)
  }
}
