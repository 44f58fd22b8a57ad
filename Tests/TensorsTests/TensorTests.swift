import Tensors
import TestSupport
import Testing

@Suite struct TensorTests {
  private func tensor(_ extents: Int..., elements: [Float]) -> Tensor {
    Tensor(shape: Shape(extents), elements: elements)
  }

  @Test(arguments: [Float.nan, -.nan, .infinity, -.infinity, .signalingNaN])
  func `the first element that is not finite is found`(value: Float) {
    var map = Tensor.random(Shape(3, 5, 7), seed: 5)
    map.elements[41] = value
    map.elements[97] = .nan
    #expect(map.firstNonFiniteIndex == 41)
  }

  @Test func `every finite number is finite`() {
    let extremes: [Float] = [
      .greatestFiniteMagnitude, -.greatestFiniteMagnitude, 0, -0.0, .leastNonzeroMagnitude,
    ]
    #expect(tensor(5, elements: extremes).firstNonFiniteIndex == nil)
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
