import Glibc

/// Standard output and standard error.
package enum StandardStream: Int32, Sendable {
  case output = 1
  case errors = 2

  /// Why nothing more can be written.
  package enum Failure: Error, Equatable {
    /// The reader of a pipe has closed it.
    case closed
    case unwritable(reason: String)
  }

  /// Writes all bytes at once, so that nothing is left for the end.
  package func write(_ bytes: [UInt8]) throws(Failure) {
    do {
      try Descriptor.write(bytes, to: rawValue)
    } catch {
      throw error.number == EPIPE ? .closed : .unwritable(reason: error.reason)
    }
  }
}
