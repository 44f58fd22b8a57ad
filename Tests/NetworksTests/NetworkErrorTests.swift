import Checkpoints
import Networks
import Tensors
import TestSupport
import Testing
import Units

@Suite struct NetworkErrorTests {
  private func message(
    _ name: String, _ change: (inout [String: Tensor]) -> Void
  ) throws -> String {
    try Fixture.message(name, change)
  }

  private func zeros(_ extents: Int...) -> Tensor {
    let shape = Shape(extents)
    return Tensor(shape: shape, elements: [Float](repeating: 0, count: shape.count))
  }

  @Test func `an unchanged checkpoint is no error`() throws {
    for name in generators + classifiers + segmenters {
      let message = try message(name) { _ in }
      #expect(message == "no error", "\(name)")
    }
  }

  @Test func `a foreign checkpoint is told by its names`() throws {
    let message = try message("dcgan") { $0 = ["conv1.weight": zeros(2), "fc.bias": zeros(1)] }
    #expect(
      message == "not a known network: expected 'main.0.weight' with kernels of 4×4 (DCGAN), "
        + "'layer1.conv.weight' or 'features.0.conv.weight' (Progressive GAN), "
        + "'features.conv1_1.weight' (VGG16), 'conv1.weight' and 'fc6.weight' (AlexNet), "
        + "'0.weight' and '4.0.0.0.0.weight' (ResNet152), "
        + "'features.0.weight' and 'classifier.weight' (VGG with batch normalization), "
        + "or 'down.0.0.0.weight' (U-Net), found 'conv1.weight', 'fc.bias'")
  }

  @Test func `a checkpoint of nothing is told too`() throws {
    #expect(try message("dcgan") { $0 = [:] }.hasSuffix("found no tensors"))
  }

  @Test func `many foreign names are cut short`() throws {
    let message = try message("dcgan") { tensors in
      tensors = [:]
      for index in 10..<40 { tensors["w\(index)"] = zeros(1) }
    }
    #expect(message.hasSuffix("'w28', 'w29' and 10 more"))
  }

  @Test(arguments: [
    ("main.3.weight", [15, 12, 4, 4], "is 15×12×4×4, expected 16×any×4×4"),
    ("main.3.weight", [16, 12, 5, 5], "is 16×12×5×5, expected 16×any×4×4"),
    ("main.0.weight", [6, 16], "is 6×16, expected any×any×4×4"),
    ("main.9.weight", [8, 2, 4, 4], "is 8×2×4×4, expected 8×3×4×4 or 8×1×4×4"),
    ("main.4.running_var", [11], "is 11, expected 12"),
    ("main.9.bias", [1], "is 1, expected 3"),
  ])
  func `a wrong size in a DCGAN names the tensor`(
    name: String, extents: [Int], expected: String
  ) throws {
    let shape = Shape(extents)
    let message = try message("dcgan") {
      $0[name] = Tensor(shape: shape, elements: [Float](repeating: 0, count: shape.count))
    }
    #expect(message == "tensor '\(name)' \(expected)")
  }

  @Test(arguments: ["main.3.weight", "main.4.bias", "main.7.running_mean", "main.1.running_var"])
  func `a missing tensor of a DCGAN is named`(name: String) throws {
    let message = try message("dcgan") { $0[name] = nil }
    #expect(message == "no tensor named '\(name)'")
  }

  @Test func `a tensor that no layer takes is named`() throws {
    let colour = try message("dcgan") { $0["main.10.running_var"] = zeros(3) }
    #expect(colour == "tensor 'main.10.running_var' has no place in a DCGAN")
    let progressive = try message("progressive") { $0["layer8.conv.weight"] = zeros(8, 8, 3, 3) }
    #expect(progressive == "tensor 'layer8.conv.weight' has no place in a Progressive GAN")
  }

  @Test(arguments: [
    ("layer1.conv.weight", [16, 16, 3, 3], "is 16×16×3×3, expected any×any×4×4"),
    ("layer3.conv.weight", [12, 15, 3, 3], "is 12×15×3×3, expected any×16×3×3"),
    ("layer5.wscale.b", [7], "is 7, expected 8"),
    ("output_16x16.conv.weight", [4, 8, 1, 1], "is 4×8×1×1, expected 3×8×1×1 or 1×8×1×1"),
  ])
  func `a wrong size in a Progressive GAN names the tensor`(
    name: String, extents: [Int], expected: String
  ) throws {
    let shape = Shape(extents)
    let message = try message("progressive") {
      $0[name] = Tensor(shape: shape, elements: [Float](repeating: 0, count: shape.count))
    }
    #expect(message == "tensor '\(name)' \(expected)")
  }

  @Test func `the picture's layer must fit the number of layers`() throws {
    let other = try message("progressive") {
      $0["output_32x32.conv.weight"] = $0.removeValue(forKey: "output_16x16.conv.weight")
    }
    #expect(other == "the picture's layer is 'output_32x32', expected a picture of 16×16")
    let missing = try message("progressive") { $0["output_16x16.conv.weight"] = nil }
    #expect(missing == "no tensor named 'output_16x16.conv.weight'")
  }

  @Test func `a file cannot ask for an endless picture`() throws {
    let message = try message("progressive") { tensors in
      tensors = ["layer1.conv.weight": zeros(1, 1, 4, 4), "layer1.wscale.b": zeros(1)]
      for number in 2...40 {
        tensors["layer\(number).conv.weight"] = zeros(1, 1, 3, 3)
        tensors["layer\(number).wscale.b"] = zeros(1)
      }
    }
    #expect(message == "the picture would be 8192×8192, expected at most 4096×4096")
  }

  @Test(arguments: [
    (
      "main.4", 8, 0, 64,
      "no layer 'main.4', expected one of 'main.2', 'main.5', 'main.8', 'main.10'"
    ),
    ("main.5", 4, 0, 16, "the grid of layer 'main.5' is 8×8, the intervention's is 4×4"),
    ("main.5", 8, 12, 64, "no unit 12 at layer 'main.5', expected 0 to 11"),
    ("main.5", 8, -1, 64, "no unit -1 at layer 'main.5', expected 0 to 11"),
    (
      "main.5", 8, 0, 63,
      "unit 0 at layer 'main.5' has 63 alphas and 64 values, expected 64 of each"
    ),
  ])
  func `an intervention that does not fit says why`(
    layer: LayerName, side: Int, channel: Int, alphas: Int, expected: String
  ) throws {
    let generator = try Generator(try Fixture.open("dcgan"))
    let cells = [Float](repeating: 1, count: side * side)
    var intervention = Intervention(
      layer: layer, grid: Grid(height: side, width: side),
      maps: [channel: .init(alphas: cells, values: cells)])
    intervention.maps[channel]?.alphas = [Float](repeating: 1, count: alphas)
    let error = #expect(throws: NetworkError.self) { try generator.validate(intervention) }
    #expect(error?.description == expected)
  }
}
