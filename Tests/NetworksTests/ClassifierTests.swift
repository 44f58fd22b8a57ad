import Checkpoints
import Networks
import Tensors
import TestSupport
import Testing
import Units

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// PyTorch sums in another order than we do, and normalizes after the convolution where we scale
/// its weights: some 100 roundings of 6e-8 each, of features of order 1 to 10.
private let tolerance: Float = 1e-4

let classifiers = ["vgg16", "alexnet", "resnet", "vgg", "vgg-unbiased"]

@Suite struct ClassifierTests {
  /// For pictures of the fixture's side, where the tensors leave it open: 40 pixels come out odd at
  /// the last three stages of a ResNet, 9 at every pooling.
  private func classifier(_ fixture: Fixture) throws -> Classifier {
    let side = try fixture.expected.shape(of: "picture").extents[1]
    return try Classifier(fixture.checkpoint, pictureSize: Grid(height: side, width: side))
  }

  @Test(arguments: classifiers)
  func `every layer and the scores equal PyTorch's`(name: String) throws {
    let fixture = try Fixture(name)
    let classifier = try classifier(fixture)
    let names = classifier.layers.map(\.name)
    #expect(Set(names).count == names.count)
    let picture = try fixture.expected.tensor("picture")
    let classification = try #require(try classifier.classify(picture, retaining: Set(names)))
    #expect(classification.retained.count == names.count)
    var compared = 0
    for layer in classifier.layers {
      let features = try #require(classification.retained[layer.name])
      #expect(features.shape == Shape(layer.units, layer.grid.height, layer.grid.width))
      // Blocks inside a stage are not modules of the published list; the next stage reads them.
      guard fixture.expected.contains("plain/\(layer.name)") else { continue }
      compared += 1
      expectClose(
        features, try fixture.expected.tensor("plain/\(layer.name)"), absolute: tolerance)
    }
    let blocksInside = name == "resnet" ? 7 : 0
    #expect(compared == names.count - blocksInside)
    expectClose(
      Tensor(shape: Shape(classifier.classes.count), elements: classification.scores),
      try fixture.expected.tensor("scores"), absolute: tolerance)
  }

  @Test func `sizes come from the file`() throws {
    let vgg16 = try Classifier(try Fixture.open("vgg16"))
    #expect(vgg16.architecture.title == "VGG16")
    #expect(vgg16.pictureSize == Grid(height: 32, width: 32))
    #expect(vgg16.classes.count == 5)
    #expect(vgg16.layers.count == 2 * 13 + 5 + 2 * 2 + 1)
    #expect(
      vgg16.layer("relu4_2")
        == LayerSummary(name: "relu4_2", units: 5, grid: Grid(height: 4, width: 4)))

