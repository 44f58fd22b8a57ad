import Glibc

/// What a file or folder is known by, whatever its names are.
package struct Inode: Hashable, Sendable {
  private let device: dev_t
  private let number: ino_t

  /// Looks at the file or folder of a name, links followed; nil where there is none.
  package init?(of path: String) {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    (device, number) = (status.st_dev, status.st_ino)
  }
}
