import CVectors

/// The second step of a block: components become products.
extension TileConvolution {
  /// Multiplies a block's components; `ahead` is how many floats further on the weights lie that this
  /// worker will need next, if they have to be brought from memory.
  func multiply(
    _ task: TileTask, _ wanted: Range<Int>, _ panels: Range<Int>,
    _ memory: UnsafeMutablePointer<Float>, ahead: Int? = nil
  ) {
    let products = unsafe products(of: task, memory)
    // Rows beyond the last tile hold what was there before: their sums are never looked at.
    let layout = unsafe row_product_layout(
      row_count: RowProduct.whole(task.tileCount), row_stride: task.row_stride,
      depth: weights.isNarrow ? task.input.stride : weights.depth,
      halves: weights.columns > VectorLayout.width ? 2 : 1, result_stride: task.columns)
    let count = summands.count / productCount
    unsafe withUnsafeTemporaryAllocation(of: RowProduct.Term.self, capacity: count) { terms in
      guard let first = unsafe UnsafePointer(terms.baseAddress) else { return }
      for product in wanted {
        let result = unsafe products + product * task.rows * task.columns
        for panel in panels {
          for index in 0..<count {
            let summand = summands[product * count + index]
            unsafe terms.initializeElement(
              at: index,
              to: RowProduct.Term(
                rows: UnsafePointer(memory) + summand.component * task.rows * task.row_stride,
                weights: weights.isNarrow
                  ? weights.narrow(matrix: summand.matrix)
                  : weights.panel(panel, matrix: summand.matrix)))
          }
          if weights.isNarrow {
            unsafe Processor.kernels.multiply_narrow_rows(first, count, layout, result)
          } else {
            unsafe Processor.kernels.multiply_rows(
              first, count, layout, ahead.map { unsafe first.pointee.weights + $0 },
              result + panel * VectorLayout.panel)
          }
        }
      }
    }
  }

  /// Products lie behind the components.
  func products(
    of task: TileTask, _ memory: UnsafeMutablePointer<Float>
  ) -> UnsafeMutablePointer<Float> {
    unsafe memory + scheme.componentCount * task.rows * task.row_stride
  }
}
