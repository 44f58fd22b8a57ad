/// The mean and the covariance of many vectors.
package struct Moments: Sendable {
  /// How many vectors there were.
  package let count: Int
  package let mean: [Double]
  /// Divided by the count less one.
  package let covariance: Matrix

  /// Takes the vectors, one a row.
  ///
  /// - Throws: `LinearAlgebraError.noLibrary`.
  /// - Precondition: There are two or more.
  package init(of vectors: Matrix) throws(LinearAlgebraError) {
    precondition(vectors.rows > 1, "\(vectors.rows) vectors")
    let count = vectors.rows
    var mean = [Double](repeating: 0, count: vectors.columns)
    for row in 0..<count {
      for (column, value) in vectors.row(row).enumerated() { mean[column] += value }
    }
    for column in mean.indices { mean[column] /= Double(count) }
    var centred = vectors
    for row in 0..<count {
      for column in mean.indices { centred[row, column] -= mean[column] }
    }
    var covariance = try centred.transposedTimes(centred)
    for row in 0..<covariance.rows {
      for column in 0..<covariance.columns { covariance[row, column] /= Double(count - 1) }
    }
    (self.count, self.mean, self.covariance) = (count, mean, covariance)
  }

  /// The squared Fréchet distance between the normal distributions that have these moments.
  ///
  /// |m₁ − m₂|² + tr(S₁ + S₂ − 2 (S₁S₂)^½), as Heusel et al. 2017 take it for pictures. The trace of the
  /// root is taken of S₁^½ S₂ S₁^½, which is symmetric and has the same eigenvalues as S₁S₂.
  ///
  /// - Throws: `LinearAlgebraError`.
  /// - Precondition: The vectors of both have the same length.
  package func frechetDistance(to other: Moments) throws(LinearAlgebraError) -> Double {
    precondition(mean.count == other.mean.count, "\(mean.count) features and \(other.mean.count)")
    let apart = zip(mean, other.mean).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    let root = try Eigensystem(of: covariance).squareRoot()
    let shared = try Eigensystem(of: root.times(other.covariance).times(root))
    let overlap = shared.values.reduce(0) { $0 + max(0, $1).squareRoot() }
    return apart + covariance.trace + other.covariance.trace - 2 * overlap
  }
}
