import Glibc

/// A file that stays open for reading, whatever happens to its name.
final class OpenFile: Sendable {
  /// Its size when it was opened.
  let count: Int
  private let descriptor: Int32

  /// Opens a regular file; a pipe or a device would be read for ever.
  init(_ path: String) throws(CheckpointError) {
    // Without O_NONBLOCK the opening of a pipe would wait for somebody to write to it.
    descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw errno == ENOENT
        ? .missingFile(path)
        : .unreadableFile(path, reason: unsafe String(cString: strerror(errno)).lowercased())
    }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      // An initializer of a class that fails runs no deinit before all fields are set.
      close(descriptor)
      throw .unreadableFile(path, reason: "not a regular file")
    }
    count = Int(status.st_size)
  }

  deinit { close(descriptor) }

  /// Fills a buffer with the bytes from `offset` on.
  ///
  /// - Returns: How many bytes the file still had, if it was cut meanwhile or cannot be read.
  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) -> Int {
    var filled = 0
    while filled < buffer.count {
      let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
      let count = unsafe pread(descriptor, rest.baseAddress, rest.count, off_t(offset + filled))
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { break }
      filled += count
    }
    return filled
  }
}
