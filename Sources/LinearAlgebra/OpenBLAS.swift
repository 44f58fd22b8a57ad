import COpenBLAS

/// The LAPACK of OpenBLAS, which is loaded when the first matrix needs it.
enum OpenBLAS {
  /// More threads than these gain nothing at the sizes of feature covariances.
  private static let threads: Int32 = 2

  /// What became of loading it, once for all threads.
  private static let failure: LinearAlgebraError? = unsafe copenblas_load(threads).map {
    .noLibrary(unsafe String(cString: $0))
  }

  /// Makes sure that it is there.
  static func load() throws(LinearAlgebraError) {
    if let failure { throw failure }
  }
}
