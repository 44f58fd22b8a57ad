extension Tensor {
  /// Scales each pixel's feature vector to unit mean square, as Progressive GAN's PixelNorm does.
  ///
  /// - Parameter epsilon: Added to the mean square before the root; a zero pixel stays zero.
  /// - Precondition: The shape is C×H×W.
  /// - Complexity: O(C·H·W), with one scratch row of H·W floats.
  package mutating func normalizePixels(epsilon: Float = 1e-8) {
    precondition(shape.extents.count == 3, "expected C×H×W, got \(shape)")
    let (channels, pixels) = (shape.extents[0], shape.extents[1] * shape.extents[2])
    var scales = [Float](repeating: 0, count: pixels)
    for channel in 0..<channels {
      let map = elements.span.extracting(channel * pixels..<(channel + 1) * pixels)
      for pixel in map.indices { scales[pixel] += map[pixel] * map[pixel] }
    }
    for pixel in scales.indices {
      scales[pixel] = 1 / (scales[pixel] / Float(channels) + epsilon).squareRoot()
    }
    unsafe elements.withUnsafeMutableBufferPointer { elements in
      for channel in 0..<channels {
        let map = unsafe UnsafeMutableBufferPointer(
          rebasing: elements[channel * pixels..<(channel + 1) * pixels])
        for pixel in scales.indices { unsafe map[pixel] *= scales[pixel] }
      }
    }
  }
}
