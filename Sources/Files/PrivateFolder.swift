import Glibc

/// A folder of files that only their owner may read.
///
/// It stays open, and no link in it is followed.
package final class PrivateFolder: Sendable {
  package let path: String
  let descriptor: Int32

  /// Opens a folder.
  ///
  /// - Parameters:
  ///   - path: The folder.
  ///   - isAmongOthers: Whether anybody may make folders where it lies, as in `/tmp`: then it has to be
  ///     the user's own, and closed to others from the beginning.
  ///   - isToBeWritten: Whether it is made where it is missing, and those above it.
  /// - Throws: `OutputError`, also where no file can be made in a folder that is to be written.
  package init(
    _ path: String, isAmongOthers: Bool, isToBeWritten: Bool = true
  ) throws(OutputError) {
    if isToBeWritten {
      // Among others, the folder above is the system's.
      if isAmongOthers {
        _ = unsafe mkdir(path, 0o700)
      } else {
        try Folder.make(path, permissions: 0o700)
      }
    }
    self.path = path
    descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else {
      let error = SystemError()
      var status = stat()
      let isLink = unsafe lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
      throw .unwritable(path, reason: isLink ? "a symbolic link, expected a folder" : error.reason)
    }
    do throws(SystemError) {
      let status = try Descriptor.status(descriptor)
      guard !isAmongOthers || status.st_uid == geteuid() && status.st_mode & 0o077 == 0 else {
        throw SystemError(EPERM)
      }
      if isToBeWritten, status.st_uid == geteuid(), status.st_mode & 0o077 != 0 {
        fchmod(descriptor, 0o700)
      }
      let isWritable = unsafe faccessat(descriptor, ".", W_OK | X_OK, AT_EACCESS) == 0
      guard isWritable || !isToBeWritten else { throw SystemError() }
    } catch {
      // An initializer of a class that fails runs no deinit before all fields are set.
      close(descriptor)
      throw .unwritable(path, reason: error.reason)
    }
  }

  deinit { close(descriptor) }

  /// The names in the folder, in no particular order.
  package var names: [String] { (try? InputFolder.names(in: path)) ?? [] }

  /// All bytes of a regular file of at most `limit` bytes; a link is none.
  package func bytes(of name: String, limit: Int) throws(InputError) -> [UInt8] {
    try InputFile(name: name, in: descriptor).bytes(limit: limit)
  }

  /// When a regular file was changed, in seconds since 1970; nil where there is none.
  package func changeTime(of name: String) -> Int? {
    var status = stat()
    guard unsafe fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0,
      status.st_mode & S_IFMT == S_IFREG
    else { return nil }
    return status.st_mtim.tv_sec
  }

  /// Whether a program that has not ended holds a file open as its own.
  package func isHeld(_ name: String) -> Bool {
    let file = unsafe openat(descriptor, name, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC)
    guard file >= 0 else { return false }
    defer { close(file) }
    return flock(file, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK
  }

  /// Whether a regular file holds nothing.
  package func isEmpty(_ name: String) -> Bool {
    var status = stat()
    return unsafe fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0
      && status.st_mode & S_IFMT == S_IFREG && status.st_size == 0
  }

  /// Gives a file another name, if that is free.
  ///
  /// - Returns: Whether the file has it.
  package func rename(_ name: String, to other: String) -> Bool {
    guard unsafe linkat(descriptor, name, descriptor, other, 0) == 0 else { return false }
    remove(name)
    return true
  }

  /// Removes a file; one that somebody has already removed is what we want.
  package func remove(_ name: String) { _ = unsafe unlinkat(descriptor, name, 0) }
}
