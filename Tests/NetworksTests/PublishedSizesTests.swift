import Checkpoints
import FoundationEssentials
import Networks
import Tensors
import Testing
import Units

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Checkpoints of the published sizes open; their weights are zeros.
@Suite struct PublishedSizesTests {
  private func zeros(_ extents: Int...) -> Tensor { zeros(extents) }

  private func zeros(_ extents: [Int]) -> Tensor {
    let shape = Shape(extents)
    return Tensor(shape: shape, elements: [Float](repeating: 0, count: shape.count))
  }

  /// The shapes of a Progressive GAN, whose `sizes` are as the published code counts them: the
  /// latent's, then the units of every other layer.
  private func progressive(_ sizes: [Int], isOld: Bool) -> [String: [Int]] {
    var shapes: [String: [Int]] = [:]
    var inputs = sizes[0]
    for number in 1...2 * (sizes.count - 1) {
      let units = sizes[(number + 1) / 2]
      let kernel = number == 1 ? 4 : 3
      let block = isOld ? "features.\(number - 1)" : "layer\(number)"
      shapes["\(block).conv.weight"] = [units, inputs, kernel, kernel]
      shapes["\(block).wscale.b"] = [units]
      inputs = units
    }
    let side = 4 << (sizes.count - 2)
    let output = isOld ? "output" : "output_\(side)x\(side)"
    shapes["\(output).conv.weight"] = [3, inputs, 1, 1]
    shapes["\(output).wscale.b"] = [3]
    return shapes
  }

  /// Opens a file of these shapes whose zeros are a hole, so that 90 MB take neither time nor room.
  private func withZeros(
    _ shapes: [String: [Int]], _ body: (Checkpoint) throws -> Void
  ) throws {
    var (fields, end) = ([] as [String], 0)
    for (name, extents) in shapes {
      let start = end
      end += 4 * extents.reduce(1, *)
      fields.append(
        """
        "\(name)": {"dtype": "F32", "shape": \(extents), "data_offsets": [\(start), \(end)]}
        """)
    }
    let header = Data("{\(fields.joined(separator: ", "))}".utf8)
    let count = (0..<8).map { UInt8(truncatingIfNeeded: header.count >> (8 * $0)) }
    let path = FileManager.default.temporaryDirectory.appending(path: "ganbrush-\(UUID())").path
    try (Data(count) + header).write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let isGrown = unsafe truncate(path, off_t(8 + header.count + end)) == 0
    try #require(isGrown)
    try body(try Checkpoint(contentsOf: path))
  }

  @Test(arguments: [
    // The seven LSUN generators, in either of two widths, and CelebA-HQ.
    ([512, 512, 512, 512, 512, 256, 128, 64], false, 256),
    ([512, 512, 512, 512, 256, 128, 64, 32], true, 256),
    ([512, 512, 512, 512, 512, 256, 128, 64, 32, 16], true, 1024),
  ])
  func `a published Progressive GAN opens with its layers`(
    sizes: [Int], isOld: Bool, side: Int
  ) throws {
    let shapes = progressive(sizes, isOld: isOld)
    try withZeros(shapes) { checkpoint in
      let network = try Network(checkpoint)
      guard case .generator(let generator) = network else {
        Issue.record("a \(network.title)")
        return
      }
      #expect(network.title == "Progressive GAN")
      #expect(generator.latentSize == 512)
      #expect(generator.pictureSize == Grid(height: side, width: side))
      #expect(generator.pictureChannels == 3)
      var expected: [LayerSummary] = []
      for number in 1...2 * (sizes.count - 1) {
        let cells = 4 << ((number - 1) / 2)
        expected.append(
          LayerSummary(
            name: LayerName(rawValue: "layer\(number)"), units: sizes[(number + 1) / 2],
            grid: Grid(height: cells, width: cells)))
      }
      expected.append(
        LayerSummary(
          name: LayerName(rawValue: "output_\(side)x\(side)"), units: 3,
          grid: Grid(height: side, width: side)))
      #expect(network.layers == expected)
      #expect(network.parameterCount == shapes.values.reduce(0) { $0 + $1.reduce(1, *) })
      if sizes == [512, 512, 512, 512, 256, 128, 64, 32] {
        // As the published code counts it.
        #expect(network.parameterCount == 18_344_995)
      }
    }
  }

  @Test(arguments: [
    (widths: [100, 512, 256, 128, 64], channels: 3, prefix: "main.", side: 64),
    ([100, 64, 32, 16], 1, "", 32), ([128, 16, 16, 8, 8, 4], 3, "generator.net.", 128),
    ([3, 2], 1, "netG.", 8), ([1], 3, "a.b.0.", 4),
  ])
  func `a DCGAN of any width, depth and prefix opens`(
    widths: [Int], channels: Int, prefix: String, side: Int
  ) throws {
    var tensors: [String: Tensor] = [:]
    for (index, pair) in zip(widths, widths.dropFirst() + [channels]).enumerated() {
      tensors["\(prefix)\(3 * index).weight"] = zeros(pair.0, pair.1, 4, 4)
      guard index < widths.count - 1 else { continue }
      for name in ["weight", "bias", "running_mean", "running_var"] {
        tensors["\(prefix)\(3 * index + 1).\(name)"] = zeros(pair.1)
      }
    }
    let generator = try Generator(Checkpoint(tensors))
    #expect(generator.architecture == .dcgan(prefix: prefix))
    #expect(generator.latentSize == widths[0])
    #expect(generator.pictureSize == Grid(height: side, width: side))
    #expect(generator.pictureChannels == channels)
    let last = 3 * (widths.count - 1)
    #expect(
      generator.layers.map(\.name.rawValue)
        == stride(from: 2, to: last, by: 3).map { "\(prefix)\($0)" } + ["\(prefix)\(last + 1)"])
  }

  @Test(arguments: [(side: 1, pixels: 32), (2, 64), (7, 224)])
  func `the pictures of a VGG16 follow from fc6`(side: Int, pixels: Int) throws {
    let checkpoint = try Fixture.open("vgg16")
    var tensors: [String: Tensor] = [:]
    for entry in checkpoint.entries { tensors[entry.name] = zeros(entry.extents) }
    tensors["classifier.fc6.weight"] = zeros(7, 6 * side * side)
    #expect(
      try Classifier(Checkpoint(tensors)).pictureSize == Grid(height: pixels, width: pixels))
  }

  @Test(arguments: [(side: 1, pixels: 67), (2, 99), (6, 227)])
  func `the pictures of an AlexNet follow from fc6`(side: Int, pixels: Int) throws {
    let checkpoint = try Fixture.open("alexnet")
    var tensors: [String: Tensor] = [:]
    for entry in checkpoint.entries { tensors[entry.name] = zeros(entry.extents) }
    tensors["fc6.weight"] = zeros(7, 4 * side * side)
    let classifier = try Classifier(Checkpoint(tensors))
    #expect(classifier.pictureSize == Grid(height: pixels, width: pixels))
    #expect(classifier.layer("pool5")?.grid == Grid(height: side, width: side))
  }
}
