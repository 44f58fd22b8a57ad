extension Tensor {
  /// Turns each element x of one channel into x·(1 − a) + v·a, in place.
  ///
  /// - Parameters:
  ///   - channel: The channel of this C×H×W tensor.
  ///   - values: What to blend in, row by row.
  ///   - alphas: How far; 0 keeps an element, 1 replaces it.
  /// - Complexity: O(H·W).
  package mutating func blend(channel: Int, with values: [Float], alphas: [Float]) {
    precondition(shape.extents.count == 3, "expected C×H×W, got \(shape)")
    precondition((0..<shape.extents[0]).contains(channel), "channel \(channel) of \(shape)")
    let pixels = shape.extents[1] * shape.extents[2]
    precondition(
      values.count == pixels && alphas.count == pixels,
      "\(values.count) values and \(alphas.count) alphas for \(shape)")
    unsafe elements.withUnsafeMutableBufferPointer { elements in
      let map = unsafe UnsafeMutableBufferPointer(
        rebasing: elements[channel * pixels..<(channel + 1) * pixels])
      for pixel in alphas.indices {
        unsafe map[pixel] = map[pixel] * (1 - alphas[pixel]) + values[pixel] * alphas[pixel]
      }
    }
  }
}
