#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

extension Tensor {
  /// Adds each channel's bias, then applies the activation: the end of a layer, in one pass.
  ///
  /// - Precondition: The shape is C×H×W with one bias a channel.
  /// - Complexity: O(C·H·W), in place; a NaN stays a NaN, and tanh keeps infinities.
  package mutating func addBias(_ bias: [Float], then activation: Activation) {
    precondition(shape.extents.count == 3, "expected C×H×W, got \(shape)")
    precondition(bias.count == shape.extents[0], "\(bias.count) biases for \(shape)")
    let pixels = shape.extents[1] * shape.extents[2]
    unsafe elements.withUnsafeMutableBufferPointer { elements in
      for channel in bias.indices {
        let map = unsafe UnsafeMutableBufferPointer(
          rebasing: elements[channel * pixels..<(channel + 1) * pixels])
        let bias = bias[channel]
        switch activation {
        case .none:
          for pixel in map.indices { unsafe map[pixel] += bias }
        case .relu:
          for pixel in map.indices {
            let sum = unsafe map[pixel] + bias
            unsafe map[pixel] = sum < 0 ? 0 : sum
          }
        case .leakyReLU:
          for pixel in map.indices {
            let sum = unsafe map[pixel] + bias
            unsafe map[pixel] = sum < 0 ? 0.2 * sum : sum
          }
        case .tanh:
          for pixel in map.indices {
            let sum = unsafe map[pixel] + bias
            unsafe map[pixel] = sum.isFinite ? tanh(sum) : sum
          }
        }
      }
    }
  }
}
