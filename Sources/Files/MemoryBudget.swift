/// How much memory a file may ask for while it is read, so that a small file cannot ask for much.
///
/// Shared parts, repeated elements and compressed bytes let a file describe far more than its size.
/// A reader takes from here whatever it holds because a file says so.
package struct MemoryBudget: Sendable {
  /// A file asks for more memory than its size allows.
  package struct Exceeded: Error, Equatable, CustomStringConvertible {
    /// Bytes that may be held.
    package let limit: Int
    /// Bytes of the file.
    package let fileSize: Int

    package var description: String {
      "asks for more than \(limit) bytes of memory, too much for a file of \(fileSize)"
    }
  }

  /// Bytes that everything together may take up.
  package let limit: Int
  private let fileSize: Int
  private var used = 0

  /// The bytes that even the smallest file may ask for: 16 MiB.
  package static let allowance = 16 << 20

  /// Allows twice the file's size and the allowance: honest files need at most twice their size, when
  /// half precision is widened to single.
  ///
  /// - Parameters:
  ///   - fileSize: Bytes of the file.
  ///   - times: How many such budgets there are in one, for what is held again and again.
  ///   - allowance: Bytes that any file may ask for.
  package init(fileSize: Int, times: Int = 1, allowance: Int = allowance) {
    self.fileSize = fileSize
    let isCountable = fileSize <= (Int.max / times - allowance) / 2
    limit = isCountable ? times * (2 * fileSize + allowance) : .max
  }

  /// Bytes that may still be taken.
  package var left: Int { limit - used }

  /// Takes the bytes of `count` values of `size` bytes each.
  ///
  /// - Throws: `Exceeded`, also where the product cannot be counted; nothing is taken then.
  package mutating func take(_ count: Int, of size: Int = 1) throws(Exceeded) {
    let (bytes, overflows) = count.multipliedReportingOverflow(by: size)
    guard !overflows, count >= 0, bytes <= left else { throw exceeded }
    used += bytes
  }

  /// The error for a file that asks for too much.
  package var exceeded: Exceeded { Exceeded(limit: limit, fileSize: fileSize) }
}
