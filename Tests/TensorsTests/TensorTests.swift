import Tensors
import TestSupport
import Testing

@Suite struct TensorTests {
  private func tensor(_ extents: Int..., elements: [Float]) -> Tensor {
    Tensor(shape: Shape(extents), elements: elements)
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
}
