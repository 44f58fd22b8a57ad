/// The directions in which vectors vary most.
package struct PrincipalComponents: Sendable {
  /// The variance along each, falling.
  package let variances: [Double]
  /// One a row, of length 1, in the order of the variances.
  package let directions: Matrix
  private let mean: [Double]

  /// Finds the first components of vectors by their moments.
  ///
  /// - Throws: `LinearAlgebraError`.
  /// - Precondition: There are as many.
  package init(_ count: Int, of moments: Moments) throws(LinearAlgebraError) {
    let system = try Eigensystem(of: moments.covariance)
    precondition(count <= system.values.count, "\(count) of \(system.values.count) components")
    mean = moments.mean
    variances = system.values.reversed().prefix(count).map { max(0, $0) }
    directions = Matrix(
      rows: count, columns: mean.count,
      elements: (0..<count).flatMap { system.vectors.row(system.values.count - 1 - $0) })
  }

  /// The coordinates of vectors along the components: a row for each row.
  ///
  /// - Throws: `LinearAlgebraError.noLibrary`.
  package func coordinates(of vectors: Matrix) throws(LinearAlgebraError) -> Matrix {
    var centred = vectors
    for row in 0..<vectors.rows {
      for column in mean.indices { centred[row, column] -= mean[column] }
    }
    return try centred.times(directions.transposed)
  }
}
