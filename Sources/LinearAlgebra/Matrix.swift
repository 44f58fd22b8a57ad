import COpenBLAS

/// A matrix of numbers in double precision, row by row.
package struct Matrix: Equatable, Sendable {
  package let rows: Int
  package let columns: Int
  package private(set) var elements: [Double]

  /// Takes the elements of all rows, one row after another.
  package init(rows: Int, columns: Int, elements: [Double]) {
    precondition(
      elements.count == rows * columns, "\(elements.count) elements for \(rows)×\(columns)")
    self.rows = rows
    self.columns = columns
    self.elements = elements
  }

  /// A matrix of zeros.
  package init(rows: Int, columns: Int) {
    self.init(rows: rows, columns: columns, elements: Array(repeating: 0, count: rows * columns))
  }

  /// Some rows of numbers in single precision.
  ///
  /// - Precondition: There is a row, and all have the same length.
  package init(rows: [[Float]]) {
    precondition(!rows.isEmpty, "a matrix without rows")
    self.init(
      rows: rows.count, columns: rows[0].count, elements: rows.flatMap { $0.map(Double.init) })
  }

  package subscript(row: Int, column: Int) -> Double {
    get { elements[row * columns + column] }
    set { elements[row * columns + column] = newValue }
  }

  /// The numbers of a row.
  package func row(_ index: Int) -> ArraySlice<Double> {
    elements[index * columns..<(index + 1) * columns]
  }

  /// The matrix with rows and columns exchanged.
  package var transposed: Matrix {
    var result = Matrix(rows: columns, columns: rows)
    for row in 0..<rows {
      for column in 0..<columns { result[column, row] = self[row, column] }
    }
    return result
  }

  /// The sum of the diagonal.
  package var trace: Double { (0..<min(rows, columns)).reduce(0) { $0 + self[$1, $1] } }

  /// This matrix times another one.
  ///
  /// - Throws: `LinearAlgebraError.noLibrary`.
  /// - Precondition: The other one has a row for each column of this one.
  package func times(_ other: Matrix) throws(LinearAlgebraError) -> Matrix {
    precondition(columns == other.rows, "\(rows)×\(columns) times \(other.rows)×\(other.columns)")
    return try product(other, transposed: false, rows: rows, inner: columns)
  }

  /// This matrix's transpose times another one.
  ///
  /// - Throws: `LinearAlgebraError.noLibrary`.
  /// - Precondition: Both have as many rows.
  package func transposedTimes(_ other: Matrix) throws(LinearAlgebraError) -> Matrix {
    precondition(rows == other.rows, "\(rows) rows and \(other.rows)")
    return try product(other, transposed: true, rows: columns, inner: rows)
  }

  private func product(
    _ other: Matrix, transposed: Bool, rows: Int, inner: Int
  ) throws(LinearAlgebraError) -> Matrix {
    var result = Matrix(rows: rows, columns: other.columns)
    guard inner > 0, !result.elements.isEmpty else { return result }
    try OpenBLAS.load()
    unsafe copenblas_multiply(
      transposed, Int32(rows), Int32(inner), Int32(other.columns), elements, other.elements,
      &result.elements)
    return result
  }
}
