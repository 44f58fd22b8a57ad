extension Tensor {
  /// Lays out, for each output pixel of a convolution, the inputs under its kernel (im2col).
  ///
  /// The matrix has one row for each channel and kernel position, in the order of a convolution's
  /// weights, and one column for each output pixel of the given rows.
  ///
  /// - Parameters:
  ///   - kernel: Pixels along a side of the square kernel.
  ///   - stride: How far apart the kernel's places are; where they do not come out even, the last
  ///     rows and columns of the map are left out, as in PyTorch.
  ///   - padding: Zeros around the map, on each side.
  ///   - rows: The output rows wanted; bands of rows bound the memory.
  ///   - patches: Receives the matrix from its start; elements after it are left alone.
  /// - Precondition: The shape is C×H×W and `patches` holds C·kernel² · rows · output width.
  /// - Complexity: O(C·kernel²) for each output pixel.
  package func copyPatches(
    kernel: Int, stride: Int = 1, padding: Int, rows: Range<Int>, to patches: inout [Float]
  ) {
    precondition(shape.extents.count == 3, "expected C×H×W, got \(shape)")
    let (channels, height, width) = (shape.extents[0], shape.extents[1], shape.extents[2])
    let outputWidth = (width + 2 * padding - kernel) / stride + 1
    precondition(
      rows.lowerBound >= 0 && rows.upperBound <= (height + 2 * padding - kernel) / stride + 1,
      "rows \(rows) of a \(shape) with stride \(stride), padding \(padding), kernel \(kernel)")
    let count = channels * kernel * kernel * rows.count * outputWidth
    precondition(patches.count >= count, "\(patches.count) elements for \(count) in patches")
    unsafe patches.withUnsafeMutableBufferPointer { patches in
      var start = 0
      for channel in 0..<channels {
        for kernelRow in 0..<kernel {
          for kernelColumn in 0..<kernel {
            // Output columns whose input lies inside the map; those beside it see the padding.
            let first = min(max(padding - kernelColumn + stride - 1, 0) / stride, outputWidth)
            let room = max(width + padding - kernelColumn + stride - 1, 0)
            let end = max(min(room / stride, outputWidth), first)
            let firstInput = first * stride + kernelColumn - padding
            for row in rows {
              let target = unsafe UnsafeMutableBufferPointer(
                rebasing: patches[start..<start + outputWidth])
              start += outputWidth
              let inputRow = row * stride + kernelRow - padding
              guard (0..<height).contains(inputRow), first < end else {
                unsafe target.update(repeating: 0)
                continue
              }
              let source = elements.span.extracting(
                ((channel * height + inputRow) * width + firstInput)...)
              for column in 0..<first { unsafe target[column] = 0 }
              if stride == 1 {
                for column in first..<end { unsafe target[column] = source[column - first] }
              } else {
                for column in first..<end {
                  unsafe target[column] = source[(column - first) * stride]
                }
              }
              for column in end..<outputWidth { unsafe target[column] = 0 }
            }
          }
        }
      }
    }
  }
}
