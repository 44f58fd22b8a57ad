extension Tensor {
  /// Adds up the patches that a transposed convolution makes of each input pixel (col2im).
  ///
  /// - Parameters:
  ///   - patches: One row for each output channel and kernel position, one column for each input
  ///     pixel.
  ///   - height: Rows of the input map.
  ///   - width: Columns of the input map.
  ///   - kernel: Pixels along a side of the square kernel.
  ///   - stride: How far apart two neighbouring patches lie in the output.
  ///   - padding: How much of each side of the sum is cut off.
  ///   - shape: The output, C×H×W.
  /// - Complexity: O(C·kernel²) for each input pixel.
  package init(
    summing patches: [Float], height: Int, width: Int, kernel: Int, stride: Int, padding: Int,
    shape: Shape
  ) {
    precondition(shape.extents.count == 3, "expected C×H×W, got \(shape)")
    let (channels, outputHeight, outputWidth) = (
      shape.extents[0], shape.extents[1], shape.extents[2]
    )
    precondition(
      outputHeight == (height - 1) * stride - 2 * padding + kernel
        && outputWidth == (width - 1) * stride - 2 * padding + kernel,
      "\(shape) from \(height)×\(width), kernel \(kernel), stride \(stride), padding \(padding)")
    precondition(
      patches.count == channels * kernel * kernel * height * width,
      "\(patches.count) elements in patches for \(shape)")
    var sums = [Float](repeating: 0, count: shape.count)
    unsafe sums.withUnsafeMutableBufferPointer { sums in
      var start = 0
      for channel in 0..<channels {
        for kernelRow in 0..<kernel {
          for kernelColumn in 0..<kernel {
            // Input columns whose output column kernelColumn + stride·column − padding exists.
            let first = min(max((padding - kernelColumn + stride - 1) / stride, 0), width)
            let room = outputWidth + padding - kernelColumn
            let end = max(min((room + stride - 1) / stride, width), first)
            let offset = kernelColumn - padding
            for row in 0..<height {
              let source = patches.span.extracting(start..<start + width)
              start += width
              let outputRow = kernelRow + stride * row - padding
              guard (0..<outputHeight).contains(outputRow) else { continue }
              let rowStart = (channel * outputHeight + outputRow) * outputWidth
              let target = unsafe UnsafeMutableBufferPointer(
                rebasing: sums[rowStart..<rowStart + outputWidth])
              for column in first..<end {
                unsafe target[offset + stride * column] += source[column]
              }
            }
          }
        }
      }
    }
    self.init(shape: shape, elements: sums)
  }
}
