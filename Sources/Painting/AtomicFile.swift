import Glibc

/// Writes whole files: a reader sees the old content or the new, never a part.
package enum AtomicFile {
  /// Why a file could not be written; the old one, if any, is as it was.
  package struct Failure: Error, Equatable, CustomStringConvertible {
    package let path: String
    package let reason: String
    package init(path: String, reason: String) { (self.path, self.reason) = (path, reason) }

    package var description: String { "cannot write \(path): \(reason)" }
  }

  /// Writes to a new file beside `path`, forces it to disk, and renames it over `path`.
  package static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
    do {
      try write(to: path) { append in try append(bytes) }
    } catch let failure as Failure {
      throw failure
    } catch {
      preconditionFailure("\(error), though only files can fail here")
    }
  }

  /// Writes a file piece by piece, as `write(_:to:)` does with a single one.
  ///
  /// - Parameters:
  ///   - path: The file to replace.
  ///   - body: Hands the pieces over, in order.
  /// - Throws: `Failure`, or what `body` throws; the old file is as it was then.
  package static func write(
    to path: String, _ body: (_ append: ([UInt8]) throws -> Void) throws -> Void
  ) throws {
    let temporary = "\(path).\(String(UInt64.random(in: 0 ... .max), radix: 36))"
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC
    let descriptor = unsafe open(temporary, flags, 0o666)
    guard descriptor >= 0 else { throw failure(path) }
    do {
      defer { close(descriptor) }
      try body { bytes in try append(bytes, to: descriptor, for: path) }
      guard fsync(descriptor) == 0 else { throw failure(path) }
    } catch {
      unsafe unlink(temporary)
      throw error
    }
    guard unsafe rename(temporary, path) == 0 else {
      let error = failure(path)
      unsafe unlink(temporary)
      throw error
    }
  }

  private static func append(
    _ bytes: [UInt8], to descriptor: Int32, for path: String
  ) throws(Failure) {
    var offset = 0
    while offset < bytes.count {
      let written = unsafe bytes[offset...].withUnsafeBytes { rest in
        unsafe Glibc.write(descriptor, rest.baseAddress, rest.count)
      }
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else { throw failure(path) }
      offset += written
    }
  }

  private static func failure(_ path: String) -> Failure {
    Failure(path: path, reason: unsafe String(cString: strerror(errno)))
  }
}
