import Glibc

/// A file of a private folder to which this program adds, and which it holds until it ends.
///
/// Another program may take the file away by giving it another name; `isInPlace` tells.
package final class AppendedFile {
  /// The ending of a file that is written whole and takes the name of another one then.
  package static let partEnding = ".part"

  package let folder: PrivateFolder
  package private(set) var name: String
  private let descriptor: Int32
  /// Bytes that were written.
  package private(set) var count = 0

  /// Makes a file.
  ///
  /// - Throws: `OutputError.exists` where something has the name, else why there is no file.
  package init(_ name: String, in folder: PrivateFolder) throws(OutputError) {
    (self.name, self.folder) = (name, folder)
    let flags = O_WRONLY | O_APPEND | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    descriptor = unsafe openat(folder.descriptor, name, flags, 0o600)
    guard descriptor >= 0 else {
      let path = "\(folder.path)/\(name)"
      throw errno == EEXIST ? .exists(path) : .unwritable(path, reason: SystemError().reason)
    }
    // A file system without locks has no take-over that asks. Who looks for journals of others has the
    // lock for a moment, between the file's name and this; who keeps it has taken the file over.
    var attempts = 20
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK || errno == EINTR,
      attempts > 0
    {
      attempts -= 1
      usleep(5000)
    }
  }

  deinit { close(descriptor) }

  package var path: String { "\(folder.path)/\(name)" }

  /// Whether the file still has its name.
  package var isInPlace: Bool {
    var (own, named) = (stat(), stat())
    return unsafe fstat(descriptor, &own) == 0
      && fstatat(folder.descriptor, name, &named, AT_SYMLINK_NOFOLLOW) == 0
      && own.st_ino == named.st_ino && own.st_dev == named.st_dev
  }

  /// Whether the file has any name.
  package var hasName: Bool {
    var status = stat()
    return unsafe fstat(descriptor, &status) == 0 && status.st_nlink > 0
  }

  /// Adds bytes, all of them or none.
  package func append(_ bytes: [UInt8]) throws(OutputError) {
    do {
      try Descriptor.write(bytes, to: descriptor)
      count += bytes.count
    } catch {
      _ = ftruncate(descriptor, off_t(count))
      throw .unwritable(path, reason: error.reason)
    }
  }

  /// Forces what was added to disk.
  package func synchronize() throws(OutputError) {
    guard fdatasync(descriptor) == 0 || errno == EINVAL else {
      throw .unwritable(path, reason: SystemError().reason)
    }
  }

  /// Makes a file that takes the name of this one when it is on disk.
  ///
  /// - Parameter body: Writes the file.
  /// - Returns: The new file.
  /// - Throws: `OutputError`; this file is as it was then.
  package func replaced(
    by body: (AppendedFile) throws(OutputError) -> Void
  ) throws(OutputError) -> AppendedFile {
    let part = "\(name)\(Self.partEnding)"
    folder.remove(part)
    let file = try AppendedFile(part, in: folder)
    do {
      try body(file)
      try file.synchronize()
      try file.take(name)
      return file
    } catch {
      file.remove()
      throw error
    }
  }

  /// Takes a name, in place of a file that has it, and forces that to disk.
  private func take(_ name: String) throws(OutputError) {
    guard unsafe renameat(folder.descriptor, self.name, folder.descriptor, name) == 0 else {
      throw .unwritable(path, reason: SystemError().reason)
    }
    self.name = name
    settle()
  }

  /// Forces the name to disk.
  package func settle() { fsync(folder.descriptor) }

  /// Removes the file, unless its name is another one's by now.
  package func remove() { if isInPlace { folder.remove(name) } }
}
