import Tensors
import TestSupport
import Testing

/// What classifiers need beyond the operations of generators.
@Suite struct ClassifierOperationTests {
  private func random(_ extents: Int..., seed: UInt64 = 5) -> Tensor {
    var random = SplitMix64(seed: seed)
    let shape = Shape(extents)
    return Tensor(
      shape: shape,
      elements: (0..<shape.count).map { _ in Float.random(in: -3...3, using: &random) }
    )
  }

  @Test func `pooling keeps the largest and leaves out what does not fit`() {
    let map = Tensor(shape: Shape(1, 3, 3), elements: [1, 2, 9, 4, 3, 9, 9, 9, 9])
    #expect(
      map.maximumPooled(window: 2, stride: 2) == Tensor(shape: Shape(1, 1, 1), elements: [4]))
  }

  @Test func `the padding of a pooling never counts`() {
    let map = Tensor(shape: Shape(1, 2, 2), elements: [-1, -2, -3, -4])
    #expect(
      map.maximumPooled(window: 3, stride: 2, padding: 1)
        == Tensor(shape: Shape(1, 1, 1), elements: [-1]))
  }

  @Test(arguments: [
    (window: 2, stride: 2, padding: 0), (3, 2, 0), (3, 2, 1), (1, 1, 0), (4, 3, 2), (5, 1, 2),
  ])
  func `pooling equals its definition`(window: Int, stride: Int, padding: Int) {
    let (channels, height, width) = (2, 7, 6)
    let map = random(channels, height, width)
    let outputHeight = (height + 2 * padding - window) / stride + 1
    let outputWidth = (width + 2 * padding - window) / stride + 1
    var expected: [Float] = []
    for channel in 0..<channels {
      for row in 0..<outputHeight {
        for column in 0..<outputWidth {
          var largest = -Float.infinity
          for y in 0..<height where (0..<window).contains(y - row * stride + padding) {
            for x in 0..<width where (0..<window).contains(x - column * stride + padding) {
              largest = max(largest, map.elements[(channel * height + y) * width + x])
            }
          }
          expected.append(largest)
        }
      }
    }
    #expect(
      map.maximumPooled(window: window, stride: stride, padding: padding)
        == Tensor(shape: Shape(channels, outputHeight, outputWidth), elements: expected))
  }

  @Test func `a window that is larger than the map is a programmer's error`() async {
    await #expect(processExitsWith: .failure) {
      let map = Tensor(shape: Shape(1, 2, 2), elements: [1, 2, 3, 4])
      _ = map.maximumPooled(window: 3, stride: 1)
    }
  }

  @Test func `the average is each channel's own`() {
    let map = Tensor(shape: Shape(2, 1, 2), elements: [1, 2, -4, 8])
    #expect(map.averagePooled() == Tensor(shape: Shape(2, 1, 1), elements: [1.5, 2]))
  }

  @Test(arguments: [1, 2, 3, 7])
  func `local normalization equals its definition`(channels: Int) {
    // Activations large enough that the divisor is far from 1.
    var map = random(channels, 2, 3)
    for index in map.elements.indices { map.elements[index] *= 100 }
    var expected = map
    for index in map.elements.indices {
      let (channel, pixel) = (index / 6, index % 6)
      let squares = (0..<channels).filter { abs($0 - channel) <= 2 }.map { channel in
        let element = Double(map.elements[channel * 6 + pixel])
        return element * element
      }
      let divisor = 1 + 1e-4 * squares.reduce(0, +) / 5
      let root = divisor.squareRoot()
      expected.elements[index] = Float(
        Double(map.elements[index]) / (root * root.squareRoot()))
    }
    map.normalizeLocally()
    // A handful of roundings.
    expectClose(map, expected, absolute: 0, relative: 1e-6)
  }

  @Test func `each slice is scaled by its own factor`() {
    var kernels = Tensor(shape: Shape(2, 1, 1, 2), elements: [1, 2, 3, 4])
    kernels.scaleSlices(by: [2, -1])
    #expect(kernels.elements == [2, 4, -3, -4])
  }

  @Test func `a sum below zero is zero, and no NaN is hidden`() {
    var sums = Tensor(shape: Shape(4), elements: [1, -3, 2, .nan])
    sums.addThenRectify(Tensor(shape: Shape(4), elements: [1, 2, -1, 0]))
    #expect(sums.elements[..<3] == [2, 0, 1])
    #expect(sums.elements[3].isNaN)
  }

  @Test(arguments: [Float.nan, -.nan, .infinity, -.infinity, .signalingNaN])
  func `the first element that is not finite is found`(value: Float) {
    var map = random(3, 5, 7)
    map.elements[41] = value
    map.elements[97] = .nan
    #expect(map.firstNonFiniteIndex == 41)
  }

  @Test func `every finite number is finite`() {
    let extremes: [Float] = [
      .greatestFiniteMagnitude, -.greatestFiniteMagnitude, 0, -0.0, .leastNonzeroMagnitude,
    ]
    #expect(Tensor(shape: Shape(5), elements: extremes).firstNonFiniteIndex == nil)
  }
}