    let alexNet = try Classifier(try Fixture.open("alexnet"))
    #expect(alexNet.architecture.title == "AlexNet")
    #expect(alexNet.pictureSize == Grid(height: 99, width: 99))
    #expect(
      alexNet.layers.map(\.name.rawValue) == [
        "conv1", "relu1", "pool1", "lrn1", "conv2", "relu2", "pool2", "lrn2", "conv3", "relu3",
        "conv4", "relu4", "conv5", "relu5", "pool5", "fc6", "relu6", "fc7", "relu7", "fc8",
      ])
    // conv1, conv2 with half the channels, conv3, conv4 and conv5 with half, fc6, fc7, fc8.
    #expect(
      alexNet.parameterCount
        == 6 * 3 * 121 + 6 + 8 * 3 * 25 + 8 + 10 * 8 * 9 + 10 + 6 * 5 * 9 + 6 + 4 * 3 * 9 + 4
        + 7 * 16 + 7 + 7 * 7 + 7 + 5 * 7 + 5)

    let resNet = try Classifier(try Fixture.open("resnet"))
    #expect(resNet.architecture == .resNet(blocks: [2, 1, 3, 1]))
    #expect(resNet.pictureSize == Grid(height: 224, width: 224))
    #expect(
      resNet.layers.map(\.name.rawValue) == [
        "0", "2", "3", "4.0", "4.1", "4", "5.0", "5", "6.0", "6.1", "6.2", "6", "7.0", "7", "8",
        "10",
      ])
    #expect(resNet.layer("7")?.grid == Grid(height: 7, width: 7))
  }

  @Test func `names and the size of pictures come from the file's notes`() throws {
    let noted = try Classifier(try Fixture.open("vgg"))
    #expect(noted.architecture == .vgg)
    #expect(noted.classes == ["church", "farm", "lake", "quarry"])
    #expect(noted.pictureSize == Grid(height: 48, width: 48))
    #expect(
      noted.layers.map(\.name.rawValue) == [
        "features.2", "features.5", "features.6", "features.9", "features.10", "features.13",
        "features.16", "mean", "classifier",
      ])
    let silent = try Classifier(try Fixture.open("vgg-unbiased"))
    #expect(silent.classes == ["class 0", "class 1", "class 2"])
    #expect(silent.pictureSize == Grid(height: 64, width: 64))
    #expect(try Classifier(try Fixture.open("vgg16")).classes[4] == "class 4")
  }

  @Test func `probabilities add up to 1, whatever the scores`() {
    let likely = Classification(scores: [1, 2, 3], retained: [:]).probabilities
    let whole = exp(1.0) + exp(2.0) + exp(3.0)
    for (index, share) in likely.enumerated() {
      #expect(abs(Double(share) - exp(Double(index + 1)) / whole) < 1e-6)
    }
    #expect(Classification(scores: [-500, 3e38, 0], retained: [:]).probabilities == [0, 1, 0])
  }

  @Test(arguments: [
    ([3, 8, 36, 3], "ResNet152"), ([3, 4, 6, 3], "ResNet"), ([3, 8, 36], "ResNet"),
  ])
  func `only 3, 8, 36 and 3 blocks make a ResNet152`(blocks: [Int], title: String) {
    #expect(Architecture.resNet(blocks: blocks).title == title)
  }

  @Test(arguments: [
    ("vgg16", ["features.", "classifier."]), ("alexnet", []), ("vgg16", ["classifier."]),
  ])
  func `names of parts may be left out or put in`(name: String, left: [String]) throws {
    let checkpoint = try Fixture.open(name)
    var tensors: [String: Tensor] = [:]
    for entry in checkpoint.entries {
      var key = entry.name
      if name == "alexnet" {
        key = (key.hasPrefix("conv") ? "features." : "classifier.") + key
      } else {
        for part in left where key.hasPrefix(part) { key = String(key.dropFirst(part.count)) }
      }
      tensors[key] = try checkpoint.tensor(entry.name)
    }
    let renamed = try Classifier(Checkpoint(tensors))
    #expect(renamed.layers == (try Classifier(checkpoint)).layers)
  }

  @Test func `convolutions that are not split read every channel`() throws {
    let checkpoint = try Fixture.open("alexnet")
    var tensors: [String: Tensor] = [:]
    for entry in checkpoint.entries { tensors[entry.name] = try checkpoint.tensor(entry.name) }
    let split = try #require(tensors["conv2.weight"])
    // The same kernels, with zeros for the half of the channels that a unit does not see.
    let shape = Shape(8, 6, 5, 5)
    var whole = [Float](repeating: 0, count: shape.count)
    for unit in 0..<8 {
      for place in 0..<75 {
        whole[unit * 150 + (unit < 4 ? 0 : 75) + place] = split.elements[unit * 75 + place]
      }
    }
    tensors["conv2.weight"] = Tensor(shape: shape, elements: whole)
    let picture = try Fixture("alexnet").expected.tensor("picture")
    let expected = try #require(try Classifier(checkpoint).classify(picture))
    let found = try #require(try Classifier(Checkpoint(tensors)).classify(picture))
    let classes = Shape(expected.scores.count)
    expectClose(
      Tensor(shape: classes, elements: found.scores),
      Tensor(shape: classes, elements: expected.scores), absolute: tolerance)
  }

  @Test(arguments: 0...3)
  func `a cancelled run stops before the next layer`(allowed: Int) throws {
    let fixture = try Fixture("alexnet")
    let classifier = try classifier(fixture)
    var asked = 0
    let classification = try classifier.classify(try fixture.expected.tensor("picture")) {
      asked += 1
      return asked > allowed
    }
    #expect(classification == nil)
    #expect(asked == allowed + 1)
  }

  @Test func `a picture of another size is a programmer's error`() async {
    await #expect(processExitsWith: .failure) {
      let classifier = try Classifier(try Fixture.open("vgg16"))
      _ = try classifier.classify(
        Tensor(shape: Shape(3, 1, 1), elements: [Float](repeating: 0, count: 3)))
    }
  }
}
