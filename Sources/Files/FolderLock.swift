import Glibc

/// A lock on a folder, which one process holds until it ends or lets go.
///
/// It is a lock on a file in the folder, which is left there: whoever removed it could remove another
/// one's.
package final class FolderLock {
  package static let fileName = ".lock"

  private let descriptor: Int32

  /// Takes the lock.
  ///
  /// - Parameter folder: A folder that exists.
  /// - Returns: Nil where another process has it. A file system without locks gives it to everybody.
  /// - Throws: `OutputError`, if the lock's file cannot be made.
  package static func take(_ folder: String) throws(OutputError) -> FolderLock? {
    let path = "\(folder)/\(fileName)"
    let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o666)
    guard descriptor >= 0 else { throw .unwritable(path, reason: SystemError().reason) }
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      if errno == EINTR { continue }
      guard errno == EWOULDBLOCK else { break }
      close(descriptor)
      return nil
    }
    return FolderLock(descriptor)
  }

  /// Waits for whoever has the lock, and takes it.
  ///
  /// - Parameters:
  ///   - folder: A folder that exists.
  ///   - isCancelled: Asked ten times a second.
  /// - Returns: Nil when cancelled.
  /// - Throws: `OutputError`, if the lock's file cannot be made.
  package static func await(
    _ folder: String, isCancelled: () -> Bool
  ) throws(OutputError) -> FolderLock? {
    while !isCancelled() {
      if let lock = try take(folder) { return lock }
      usleep(100_000)
    }
    return nil
  }

  private init(_ descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }
}
