import COpenBLAS

/// A linear prediction of numbers from vectors, whose coefficients are kept small.
package struct RidgeRegression: Sendable {
  /// One for each entry of a vector.
  package let coefficients: [Double]
  package let intercept: Double

  /// Minimizes |y − X·w − b|² + penalty·|w|²; the intercept is not penalized.
  ///
  /// - Parameters:
  ///   - targets: y, a number for each vector.
  ///   - vectors: X, one a row.
  ///   - penalty: The larger, the smaller the coefficients.
  /// - Throws: `LinearAlgebraError`, if numbers are not finite, or the penalty is too small for vectors that
  ///   do not determine the coefficients.
  /// - Precondition: There are two vectors or more, as many targets, and the penalty is positive.
  package init(
    predicting targets: [Double], from vectors: Matrix, penalty: Double
  ) throws(LinearAlgebraError) {
    precondition(targets.count == vectors.rows, "\(targets.count) targets, \(vectors.rows) vectors")
    precondition(penalty > 0, "a penalty of \(penalty)")
    let moments = try Moments(of: vectors)
    let size = vectors.columns
    let target = targets.reduce(0, +) / Double(targets.count)
    var centred = vectors
    for row in 0..<vectors.rows {
      for column in 0..<size { centred[row, column] -= moments.mean[column] }
    }
    var normal = try centred.transposedTimes(centred)
    for index in 0..<size { normal[index, index] += penalty }
    let deviations = Matrix(
      rows: targets.count, columns: 1, elements: targets.map { $0 - target })
    var solution = try centred.transposedTimes(deviations).elements
    guard normal.elements.allSatisfy(\.isFinite) else { throw .notFinite(size: size) }
    var factors = normal.elements
    let failed = unsafe copenblas_solve(Int32(size), 1, &factors, &solution)
    guard failed == 0 else { throw .notPositive(size: size, minor: Int(failed)) }
    coefficients = solution
    intercept = target - zip(solution, moments.mean).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
