extension Tensor {
  /// Multiplies each of the outermost slices by a factor of its own, in place.
  ///
  /// The slices are the channels of a map, or the kernels of a convolution that make one unit.
  ///
  /// - Precondition: There are as many factors as the first extent counts.
  /// - Complexity: O(elements).
  package mutating func scaleSlices(by factors: [Float]) {
    precondition(factors.count == shape.extents.first, "\(factors.count) factors for \(shape)")
    let length = shape.count / factors.count
    unsafe elements.withUnsafeMutableBufferPointer { elements in
      for (index, factor) in factors.enumerated() {
        let slice = unsafe UnsafeMutableBufferPointer(
          rebasing: elements[index * length..<(index + 1) * length])
        for position in slice.indices { unsafe slice[position] *= factor }
      }
    }
  }

  /// Multiplies the kernels that make each unit of a transposed convolution by the unit's factor, in
  /// place.
  ///
  /// - Precondition: The shape is inputs × outputs × rows × columns, with one factor an output.
  /// - Complexity: O(elements).
  package mutating func scaleKernels(by factors: [Float]) {
    precondition(
      shape.extents.count == 4 && factors.count == shape.extents[1],
      "\(factors.count) factors for \(shape)")
    let length = shape.extents[2] * shape.extents[3]
    unsafe elements.withUnsafeMutableBufferPointer { elements in
      for kernel in 0..<elements.count / length {
        let factor = factors[kernel % factors.count]
        for position in kernel * length..<(kernel + 1) * length {
          unsafe elements[position] *= factor
        }
      }
    }
  }
}
