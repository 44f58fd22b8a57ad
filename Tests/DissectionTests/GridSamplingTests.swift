import Checkpoints
import Dissection
import Tensors
import TestSupport
import Testing
import Units

@Suite struct GridSamplingTests {
  @Test(
    arguments: ["fourfold", "uneven", "same", "shrunk", "flat", "dot"],
    [GridSampling.Alignment.edges, .corners])
  func `pixels are those of PyTorch`(name: String, alignment: GridSampling.Alignment) throws {
    let file = try DissectionFixture.open("sampling")
    let source = try file.tensor("\(name)/source")
    let expected = try file.tensor("\(name)/\(alignment.rawValue)")
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
}
