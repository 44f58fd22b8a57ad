import Tensors
import TestSupport
import Testing

@Suite struct TensorTests {
  private func tensor(_ extents: Int..., elements: [Float]) -> Tensor {
    Tensor(shape: Shape(extents), elements: elements)
  }

  @Test func `a normalized pixel has unit mean square`() {
    var features = tensor(2, 1, 3, elements: [3, 0, 1, 4, 0, -1])
    features.normalizePixels()
    let root = Float(12.5).squareRoot()
    expectClose(
      features, tensor(2, 1, 3, elements: [3 / root, 0, 1, 4 / root, 0, -1]), absolute: 1e-6)
  }

  @Test func `upsampling makes four of each pixel`() {
    #expect(
      tensor(2, 1, 2, elements: [1, 2, 3, 4]).upsampled()
        == tensor(2, 2, 4, elements: [1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4]))
  }

  @Test(arguments: [
    (Activation.none, [-0.5, 1.5, -3, 1] as [Float]),
    (.relu, [0, 1.5, 0, 1]),
    (.leakyReLU, [-0.1, 1.5, -0.6, 1]),
    (.tanh, [-0.46211717, 0.9051482, -0.9950548, 0.7615942]),
  ])
  func `each channel gets its bias, then the activation`(
    activation: Activation, expected: [Float]
  ) {
    var sums = tensor(2, 1, 2, elements: [-1, 1, -1, 3])
    sums.addBias([0.5, -2], then: activation)
    expectClose(sums, tensor(2, 1, 2, elements: expected), absolute: 1e-6)
  }

  @Test(arguments: [Activation.none, .relu, .leakyReLU, .tanh])
  func `an activation hides no NaN`(activation: Activation) {
    var sums = tensor(1, 1, 1, elements: [.nan])
    sums.addBias([0], then: activation)
    #expect(sums.elements[0].isNaN)
  }

  @Test func `patches are the inputs under the kernel, with zeros around`() {
    let map = tensor(1, 2, 2, elements: [1, 2, 3, 4])
    var patches = [Float](repeating: .nan, count: 9 * 4)
    map.copyPatches(kernel: 3, padding: 1, rows: 0..<2, to: &patches)
    #expect(
      patches == [
        0, 0, 0, 1, 0, 0, 1, 2, 0, 0, 2, 0,
        0, 1, 0, 3, 1, 2, 3, 4, 2, 0, 4, 0,
        0, 3, 0, 0, 3, 4, 0, 0, 4, 0, 0, 0,
      ])
  }

  @Test(arguments: [
    (kernel: 1, stride: 1, padding: 0), (2, 1, 0), (2, 1, 1), (3, 1, 1), (3, 1, 2), (4, 1, 3),
    (5, 1, 2), (1, 2, 0), (3, 2, 1), (3, 2, 0), (4, 3, 1), (2, 4, 0), (7, 2, 3),
  ])
  func `patches equal their definition, band by band`(kernel: Int, stride: Int, padding: Int) {
    var random = SplitMix64(seed: 3)
    let (channels, height, width) = (3, 5, 4)
    let map = tensor(
      channels, height, width,
      elements: (0..<60).map { _ in Float.random(in: -1...1, using: &random) })
    let outputHeight = (height + 2 * padding - kernel) / stride + 1
    let outputWidth = (width + 2 * padding - kernel) / stride + 1
    for rows in [0..<outputHeight, 0..<1, outputHeight - 1..<outputHeight] {
      let count = channels * kernel * kernel * rows.count * outputWidth
      var expected: [Float] = []
      for channel in 0..<channels {
        for kernelRow in 0..<kernel {
          for kernelColumn in 0..<kernel {
            for row in rows {
              for column in 0..<outputWidth {
                let y = row * stride + kernelRow - padding
                let x = column * stride + kernelColumn - padding
                let isInside = (0..<height).contains(y) && (0..<width).contains(x)
                expected.append(
                  isInside ? map.elements[(channel * height + y) * width + x] : 0)
              }
            }
          }
        }
      }
      var patches = [Float](repeating: .nan, count: count)
      map.copyPatches(
        kernel: kernel, stride: stride, padding: padding, rows: rows, to: &patches)
      #expect(patches == expected)
    }
  }

  @Test(arguments: [
    (kernel: 4, stride: 2, padding: 1), (4, 1, 0), (3, 2, 1), (3, 3, 0), (2, 3, 0), (5, 2, 2),
    (3, 1, 1), (4, 1, 3),
  ])
  func `scattered patches equal their definition`(kernel: Int, stride: Int, padding: Int) {
    var random = SplitMix64(seed: 4)
    let (channels, height, width) = (2, 4, 5)
    let outputHeight = (height - 1) * stride - 2 * padding + kernel
    let outputWidth = (width - 1) * stride - 2 * padding + kernel
    let patches = (0..<channels * kernel * kernel * height * width).map { _ in
      Float(Int.random(in: -9...9, using: &random))
    }
    let shape = Shape(channels, outputHeight, outputWidth)
    var expected = [Float](repeating: 0, count: shape.count)
    for (index, patch) in patches.enumerated() {
      let (column, row) = (index % width, index / width % height)
      let position = index / (width * height)
      let (kernelColumn, kernelRow) = (position % kernel, position / kernel % kernel)
      let (y, x) = (
        row * stride + kernelRow - padding, column * stride + kernelColumn - padding
      )
      guard (0..<outputHeight).contains(y), (0..<outputWidth).contains(x) else { continue }
      expected[(position / (kernel * kernel) * outputHeight + y) * outputWidth + x] += patch
    }
    let sums = Tensor(
      summing: patches, height: height, width: width, kernel: kernel, stride: stride,
      padding: padding, shape: shape)
    #expect(sums.elements == expected)
  }

  @Test func `a channel is blended by each pixel's alpha`() {
    var features = tensor(2, 1, 3, elements: [1, 2, 3, 4, 5, 6])
    features.blend(channel: 1, with: [8, 8, .nan], alphas: [1, 0.25, 0])
    #expect(features.elements[..<5] == [1, 2, 3, 8, 5.75])
    // As in the published code, a value that is not a number shows even at alpha 0.
    #expect(features.elements[5].isNaN)
  }

  @Test func `an element is set in place`() {
    var map = tensor(1, 64, 64, elements: [Float](repeating: 0, count: 4096))
    let before = unsafe map.elements.withUnsafeBufferPointer { $0.baseAddress }
    for index in 0..<4096 { map.elements[index] = 1 }
    let after = unsafe map.elements.withUnsafeBufferPointer { $0.baseAddress }
    let isInPlace = unsafe before == after
    #expect(isInPlace)
  }

  @Test func `elements cannot change in number`() async {
    await #expect(processExitsWith: .failure) {
      var pair = Tensor(shape: Shape(2), elements: [1, 2])
      pair.elements.append(3)
    }
  }

  @Test func `a flat tensor has no pixels to normalize`() async {
    await #expect(processExitsWith: .failure) {
      var flat = Tensor(shape: Shape(3), elements: [1, 2, 3])
      flat.normalizePixels()
    }
  }
}
