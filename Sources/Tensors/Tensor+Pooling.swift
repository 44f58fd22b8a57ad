extension Tensor {
  /// Keeps the largest element under each place of a square window.
  ///
  /// Places that do not fit any more are left out, as PyTorch does unless told otherwise; what lies
  /// beside the map never counts.
  ///
  /// - Parameters:
  ///   - window: Pixels along a side of the window.
  ///   - stride: How far apart the places are.
  ///   - padding: How far the window may reach beyond each side, at most half of it.
  /// - Returns: The maxima, C×H×W.
  /// - Precondition: The shape is C×H×W and the window fits at least once.
  /// - Complexity: O(C·window²) for each output pixel.
  package func maximumPooled(window: Int, stride: Int, padding: Int = 0) -> Tensor {
    precondition(shape.extents.count == 3, "expected C×H×W, got \(shape)")
    precondition(padding >= 0 && 2 * padding <= window, "padding \(padding) of window \(window)")
    let (channels, height, width) = (shape.extents[0], shape.extents[1], shape.extents[2])
    precondition(
      min(height, width) + 2 * padding >= window, "a window of \(window) over \(shape)")
    let outputHeight = (height + 2 * padding - window) / stride + 1
    let outputWidth = (width + 2 * padding - window) / stride + 1
    var maxima: [Float] = []
    maxima.reserveCapacity(channels * outputHeight * outputWidth)
    for channel in 0..<channels {
      let map = elements.span.extracting(channel * height * width..<(channel + 1) * height * width)
      for row in 0..<outputHeight {
        let top = row * stride - padding
        let rows = max(top, 0)..<min(top + window, height)
        for column in 0..<outputWidth {
          let left = column * stride - padding
          let columns = max(left, 0)..<min(left + window, width)
          var maximum = -Float.infinity
          for row in rows {
            for column in columns { maximum = max(maximum, map[row * width + column]) }
          }
          maxima.append(maximum)
        }
      }
    }
    return Tensor(shape: Shape(channels, outputHeight, outputWidth), elements: maxima)
  }

  /// The mean of each channel, as C×1×1.
  ///
  /// - Precondition: The shape is C×H×W.
  /// - Complexity: O(C·H·W).
  package func averagePooled() -> Tensor {
    precondition(shape.extents.count == 3, "expected C×H×W, got \(shape)")
    let (channels, pixels) = (shape.extents[0], shape.extents[1] * shape.extents[2])
    let means = (0..<channels).map { channel in
      elements[channel * pixels..<(channel + 1) * pixels].reduce(0, +) / Float(pixels)
    }
    return Tensor(shape: Shape(channels, 1, 1), elements: means)
  }
}
