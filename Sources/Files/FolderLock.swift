import Glibc

/// A lock on a folder, which one process holds until it ends or lets go.
///
/// It is a lock on a file in the folder, which is left there: whoever removed it could remove another
/// one's.
package final class FolderLock {
  private let descriptor: Int32

  /// Takes the lock.
  ///
  /// - Parameters:
  ///   - folder: A folder that exists.
  ///   - isPatient: Whether to wait for a process that has it.
  /// - Returns: Nil where another process has it. A file system without locks gives it to everybody.
  /// - Throws: `OutputError`, if the lock's file cannot be made.
  package static func take(
    _ folder: String, isPatient: Bool = false
  ) throws(OutputError) -> FolderLock? {
    let path = "\(folder)/.lock"
    let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o666)
    guard descriptor >= 0 else { throw .unwritable(path, reason: SystemError().reason) }
    while flock(descriptor, isPatient ? LOCK_EX : LOCK_EX | LOCK_NB) != 0 {
      if errno == EINTR { continue }
      guard errno == EWOULDBLOCK else { break }
      close(descriptor)
      return nil
    }
    return FolderLock(descriptor)
  }

  private init(_ descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }
}
