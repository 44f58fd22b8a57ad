import COpenBLAS
import Synchronization

/// OpenBLAS splits every product over one pool of threads, so it is given one caller at a time.
private let openBLAS = Mutex(())

/// The product of two row-major matrices of known sizes, computed by OpenBLAS.
///
/// Callers on several threads are safe and wait for each other: the cores are shared by the
/// threads of one product, not by several products.
package struct MatrixProduct: Hashable, Sendable {
  package let rows: Int
  package let columns: Int
  /// The extent that is summed over.
  package let depth: Int
  /// Whether the left matrix is stored depth × rows instead of rows × depth.
  package let leftIsTransposed: Bool

  /// Makes a product of matrices that are not empty.
  package init(rows: Int, columns: Int, depth: Int, leftIsTransposed: Bool = false) {
    precondition(
      rows > 0 && columns > 0 && depth > 0, "a product of \(rows)×\(depth) and \(depth)×\(columns)")
    self.rows = rows
    self.columns = columns
    self.depth = depth
    self.leftIsTransposed = leftIsTransposed
  }

  /// Writes alpha · left · right + beta · result to some columns of `result`.
  ///
  /// - Parameters:
  ///   - left: rows × depth, or depth × rows if transposed.
  ///   - right: depth × columns; it may be longer, the rest is not read.
  ///   - result: rows × width, of which `columns` columns are written.
  ///   - column: The first column written.
  ///   - width: The row length of `result`; `columns` if not given.
  ///   - alpha: Scales the product.
  ///   - beta: Scales what `result` holds; 0 ignores it, NaN included.
  package func write(
    _ left: [Float], _ right: [Float], to result: inout [Float], from column: Int = 0,
    width: Int? = nil, alpha: Float = 1, beta: Float = 0
  ) {
    let width = width ?? columns
    precondition(left.count == rows * depth, "\(left.count) elements left for \(rows)×\(depth)")
    precondition(
      right.count >= depth * columns, "\(right.count) elements right for \(depth)×\(columns)")
    precondition(result.count == rows * width, "\(result.count) elements for \(rows)×\(width)")
    precondition(
      column >= 0 && column + columns <= width, "columns from \(column) of a row of \(width)")
    unsafe left.withUnsafeBufferPointer { left in
      unsafe right.withUnsafeBufferPointer { right in
        unsafe result.withUnsafeMutableBufferPointer { result in
          let target = unsafe UnsafeMutableBufferPointer(rebasing: result[column...])
          openBLAS.withLock { _ in
            unsafe cblas_sgemm(
              CblasRowMajor, leftIsTransposed ? CblasTrans : CblasNoTrans, CblasNoTrans,
              blasint(rows), blasint(columns), blasint(depth), alpha, left.baseAddress,
              blasint(leftIsTransposed ? rows : depth), right.baseAddress, blasint(columns), beta,
              target.baseAddress, blasint(width))
          }
        }
      }
    }
  }

  /// How many threads one product is split over; at first, the number of cores.
  package static var threads: Int {
    get { openBLAS.withLock { _ in Int(openblas_get_num_threads()) } }
    set {
      precondition(newValue > 0, "\(newValue) threads")
      openBLAS.withLock { _ in openblas_set_num_threads(Int32(newValue)) }
    }
  }
}
