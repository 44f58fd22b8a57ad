import Glibc

/// Tells whether folders exist, and makes them before files are written into them.
package enum Folder {
  /// Whether there is a folder at a path.
  package static func exists(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Whether two paths lead to one folder or file.
  package static func isSame(_ path: String, _ other: String) -> Bool {
    guard let inode = Inode(of: path) else { return false }
    return inode == Inode(of: other)
  }

  /// Moves a folder to a name that nothing has, at once.
  package static func move(_ path: String, to target: String) throws(OutputError) {
    guard unsafe rename(path, target) == 0 else {
      throw .unwritable(target, reason: SystemError().reason)
    }
  }

  /// Removes a folder or file with all that is in it; links in it are not followed.
  package static func remove(_ path: String) throws(OutputError) {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      guard unsafe unlink(path) == 0 || errno == ENOENT else {
        throw .unwritable(path, reason: SystemError().reason)
      }
      return
    }
    for name in (try? InputFolder.names(in: path)) ?? [] { try remove("\(path)/\(name)") }
    guard unsafe rmdir(path) == 0 || errno == ENOENT else {
      throw .unwritable(path, reason: SystemError().reason)
    }
  }

  /// Removes a folder in which nothing is.
  package static func removeIfEmpty(_ path: String) { _ = unsafe rmdir(path) }

  /// Makes a folder and those above it; one that is there stays as it is.
  ///
  /// - Parameters:
  ///   - path: The folder.
  ///   - permissions: Those of new folders, less the umask.
  /// - Throws: `OutputError.noFolder`.
  package static func make(_ path: String, permissions: UInt32 = 0o777) throws(OutputError) {
    do {
      try make(path[...], permissions)
    } catch {
      throw .noFolder(path, reason: error.reason)
    }
  }

  private static func make(_ path: Substring, _ permissions: UInt32) throws(SystemError) {
    if unsafe mkdir(String(path), permissions) == 0 { return }
    var error = SystemError()
    if error.number == ENOENT, let parent = parent(of: path) {
      try make(parent, permissions)
      if unsafe mkdir(String(path), permissions) == 0 { return }
      error = SystemError()
    }
    guard error.number == EEXIST else { throw error }
    var status = stat()
    guard unsafe stat(String(path), &status) == 0 else { throw SystemError() }
    guard status.st_mode & S_IFMT == S_IFDIR else { throw SystemError(ENOTDIR) }
  }

  /// The path up to its last slash; nil where that is all there is.
  static func parent(of path: Substring) -> Substring? {
    let slash = UInt8(ascii: "/")
    guard let end = path.utf8.lastIndex(where: { $0 != slash }),
      let last = path[...end].utf8.lastIndex(of: slash)
    else { return nil }
    return last == path.startIndex ? path[...last] : path[..<last]
  }
}
