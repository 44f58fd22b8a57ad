import Glibc

/// The folder in which a file will appear, and its name there.
///
/// The folder stays open, so that a long path is walked once, and a folder that is renamed meanwhile
/// is still the one that was meant.
package final class FolderEntry: Sendable {
  /// O_PATH, which Swift does not see: a folder that may not be read can be looked up in, too.
  private static let lookup: Int32 = 0o10_000_000
  /// How many links the system follows before it takes them for a loop.
  private static let linkLimit = 40

  let folder: Int32
  /// Bytes with a zero at the end, because the target of a link need not be UTF-8.
  let name: [CChar]

  /// Splits a path, which begins in an open folder if it is relative and has a zero behind it.
  private init(_ path: [CChar], from base: Int32) throws(SystemError) {
    let start = path.lastIndex(of: CChar(UInt8(ascii: "/"))).map { $0 + 1 } ?? 0
    name = Array(path[start...])
    // The slash belongs to the folder: that of "/file" is "/".
    let parent = start == 0 ? [CChar(UInt8(ascii: ".")), 0] : path[..<start] + [0]
    folder = unsafe openat(base, parent, Self.lookup | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw SystemError() }
  }

  deinit { close(folder) }

  /// Finds the place that a path names; there need not be a file.
  package static func find(
    _ path: String, followingLinks: Bool
  ) throws(SystemError) -> FolderEntry {
    guard !path.isEmpty else { throw SystemError(ENOENT) }
    var place = try FolderEntry(Array(path.utf8CString), from: AT_FDCWD)
    for _ in 0...linkLimit {
      guard followingLinks, place.descriptor == nil,
        let target = try place.target(of: place.name, in: place.folder)
      else { return place }
      place = try FolderEntry(target, from: place.folder)
    }
    throw SystemError(ELOOP)
  }

  /// The number in `/proc/self/fd/1` and its like: a file that the program was given open.
  var descriptor: Int32? {
    func link(_ path: String) -> String? {
      (try? target(of: Array(path.utf8CString), in: AT_FDCWD)).map(Self.text)
    }
    guard let number = Int32(Self.text(name)), number >= 0,
      let path = link("/proc/self/fd/\(folder)"), let process = link("/proc/self")
    else { return nil }
    let isOwn =
      path == "/proc/\(process)/fd"
      || path.hasPrefix("/proc/\(process)/task/") && path.hasSuffix("/fd")
    return isOwn ? number : nil
  }

  /// Where a link leads; nil where there is none.
  private func target(of link: [CChar], in folder: Int32) throws(SystemError) -> [CChar]? {
    var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = unsafe readlinkat(folder, link, &bytes, bytes.count)
    if count < 0, errno == EINVAL || errno == ENOENT { return nil }
    guard count >= 0 else { throw SystemError() }
    return bytes.prefix(count) + [0]
  }

  private static func text(_ path: [CChar]) -> String {
    String(decoding: path.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// What stands at the place, a link not followed; nil for nothing.
  func status() throws(SystemError) -> stat? {
    // The name is empty where the path ends in a slash.
    if name == [0] { return try Descriptor.status(folder) }
    var status = stat()
    if unsafe fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 { return status }
    guard errno == ENOENT else { throw SystemError() }
    return nil
  }

  /// Makes sure that what stands at the place may be written.
  func expectWritable() throws(SystemError) {
    guard unsafe faccessat(folder, name, W_OK, AT_EACCESS) == 0 else { throw SystemError() }
  }

  /// Opens the device or pipe at the place; the reader of a pipe is waited for.
  func openStream() throws(SystemError) -> Int32 {
    let descriptor = unsafe openat(folder, name, O_WRONLY | O_NOCTTY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemError() }
    return descriptor
  }

  // MARK: Giving the name to a finished file

  /// Renames a file of the folder over whatever has the name.
  func take(from temporary: String) throws(SystemError) {
    guard unsafe renameat(folder, temporary, folder, name) == 0 else { throw SystemError() }
  }

  /// Gives the name to a file of the folder if nothing has it.
  ///
  /// - Throws: EEXIST where something has it.
  func takeIfFree(from temporary: String) throws(SystemError) {
    if unsafe linkat(folder, temporary, folder, name, 0) == 0 {
      _ = unsafe unlinkat(folder, temporary, 0)
      return
    }
    let error = SystemError()
    guard [EPERM, ENOTSUP, ENOSYS, EMLINK].contains(error.number) else { throw error }
    try takeReserved(from: temporary)
  }

  /// Does the same where a file cannot have two names, as on FAT: an empty file has the name first.
  package func takeReserved(from temporary: String) throws(SystemError) {
    let descriptor = unsafe openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw SystemError() }
    close(descriptor)
    try take(from: temporary)
  }

  /// Renames a file of the folder over the file that is known under the name.
  ///
  /// The known file is locked, so that of two programs that replace it at one moment the second
  /// finds the file of the first.
  ///
  /// - Throws: EEXIST where it is another file by now.
  func take(from temporary: String, inPlaceOf known: FileIdentity) throws(SystemError) {
    let old = unsafe openat(folder, name, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC)
    if old < 0, errno == ENOENT { return try takeIfFree(from: temporary) }
    guard old >= 0 else { throw SystemError() }
    defer { close(old) }
    // A file system without locks has at least the comparison.
    let isLocked = flock(old, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK
    guard isLocked, let status = try status(), FileIdentity(status) == known else {
      throw SystemError(EEXIST)
    }
    try take(from: temporary)
  }

  /// Forces the name to disk, where the folder can be opened for that.
  func synchronize() throws(SystemError) {
    let opened = unsafe openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard opened >= 0 else { return }
    defer { close(opened) }
    guard fsync(opened) == 0 || errno == EINVAL else { throw SystemError() }
  }
}
