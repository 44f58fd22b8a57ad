import COpenBLAS

/// The eigenvalues and eigenvectors of a symmetric matrix.
package struct Eigensystem: Sendable {
  /// Rising.
  package let values: [Double]
  /// One a row, of length 1, in the order of the values.
  package let vectors: Matrix

  /// Decomposes a matrix, of which the lower triangle is read.
  ///
  /// - Throws: `LinearAlgebraError`, if the library is missing or numbers are not finite.
  /// - Precondition: The matrix is square.
  package init(of matrix: Matrix) throws(LinearAlgebraError) {
    precondition(matrix.rows == matrix.columns, "\(matrix.rows)×\(matrix.columns) is not square")
    let size = matrix.rows
    // LAPACK does not look for numbers that are not finite, and may not return.
    guard matrix.elements.allSatisfy(\.isFinite) else { throw .notFinite(size: size) }
    try OpenBLAS.load()
    var vectors = matrix.elements
    var values = [Double](repeating: 0, count: size)
    let failed = size == 0 ? 0 : unsafe copenblas_decompose(Int32(size), &vectors, &values)
    guard failed == 0 else { throw .notConverged(size: size, count: Int(failed)) }
    self.values = values
    self.vectors = Matrix(rows: size, columns: size, elements: vectors)
  }

  /// The symmetric matrix whose square is the one that was decomposed; eigenvalues below 0, which
  /// rounding makes, count as 0.
  ///
  /// - Throws: `LinearAlgebraError.noLibrary`.
  package func squareRoot() throws(LinearAlgebraError) -> Matrix {
    var scaled = vectors
    for (row, value) in values.enumerated() {
      let scale = max(0, value).squareRoot()
      for column in 0..<vectors.columns { scaled[row, column] *= scale }
    }
    return try vectors.transposedTimes(scaled)
  }
}
