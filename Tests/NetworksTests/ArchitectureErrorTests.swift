import Checkpoints
import Networks
import Tensors
import Testing
import Units

/// What is said of checkpoints that come close to a known architecture.
@Suite struct ArchitectureErrorTests {
  private func zeros(_ extents: Int...) -> Tensor {
    let shape = Shape(extents)
    return Tensor(shape: shape, elements: [Float](repeating: 0, count: shape.count))
  }

  // MARK: DCGAN

  @Test func `a normalization without scale is named`() throws {
    let message = try Fixture.message("dcgan") {
      $0["main.4.weight"] = nil
      $0["main.4.bias"] = nil
    }
    #expect(
      message
        == "batch normalization 'main.4' has statistics only (affine=False), expected weight and bias"
    )
  }

  @Test func `a block without normalization is named`() throws {
    let message = try Fixture.message("dcgan") { tensors in
      for name in ["weight", "bias", "running_mean", "running_var"] {
        tensors["main.1.\(name)"] = nil
      }
    }
    #expect(
      message == "no batch normalization 'main.1' after the convolution 'main.0', expected its "
        + "weight, bias, running_mean and running_var")
  }

  @Test func `a first block of convolution and activation is named`() throws {
    let message = try Fixture.message("dcgan-grey") { tensors in
      var shifted: [String: Tensor] = ["main.0.weight": self.zeros(5, 12, 4, 4)]
      shifted["main.2.weight"] = tensors["main.3.weight"]
      for name in ["weight", "bias", "running_mean", "running_var"] {
        shifted["main.3.\(name)"] = tensors["main.4.\(name)"]
      }
      shifted["main.5.weight"] = tensors["main.6.weight"]
      tensors = shifted
    }
    #expect(
      message == "no batch normalization 'main.1' after the convolution 'main.0', expected its "
        + "weight, bias, running_mean and running_var")
  }

  @Test(arguments: [
    ("main.5.weight", "'main.3' is 'main.5', expected 'main.6'"),
    ("main.8.weight", "'main.6' is 'main.8', expected 'main.9'"),
  ])
  func `a convolution that comes too soon is named`(name: String, expected: String) throws {
    let message = try Fixture.message("dcgan") { $0[name] = self.zeros(8, 8, 4, 4) }
    #expect(
      message == "the next convolution after \(expected), with batch normalization and an "
        + "activation between them")
  }

  @Test func `a linear layer in front of the convolutions is told by its shape`() throws {
    let message = try Fixture.message("dcgan-prefixed") {
      $0["netG.net.0.weight"] = self.zeros(80, 6)
    }
    #expect(message == "tensor 'netG.net.0.weight' is 80×6, expected any×any×4×4")
  }

  // MARK: Progressive GAN

  @Test func `a picture's layer that is missing has the name of its checkpoint`() throws {
    let message = try Fixture.message("progressive-old") {
      $0["output_8x8.conv.weight"] = $0.removeValue(forKey: "output.conv.weight")
    }
    #expect(message == "no tensor named 'output.conv.weight'")
  }

  @Test(arguments: [
    "other.main.0.weight", "main.00.weight", "main.+3.weight", "main.99999999999999999999.weight",
  ])
  func `a name that is no module's has no place or makes the list unclear`(name: String) throws {
    let message = try Fixture.message("dcgan") { $0[name] = self.zeros(1, 1, 4, 4) }
    let isUnclear = message.hasPrefix("not a known network: ")
    #expect(isUnclear == name.hasPrefix("other"))
    #expect(isUnclear || message == "tensor '\(name)' has no place in a DCGAN")
  }

  @Test func `a negative variance is named with its place`() throws {
    let message = try Fixture.message("dcgan") { $0["main.4.running_var"]?.elements[5] = -0.5 }
    #expect(
      message == "tensor 'main.4.running_var' holds -0.5 at element 5, expected 0 or more")
  }

  // MARK: Any network

  @Test(arguments: [
    ("dcgan", "main.3.weight", 3071), ("dcgan", "main.4.running_mean", 0),
    ("progressive-old", "output.wscale.b", 0), ("vgg16", "classifier.fc6.weight", 17),
    ("alexnet", "conv4.bias", 2), ("resnet", "7.0.0.1.1.weight", 47),
  ])
  func `a number that is not finite is named with its place`(
    fixture: String, name: String, index: Int
  ) throws {
    for (value, text) in [(Float.nan, "nan"), (-.infinity, "-inf")] {
      let message = try Fixture.message(fixture) { $0[name]?.elements[index] = value }
      #expect(
        message == "tensor '\(name)' holds \(text) at element \(index), expected finite numbers")
    }
  }

  @Test func `a classifier is no generator, and the other way round`() throws {
    let alexNet = #expect(throws: NetworkError.self) {
      try Generator(try Fixture.open("alexnet"))
    }
    #expect(
      alexNet?.description
        == "the network is an AlexNet, a classifier, expected a generator")
    let dcgan = #expect(throws: NetworkError.self) { try Classifier(try Fixture.open("dcgan")) }
    #expect(dcgan?.description == "the network is a DCGAN, a generator, expected a classifier")
    let segmenter = #expect(throws: NetworkError.self) {
      try Segmenter(try Fixture.open("progressive"))
    }
    #expect(
      segmenter?.description
        == "the network is a Progressive GAN, a generator, expected a segmenter")
    let uNet = #expect(throws: NetworkError.self) {
      try Classifier(try Fixture.open("segmenter"))
    }
    #expect(uNet?.description == "the network is a U-Net, a segmenter, expected a classifier")
  }

  @Test func `torchvision's VGG16 is not taken for another network`() throws {
    let message = try Fixture.message("vgg16") {
      $0 = ["features.0.weight": self.zeros(4, 3, 3, 3), "classifier.0.weight": self.zeros(5, 4)]
    }
    #expect(message.hasSuffix("found 'classifier.0.weight', 'features.0.weight'"))
  }

  // MARK: Classifiers

  @Test(arguments: [
    ("vgg16", "features.conv1_1.weight", [2, 1, 3, 3], "is 2×1×3×3, expected any×3×3×3"),
    ("vgg16", "features.conv3_2.bias", [3], "is 3, expected 4"),
    (
      "vgg16", "classifier.fc6.weight", [7, 7],
      "is 7×7, expected any×6·n², as 'features.conv5_3' has 6 units"
    ),
    ("vgg16", "classifier.fc7.weight", [7, 8], "is 7×8, expected any×7"),
    ("alexnet", "conv2.weight", [8, 4, 5, 5], "is 8×4×5×5, expected any×6×5×5"),
    ("alexnet", "conv1.weight", [6, 3, 7, 7], "is 6×3×7×7, expected any×any×11×11"),
    ("alexnet", "fc6.weight", [7, 3], "is 7×3, expected any×4·n², as 'conv5' has 4 units"),
    ("resnet", "0.weight", [3, 3, 3, 3], "is 3×3×3×3, expected any×3×7×7"),
    ("resnet", "5.0.0.1.0.weight", [11, 6, 1, 1], "is 11×6×1×1, expected 12×6×1×1"),
    ("resnet", "6.1.0.0.3.weight", [12, 12, 1, 1], "is 12×12×1×1, expected any×12×3×3"),
    ("resnet", "10.1.weight", [5, 40], "is 5×40, expected any×48"),
    ("vgg", "features.3.weight", [6, 5, 1, 1], "is 6×5×1×1, expected any×5×3×3"),
    ("vgg", "features.0.bias", [4], "is 4, expected 5"),
    ("vgg", "features.7.weight", [4, 5, 3, 3], "is 4×5×3×3, expected any×6×3×3"),
    ("vgg", "classifier.weight", [4, 18], "is 4×18, expected any×17"),
    ("segmenter", "down.1.0.0.weight", [6, 15, 3, 3], "is 6×15×3×3, expected any×16×3×3"),
    ("segmenter", "down.4.1.1.running_var", [7], "is 7, expected 8"),
    ("segmenter", "up.3.0.weight", [3, 12, 3, 3], "is 3×12×3×3, expected any×13×3×3"),
    ("segmenter", "out.weight", [5, 4, 3, 3], "is 5×4×3×3, expected any×4×1×1"),
    (
      "segmenter", "out.weight", [65_537, 4, 1, 1],
      "is 65537×4×1×1, expected at most 65536×4×1×1"
    ),
  ])
  func `a wrong size in a classifier names the tensor`(
    fixture: String, name: String, extents: [Int], expected: String
  ) throws {
    let shape = Shape(extents)
    let message = try Fixture.message(fixture) {
      $0[name] = Tensor(shape: shape, elements: [Float](repeating: 0, count: shape.count))
    }
    #expect(message == "tensor '\(name)' \(expected)")
  }

  @Test(arguments: [
    ("vgg16", "features.conv5_3.weight", "features.conv5_3.weight"),
    ("vgg16", "classifier.fc8a.weight", "classifier.fc8a.weight"),
    ("vgg16", "features.conv1_2.bias", "features.conv1_2.bias"),
    ("alexnet", "conv5.weight", "conv5.weight"),
    ("resnet", "5.0.0.0.0.weight", "5.0.0.0.0.weight"),
    ("resnet", "6.0.0.1.0.weight", "6.0.0.1.0.weight"),
    ("resnet", "4.1.0.0.4.running_mean", "4.1.0.0.4.running_mean"),
    ("resnet", "10.1.bias", "10.1.bias"), ("vgg", "classifier.bias", "classifier.bias"),
    ("vgg", "features.8.running_mean", "features.8.running_mean"),
    ("segmenter", "down.2.1.0.weight", "down.2.1.0.weight"),
    ("segmenter", "up.0.0.weight", "up.0.0.weight"), ("segmenter", "out.bias", "out.bias"),
  ])
  func `a missing tensor of a classifier is named`(
    fixture: String, name: String, expected: String
  ) throws {
    let message = try Fixture.message(fixture) { $0[name] = nil }
    #expect(message == "no tensor named '\(expected)'")
  }

  @Test(arguments: [
    ("vgg16", "features.conv5_4.weight", "a VGG16"), ("alexnet", "conv6.bias", "an AlexNet"),
    ("resnet", "6.4.0.0.0.weight", "a ResNet"),
    ("vgg", "features.3.scale", "a VGG with batch normalization"),
    ("segmenter", "down.5.0.0.weight", "a U-Net"), ("segmenter", "up.4.0.weight", "a U-Net"),
  ])
  func `a tensor that no layer of a classifier takes is named`(
    fixture: String, name: String, title: String
  ) throws {
    let message = try Fixture.message(fixture) { $0[name] = self.zeros(1) }
    #expect(message == "tensor '\(name)' has no place in \(title)")
  }

  @Test func `a tensor that cannot be read is named where no layer takes it`() throws {
    var file: [UInt8] = []
    try SafetensorsWriter(try Fixture.open("resnet"), isHalf: false).write { file += $0 }
    let extra = #""4.0.0.0.0.bias":{"dtype":"X9","shape":[0],"data_offsets":[0,0]},"#
    let count = file.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) } + extra.utf8.count
    file.replaceSubrange(0..<8, with: (0..<8).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) })
    file.insert(contentsOf: Array(extra.utf8), at: 9)
    let checkpoint = try Checkpoint(bytes: file)
    #expect(checkpoint.part.unreadable.count == 1)
    let error = #expect(throws: NetworkError.self) { try Network(checkpoint) }
    #expect(error?.description == "tensor '4.0.0.0.0.bias' has no place in a ResNet")
  }

  @Test(arguments: [
    ("features.5.weight", "'features.3' is 'features.5', expected 'features.6'"),
    ("features.9.weight", "'features.7' is 'features.9', expected 'features.10'"),
    ("features.18.weight", "'features.14' is 'features.18', expected 'features.17'"),
    ("features.19.weight", "'features.14' is 'features.19', expected 'features.17'"),
  ])
  func `a convolution of a VGG that comes too soon or too late is named`(
    name: String, expected: String
  ) throws {
    let message = try Fixture.message("vgg") { $0[name] = self.zeros(17, 17, 3, 3) }
    guard name != "features.18.weight" else {
      // One number after the place of the next convolution is that of one after a pooling.
      #expect(message.contains("'features.19'"))
      return
    }
    #expect(message.contains(expected), "\(message)")
  }

  @Test func `a picture that is halved too often is refused`() throws {
    let checkpoint = try Fixture.open("vgg")
    let error = #expect(throws: NetworkError.self) {
      try Classifier(checkpoint, pictureSize: Grid(height: 3, width: 3))
    }
    #expect(
      error?.description
        == "a picture of 3×3 is too small: at layer 'features.10' nothing is left to halve")
  }

  @Test(arguments: [(20, 16), (16, 8), (1, 1)])
  func `a segmenter's pictures can be halved four times`(height: Int, width: Int) throws {
    let checkpoint = try Fixture.open("segmenter")
    let error = #expect(throws: NetworkError.self) {
      try Segmenter(checkpoint, pictureSize: Grid(height: height, width: width))
    }
    #expect(
      error?.description
        == "a picture of \(height)×\(width), expected sides that are multiples of 16")
  }

  @Test func `a file cannot ask for endless pictures`() throws {
    let message = try Fixture.message("vgg16") { tensors in
      tensors["features.conv5_3.weight"] = self.zeros(1, 6, 3, 3)
      tensors["features.conv5_3.bias"] = self.zeros(1)
      tensors["classifier.fc6.weight"] = self.zeros(1, 129 * 129)
    }
    #expect(message == "the picture would be 4128×4128, expected at most 4096×4096")
  }

  @Test func `a weight without axes is refused by its name`() throws {
    let message = try Fixture.message("dcgan") {
      $0["main.3.weight"] = Tensor(shape: Shape(), elements: [1])
    }
    #expect(message.contains("'main.3.weight'"), "\(message)")
    // It is looked at before the shapes are.
    let kernels = [
      "main.0.weight": zeros(4, 4, 4, 4), "main.3.weight": Tensor(shape: Shape(), elements: [1]),
    ]
    #expect(try NetworkPart(of: Checkpoint(kernels), kind: nil).others.isEmpty)
  }
}
