import Glibc

/// Tells whether folders exist, and makes them before files are written into them.
package enum Folder {
  /// Whether there is a folder at a path.
  package static func exists(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Whether two paths lead to one folder.
  package static func isSame(_ path: String, _ other: String) -> Bool {
    var (first, second) = (stat(), stat())
    return unsafe stat(path, &first) == 0 && stat(other, &second) == 0
      && first.st_ino == second.st_ino && first.st_dev == second.st_dev
  }

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
  private static func parent(of path: Substring) -> Substring? {
    let slash = UInt8(ascii: "/")
    guard let end = path.utf8.lastIndex(where: { $0 != slash }),
      let last = path[...end].utf8.lastIndex(of: slash), last > path.startIndex
    else { return nil }
    return path[..<last]
  }
}
