import Glibc
import Synchronization

/// A file that stays open for reading, whatever happens to its name.
package final class InputFile: Sendable {
  /// The path that means standard input.
  package static let standardInput = "/dev/stdin"

  /// What a person calls the file of a path.
  package static func name(of path: String) -> String {
    path == standardInput ? "standard input" : path
  }

  /// Its size when it was opened, from `start` on; 0 for a stream.
  package let count: Int
  private let path: String
  private let descriptor: Int32
  /// Where a regular file begins: that of standard input behind what others have read of it.
  private let start: Int
  private let isStream: Bool
  private let waited = Atomic<Int64>(0)

  /// Opens a file; symbolic links are followed.
  ///
  /// A pipe or a device would be read for ever, so `kinds` says whether they are accepted. A path such as
  /// `standardInput` means the open file itself: a socket has no name by which it could be opened, and
  /// another user's file only one who may not use it.
  package convenience init(
    _ path: String, _ kinds: FileKinds = .regular
  ) throws(InputError) {
    try self.init(path, kinds, from: AT_FDCWD, links: 0)
  }

  /// Opens a file by its name in an open folder; a link is no file there.
  convenience init(name: String, in folder: Int32) throws(InputError) {
    try self.init(name, .regular, from: folder, links: O_NOFOLLOW)
  }

  private init(
    _ path: String, _ kinds: FileKinds, from folder: Int32, links: Int32
  ) throws(InputError) {
    if folder == AT_FDCWD, let number = Descriptor.opened(by: path) {
      do { descriptor = try Descriptor.copy(number) } catch {
        throw .unreadable(path, reason: error.reason)
      }
      self.path = path
      let size = try Self.size(of: descriptor, kinds, path)
      isStream = size == nil
      start = isStream ? 0 : max(0, Int(lseek(descriptor, 0, SEEK_CUR)))
      count = max(0, (size ?? 0) - start)
      return
    }
    // A pipe that is opened and closed again is lost: its writer believes that all was read. So a
    // pipe is looked at before it is opened, and without O_NONBLOCK one that took the place of a
    // file meanwhile would wait for somebody to write to it.
    let isOnlyFile = kinds == .regular
    var status = stat()
    if isOnlyFile, unsafe fstatat(folder, path, &status, links == 0 ? 0 : AT_SYMLINK_NOFOLLOW) == 0
    {
      try Self.expect(kinds, of: status, path)
    }
    descriptor = unsafe openat(
      folder, path, O_RDONLY | O_CLOEXEC | links | (isOnlyFile ? O_NONBLOCK : 0))
    (self.path, start) = (path, 0)
    guard descriptor >= 0 else {
      throw errno == ENOENT ? .missing(path) : .unreadable(path, reason: SystemError().reason)
    }
    let size = try Self.size(of: descriptor, kinds, path)
    (isStream, count) = (size == nil, size ?? 0)
  }

  /// The size of a file that was opened, nil for a stream; closes it where its kind is refused.
  private static func size(
    of descriptor: Int32, _ kinds: FileKinds, _ path: String
  ) throws(InputError) -> Int? {
    do throws(InputError) {
      var status = stat()
      guard unsafe fstat(descriptor, &status) == 0 else {
        throw .unreadable(path, reason: SystemError().reason)
      }
      try expect(kinds, of: status, path)
      return status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
    } catch {
      // An initializer of a class that fails runs no deinit before all fields are set.
      close(descriptor)
      throw error
    }
  }

  deinit { close(descriptor) }

  private static func expect(
    _ kinds: FileKinds, of status: stat, _ path: String
  ) throws(InputError) {
    let kind = status.st_mode & S_IFMT
    guard kind == S_IFREG || kinds == .streams && kind != S_IFDIR else {
      throw .unexpectedKind(path, found: name(of: kind))
    }
  }

  /// All bytes of a file of at most `limit` bytes; nothing is read of a larger regular file.
  package static func bytes(
    of path: String, limit: Int, _ kinds: FileKinds = .streams
  ) throws(InputError) -> [UInt8] {
    try InputFile(path, kinds).bytes(limit: limit)
  }

  /// The first bytes of a regular file, by which its format is known.
  package static func start(of path: String, count: Int = 512) throws(InputError) -> [UInt8] {
    let file = try InputFile(path)
    let count = min(count, file.count)
    return unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      let rest = unsafe UnsafeMutableRawBufferPointer(
        rebasing: UnsafeMutableRawBufferPointer(buffer)[..<count])
      initialized = unsafe file.read(into: rest, at: 0)
    }
  }

  /// How long reads only waited for the disk, or for a turn of the processor; the waits of several
  /// threads are added up.
  package var waitingTime: Duration { .nanoseconds(waited.load(ordering: .relaxed)) }

  /// Reads a clock, in nanoseconds.
  private static func time(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    unsafe clock_gettime(clock, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  /// Fills a buffer with the bytes of a regular file from `offset` on.
  ///
  /// - Returns: How many bytes the file still had, if it was cut meanwhile or cannot be read.
  package func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) -> Int {
    let begin = (Self.time(CLOCK_MONOTONIC), Self.time(CLOCK_THREAD_CPUTIME_ID))
    defer {
      let busy = Self.time(CLOCK_THREAD_CPUTIME_ID) - begin.1
      waited.add(max(0, Self.time(CLOCK_MONOTONIC) - begin.0 - busy), ordering: .relaxed)
    }
    var filled = 0
    while filled < buffer.count {
      let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
      let count = unsafe pread(
        descriptor, rest.baseAddress, rest.count, off_t(start + offset + filled))
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { break }
      filled += count
    }
    return filled
  }

  /// Reads on to the end, which a stream and a growing file may not have.
  func bytes(limit: Int) throws(InputError) -> [UInt8] {
    guard count <= limit else { throw .tooLarge(path, bytes: count, limit: limit) }
    var bytes: [UInt8] = []
    // One byte more than a regular file has shows its end.
    var room = max(count + 1, 1 << 16)
    while true {
      var found = 0
      let block = unsafe [UInt8](unsafeUninitializedCapacity: room) { buffer, initialized in
        repeat {
          found =
            unsafe isStream
            ? Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            : pread(descriptor, buffer.baseAddress, buffer.count, off_t(start + bytes.count))
        } while found < 0 && Descriptor.awaits(descriptor, for: POLLIN, after: errno)
        initialized = max(found, 0)
      }
      guard found >= 0 else { throw .unreadable(path, reason: SystemError().reason) }
      if found == 0 { return bytes }
      guard found <= limit - bytes.count else { throw .tooLarge(path, bytes: nil, limit: limit) }
      if bytes.isEmpty { bytes = block } else { bytes += block }
      room = 1 << 16
    }
  }

  /// What a person calls a kind of file.
  static func name(of kind: mode_t) -> String {
    switch kind {
    case S_IFDIR: "a folder"
    case S_IFIFO: "a pipe"
    case S_IFCHR, S_IFBLK: "a device"
    case S_IFSOCK: "a socket"
    case S_IFLNK: "a link"
    default: "no regular file"
    }
  }
}
