/// Why a matrix has no answer.
package enum LinearAlgebraError: Error, Equatable {
  /// OpenBLAS cannot be loaded.
  case noLibrary(String)
  /// A matrix of this size has an infinity, or what is no number.
  case notFinite(size: Int)
  /// So many eigenvalues of a matrix of this size were not found.
  case notConverged(size: Int, count: Int)
  /// The matrix is not positive definite; the order of the first leading minor that shows it.
  case notPositive(size: Int, minor: Int)
}

extension LinearAlgebraError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .noLibrary(let reason):
      "OpenBLAS cannot be loaded: \(reason); expected libopenblas.so.0 (Debian: apt install libopenblas0)"
    case .notFinite(let size):
      "a matrix of \(size)×\(size) has numbers that are not finite"
    case .notConverged(let size, let count):
      "\(count) of \(size) eigenvalues did not converge"
    case .notPositive(let size, let minor):
      "a matrix of \(size)×\(size) is not positive definite: its leading minor \(minor) is not positive"
    }
  }
}
