import Painting
import Pictures
import Tensors
import TestSupport
import Testing

@Suite struct PictureTests {
  @Test(
    arguments: [
      (-1, 0), (1, 255), (0, 127), (0.999, 254), (-0.999, 0), (0.5, 191), (-0.5, 63),
      (-0.992, 1), (.nan, 0), (.infinity, 255), (-.infinity, 0), (1.5, 255), (-7, 0),
      (3e38, 255), (-3e38, 0), (.leastNonzeroMagnitude, 127),
    ] as [(Float, UInt8)])
  func `values are scaled and truncated as published`(value: Float, byte: UInt8) {
    let picture = Picture(Tensor(shape: Shape(3, 1, 1), elements: [value, -1, value]))
    #expect(picture.bytes == [byte, 0, byte])
  }

  @Test func `channels become colours, row by row`() {
    let planes: [Float] = [-1, 0, 1, -1, 0, 1] + [1, 1, 1, -1, -1, -1] + [0, 0, 0, 0, 0, 1]
    let picture = Picture(Tensor(shape: Shape(3, 2, 3), elements: planes))
    #expect((picture.width, picture.height) == (3, 2))
    #expect(picture[0, 0] == Pixel(0, 255, 127))
    #expect(picture[2, 0] == Pixel(255, 255, 127))
    #expect(picture[2, 1] == Pixel(255, 0, 255))
  }

  @Test func `one channel is grey`() {
    let picture = Picture(Tensor(shape: Shape(1, 1, 2), elements: [0, 1]))
    #expect(picture.bytes == [127, 127, 127, 255, 255, 255])
  }

  @Test func `a network reads bytes as -1 to 1, colour by colour`() {
    let picture = Picture(width: 2, height: 1, bytes: [0, 255, 51, 255, 0, 204])
    #expect(picture.tensor.shape == Shape(3, 1, 2))
    expectClose(
      picture.tensor, Tensor(shape: Shape(3, 1, 2), elements: [-1, 1, 1, -1, -0.6, 0.6]),
      absolute: 1e-6)
  }

  @Test func `two channels are a programmer's error`() async {
    await #expect(processExitsWith: .failure) {
      _ = Picture(Tensor(shape: Shape(2, 1, 1), elements: [0, 1]))
    }
  }
}
