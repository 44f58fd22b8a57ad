extension Tensor {
  /// Divides each element by (1 + 10⁻⁴·m)^¾, m the mean square of five neighbouring channels.
  ///
  /// This is AlexNet's local response normalization. Channels beyond the first and the last count
  /// as zeros, so that m is always a fifth of the sum.
  ///
  /// - Precondition: The shape is C×H×W.
  /// - Complexity: O(C·H·W), with one scratch map.
  package mutating func normalizeLocally() {
    precondition(shape.extents.count == 3, "expected C×H×W, got \(shape)")
    let (channels, pixels) = (shape.extents[0], shape.extents[1] * shape.extents[2])
    let original = elements
    var sums = [Float](repeating: 0, count: pixels)
    unsafe elements.withUnsafeMutableBufferPointer { elements in
      for channel in 0..<channels {
        for pixel in sums.indices { sums[pixel] = 0 }
        for neighbour in max(channel - 2, 0)...min(channel + 2, channels - 1) {
          let map = original.span.extracting(neighbour * pixels..<(neighbour + 1) * pixels)
          for pixel in map.indices { sums[pixel] += map[pixel] * map[pixel] }
        }
        let map = unsafe UnsafeMutableBufferPointer(
          rebasing: elements[channel * pixels..<(channel + 1) * pixels])
        for pixel in sums.indices {
          let root = (1 + 1e-4 * (sums[pixel] / 5)).squareRoot()
          unsafe map[pixel] /= root * root.squareRoot()
        }
      }
    }
  }
}
