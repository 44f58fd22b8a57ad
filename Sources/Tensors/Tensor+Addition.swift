extension Tensor {
  /// Adds another map and sets sums below zero to zero: the end of a residual block.
  ///
  /// - Precondition: Both have the same shape.
  /// - Complexity: O(elements), in place; a NaN stays a NaN.
  package mutating func addThenRectify(_ other: Tensor) {
    precondition(shape == other.shape, "\(shape) and \(other.shape)")
    let addends = other.elements.span
    unsafe elements.withUnsafeMutableBufferPointer { elements in
      for index in addends.indices {
        let sum = unsafe elements[index] + addends[index]
        unsafe elements[index] = sum < 0 ? 0 : sum
      }
    }
  }
}
