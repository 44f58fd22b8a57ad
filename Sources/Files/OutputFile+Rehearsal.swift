import Glibc

extension OutputFile {
  /// Refuses a file that could not be written, before the work that is to fill it; nothing is left behind.
  ///
  /// - Throws: `OutputError`, which names the path.
  package static func rehearse(_ path: String) throws(OutputError) {
    var status = stat()
    let kind = unsafe stat(path, &status) == 0 ? status.st_mode & S_IFMT : S_IFREG
    // A pipe would wait for its reader.
    guard !isOpenFile(path), kind == S_IFREG || kind == S_IFDIR else { return }
    _ = try OutputFile(path)
  }
}

extension Folder {
  /// Refuses a folder that could not be made, or written into, before the work that is to fill it.
  ///
  /// - Throws: `OutputError.noFolder`, which names the path.
  package static func rehearse(_ path: String) throws(OutputError) {
    var existing = path[...]
    var status = stat()
    while unsafe stat(String(existing), &status) != 0 {
      let error = SystemError()
      guard error.number == ENOENT else { throw .noFolder(path, reason: error.reason) }
      guard let parent = parent(of: existing) else {
        // A relative path without a folder in it.
        existing = "."
        continue
      }
      existing = parent
    }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      throw .noFolder(path, reason: SystemError(ENOTDIR).reason)
    }
    guard unsafe faccessat(AT_FDCWD, String(existing), W_OK | X_OK, AT_EACCESS) == 0 else {
      throw .noFolder(path, reason: SystemError().reason)
    }
  }
}
