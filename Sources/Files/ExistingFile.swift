import Glibc

/// Tells what would be lost if a file were written.
package enum ExistingFile {
  /// Whether a regular file with something in it stands under a name, links followed.
  ///
  /// An empty file, as mktemp makes it, is nobody's loss; devices and pipes are not replaced.
  package static func isLost(_ path: String) -> Bool {
    guard !OutputFile.isOpenFile(path) else { return false }
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
      && status.st_size > 0
  }
}
