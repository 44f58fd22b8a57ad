import Glibc

/// Calls of the system on open files, by their numbers.
package enum Descriptor {
  /// Writes all bytes, in as many calls as that takes.
  static func write(_ bytes: [UInt8], to descriptor: Int32) throws(SystemError) {
    var offset = 0
    while offset < bytes.count {
      let count = unsafe bytes[offset...].withUnsafeBytes { rest in
        unsafe Glibc.write(descriptor, rest.baseAddress, rest.count)
      }
      if count > 0 {
        offset += count
        continue
      }
      let error = count < 0 ? SystemError() : SystemError(EIO)
      guard awaits(descriptor, for: POLLOUT, after: error.number) else { throw error }
    }
  }

  /// Whether a call that failed is worth another one; waits until then.
  ///
  /// Another program that shares a pipe or terminal may have set it not to wait.
  static func awaits(_ descriptor: Int32, for event: Int32, after error: Int32) -> Bool {
    if error == EAGAIN {
      var state = pollfd(fd: descriptor, events: Int16(event), revents: 0)
      unsafe poll(&state, 1, -1)
    }
    return error == EINTR || error == EAGAIN
  }

  /// The number of the open file that a path means, as `/dev/fd/3` does; nil for other paths.
  static func opened(by path: String) -> Int32? {
    switch path {
    case InputFile.standardInput: return STDIN_FILENO
    case OutputFile.standardOutput: return STDOUT_FILENO
    default: return (try? FolderEntry.find(path, followingLinks: true))?.descriptor
    }
  }

  /// A second number for an open file.
  static func copy(_ descriptor: Int32) throws(SystemError) -> Int32 {
    let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, STDERR_FILENO + 1)
    guard copy >= 0 else { throw SystemError() }
    return copy
  }

  /// What the system knows of an open file.
  static func status(_ descriptor: Int32) throws(SystemError) -> stat {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw SystemError() }
    return status
  }

  /// Gives a file the owner of another one, where that is permitted, and its mode.
  static func keepOwnerAndMode(of old: stat, on descriptor: Int32) {
    let isKept = fchown(descriptor, old.st_uid, old.st_gid) == 0
    // Only the superuser may give a file away; the group may be one of ours, too.
    if !isKept { _ = fchown(descriptor, .max, old.st_gid) }
    // These bits run a program as its owner or group, so they must not outlive a change of owner.
    fchmod(descriptor, old.st_mode & (isKept ? 0o7777 : 0o777))
  }

  /// Takes the numbers 0, 1 and 2 where the program was started without, so that no file gets them.
  ///
  /// Reading or writing them fails as it does without.
  package static func occupyStandardNumbers() {
    for number in STDIN_FILENO...STDERR_FILENO where fcntl(number, F_GETFD) < 0 {
      let mode = number == STDIN_FILENO ? O_WRONLY : O_RDONLY
      _ = unsafe open("/dev/null", mode)
    }
  }
}
