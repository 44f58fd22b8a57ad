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

  /// Rows are computed in groups of at most so many.
  static let largestGroup = Int(largest_row_group)
  /// Rows are always a multiple of so many.
  static let smallestGroup = Int(smallest_row_group)

  /// The number of rows that are computed for some.
  static func whole(_ rows: Int) -> Int {
    (rows + smallestGroup - 1) / smallestGroup * smallestGroup
  }
}
