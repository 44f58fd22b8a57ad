import CVectors

/// Products of a few rows with a panel of weights: where the engine spends its time.
///
/// A row is the units of a pixel or of a transformed tile. While a vector of weights is in a register,
/// it is multiplied with all rows, each of whose numbers is spread over a vector; the sums stay in
/// registers until all inputs are through. So each sum adds up its products in the order of the
/// inputs, whatever other rows there are: a row gives the same bits in any company.
enum RowProduct {
  /// What rows are multiplied with: one of the summands of a product.
  typealias Term = row_product_term

  /// Rows are computed in groups of at most so many: as many as leave registers for the weights.
  static let largestGroup = 12
  private static let middleGroup = 8
  /// Rows are always a multiple of so many.
  static let smallestGroup = 4

  /// The number of rows that are computed for some.
  static func whole(_ rows: Int) -> Int {
    (rows + smallestGroup - 1) / smallestGroup * smallestGroup
  }

  /// Whether there are registers for twelve rows of two vectors each.
  private static let hasManyRegisters = vector_register_count() >= 32

  /// Multiplies rows with a panel, and adds the terms up.
  ///
  /// - Parameters:
  ///   - terms: One or more.
  ///   - rowCount: A multiple of `smallestGroup`.
  ///   - rowStride: Floats from one row to the next.
  ///   - depth: Numbers in a row.
  ///   - halves: 1 if the panel's second half is empty, else 2.
  ///   - upcoming: The panel that comes after this one, if it has to be brought from memory.
  ///   - result: The first row of the result, 16 floats wide for each half.
  ///   - resultStride: Floats from one row of the result to the next.
  static func write(
    _ terms: UnsafeBufferPointer<Term>, rowCount: Int, rowStride: Int, depth: Int, halves: Int = 2,
    upcoming: UnsafePointer<Float>? = nil, to result: UnsafeMutablePointer<Float>, resultStride: Int
  ) {
    guard let first = terms.baseAddress else { return }
    let groups = (rowCount + largestGroup - 1) / largestGroup
    // Each group of rows asks for its share of the panel to come.
    let layout = row_product_layout(
      row_stride: rowStride, depth: depth, result_stride: resultStride,
      pace: max(1, VectorLayout.panel / groups))
    var row = 0
    while row < rowCount {
      let (skipped, target) = unsafe (row * rowStride, result + row * resultStride)
      let left = rowCount - row
      guard hasManyRegisters else {
        for half in 0..<halves {
          unsafe four_half_rows(
            first, terms.count, skipped, half, layout, nil, target + half * VectorLayout.width)
        }
        row += smallestGroup
        continue
      }
      if left >= largestGroup, halves == 1 {
        unsafe twelve_half_rows(first, terms.count, skipped, 0, layout, nil, target)
        row += largestGroup
      } else if left >= largestGroup, let upcoming = unsafe upcoming {
        let part = row / largestGroup * depth * VectorLayout.panel / groups
        unsafe twelve_rows_ahead(first, terms.count, skipped, 0, layout, upcoming + part, target)
        row += largestGroup
      } else if left >= largestGroup {
        unsafe twelve_rows(first, terms.count, skipped, 0, layout, nil, target)
        row += largestGroup
      } else if left >= middleGroup {
        unsafe eight_rows(first, terms.count, skipped, 0, layout, nil, target)
        row += middleGroup
      } else {
        unsafe four_rows(first, terms.count, skipped, 0, layout, nil, target)
        row += smallestGroup
      }
    }
  }
}
