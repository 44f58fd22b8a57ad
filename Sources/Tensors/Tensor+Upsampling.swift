extension Tensor {
  /// Doubles both sides, each pixel becoming a square of four equal ones.
  ///
  /// - Precondition: The shape is C×H×W.
  /// - Complexity: O(C·H·W), into a new tensor four times as large.
  package func upsampled() -> Tensor {
    precondition(shape.extents.count == 3, "expected C×H×W, got \(shape)")
    let (channels, height, width) = (shape.extents[0], shape.extents[1], shape.extents[2])
    var doubled = [Float](repeating: 0, count: 4 * elements.count)
    unsafe doubled.withUnsafeMutableBufferPointer { doubled in
      // Channels lie one after another, so that all their rows can be taken as one run.
      for row in 0..<channels * height {
        let source = elements.span.extracting(row * width..<(row + 1) * width)
        let pair = unsafe UnsafeMutableBufferPointer(
          rebasing: doubled[4 * row * width..<4 * (row + 1) * width])
        for column in source.indices {
          unsafe pair[2 * column] = source[column]
          unsafe pair[2 * column + 1] = source[column]
          unsafe pair[2 * (width + column)] = source[column]
          unsafe pair[2 * (width + column) + 1] = source[column]
        }
      }
    }
    return Tensor(shape: Shape(channels, 2 * height, 2 * width), elements: doubled)
  }
}
