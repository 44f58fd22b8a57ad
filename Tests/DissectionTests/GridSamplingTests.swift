import Checkpoints
import Dissection
import Tensors
import TestSupport
import Testing
import Units

@Suite struct GridSamplingTests {
  /// How `Fixtures/make_fixtures.py` names a rule; its picture and centers are those of AlexNet's conv5.
  private static let rules: [String: GridSampling.Alignment] = [
    "edges": .edges, "corners": .corners,
    "centers": .centers(
      ReceptiveCenters(stride: 16, offset: 17), picture: Grid(height: 227, width: 227)),
  ]

  @Test(
    arguments: ["fourfold", "uneven", "same", "shrunk", "flat", "dot", "conv5"],
    ["edges", "corners", "centers"])
  func `pixels are those of PyTorch`(name: String, rule: String) throws {
    let alignment = try #require(Self.rules[rule])
    let file = try DissectionFixture.open("sampling")
    let source = try file.tensor("\(name)/source")
    let expected = try file.tensor("\(name)/\(rule)")
    let sampling = GridSampling(
      from: Grid(height: source.shape.extents[1], width: source.shape.extents[2]),
      to: Grid(height: expected.shape.extents[1], width: expected.shape.extents[2]), alignment)
    var scratch = [Float](repeating: .nan, count: sampling.scratchCount)
    var pixels = [Float](repeating: .nan, count: sampling.target.count)
    unsafe source.elements.withUnsafeBufferPointer { source in
      unsafe scratch.withUnsafeMutableBufferPointer { scratch in
        unsafe pixels.withUnsafeMutableBufferPointer { pixels in
          unsafe sampling.read(source, scratch, into: pixels)
        }
      }
    }
    expectClose(Tensor(shape: expected.shape, elements: pixels), expected, absolute: 1e-6)
  }

  @Test func `cells that look at the middles of equal squares lie as by their edges`() {
    // VGG16's conv5_3 and the labels of its pictures.
    let (cells, labels) = (Grid(height: 14, width: 14), Grid(height: 56, width: 56))
    let centers = GridSampling.Alignment.centers(
      ReceptiveCenters(stride: 16, offset: 7.5), picture: Grid(height: 224, width: 224))
    #expect(
      GridSampling(from: cells, to: labels, centers)
        == GridSampling(from: cells, to: labels, .edges))
  }
}
