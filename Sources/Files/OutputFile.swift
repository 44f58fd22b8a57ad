import Glibc

/// A file that is written piece by piece and gets its name when it is whole.
///
/// A reader sees the old content or the new, never a part: the pieces go to a temporary file beside
/// the target, which is forced to disk and then renamed. Symbolic links stay, and their target is
/// replaced; its mode is kept, and its owner where that is permitted. Devices and pipes cannot be
/// replaced: the pieces go into them at once.
package struct OutputFile: ~Copyable {
  /// What happens to a file that has the name already.
  package enum Existing: Sendable {
    case replaced
    /// It stays, a link too, and `OutputError.exists` is thrown.
    case kept
    /// Replaced if it is this one, else it stays and `OutputError.changed` is thrown.
    case replacedIfSame(FileIdentity)
  }

  /// The path that means standard output.
  package static let standardOutput = "/dev/stdout"

  private let path: String
  private let existing: Existing
  private let descriptor: Int32
  /// Nil for devices and pipes, which are written to directly.
  private let place: FolderEntry?
  /// The name of the temporary file beside the target; empty for devices and pipes.
  private let temporary: String
  /// The regular file that is to be replaced.
  private let old: stat?
  private var isFinished = false

  /// Begins a file.
  ///
  /// - Parameters:
  ///   - path: Its name; `standardOutput` and paths such as `/dev/fd/1` mean an open file.
  ///   - existing: What becomes of a file of that name.
  ///   - kinds: Whether it may be a pipe, whose reader is waited for, or a device.
  ///   - permissions: Those of a new file, less the umask.
  /// - Throws: `OutputError`, which names the path.
  package init(
    _ path: String, _ existing: Existing = .replaced, _ kinds: FileKinds = .streams,
    permissions: UInt32 = 0o666
  ) throws(OutputError) {
    (self.path, self.existing) = (path, existing)
    var isKept = false
    if case .kept = existing { isKept = true }
    let target: Target
    do { target = try Target(path, isKept) } catch { throw .unwritable(path, reason: error.reason) }
    if let kind = target.kind {
      // A link is seen only where it is kept; elsewhere it is followed.
      let isFile = kind == S_IFREG || kind == S_IFLNK
      // A socket that nobody has opened yet has no end to write to.
      let isStream =
        [S_IFCHR, S_IFBLK, S_IFIFO].contains(kind) || target.isOpened && kind == S_IFSOCK
      guard isFile || kinds == .streams && (isStream || isKept) else {
        throw .unexpectedKind(path, found: InputFile.name(of: kind))
      }
      guard !isKept else { throw .exists(path) }
    }
    do throws(SystemError) {
      switch target {
      case .opened(let number, _):
        (descriptor, place, temporary, old) = (try Descriptor.copy(number), nil, "", nil)
      case .found(let found, let status) where target.kind ?? S_IFREG == S_IFREG:
        if status != nil { try found.expectWritable() }
        // A file that only its owner may read is closed to others while it is written, too.
        (temporary, descriptor) = try Temporaries.make(
          beside: found, permissions: status == nil ? permissions : 0o600)
        (place, old) = (found, status)
      case .found(let found, _):
        (descriptor, place, temporary, old) = (try found.openStream(), nil, "", nil)
      }
    } catch {
      throw .unwritable(path, reason: error.reason)
    }
  }

  /// The meaning of a path, looked up once.
  private enum Target {
    /// A file that the program was given open.
    case opened(Int32, stat)
    /// A place, and what stands there.
    case found(FolderEntry, stat?)

    /// Follows links, unless what has the name is to be kept: a link, too.
    init(_ path: String, _ isKept: Bool) throws(SystemError) {
      if !isKept, path == standardOutput {
        self = .opened(STDOUT_FILENO, try Descriptor.status(STDOUT_FILENO))
        return
      }
      let place = try FolderEntry.find(path, followingLinks: !isKept)
      if !isKept, let number = place.descriptor {
        self = .opened(number, try Descriptor.status(number))
      } else {
        self = .found(place, try place.status())
      }
    }

    var isOpened: Bool { if case .opened = self { true } else { false } }

    /// The kind of what is there; nil for nothing.
    var kind: mode_t? {
      switch self {
      case .opened(_, let status): status.st_mode & S_IFMT
      case .found(_, let status): status.map { $0.st_mode & S_IFMT }
      }
    }
  }

  deinit {
    guard !isFinished else { return }
    close(descriptor)
    if place != nil { Temporaries.remove(temporary) }
  }

  /// Writes a whole file.
  ///
  /// - Returns: What the file is known by.
  @discardableResult
  package static func write(
    _ bytes: [UInt8], to path: String, _ existing: Existing = .replaced,
    _ kinds: FileKinds = .streams, permissions: UInt32 = 0o666
  ) throws(OutputError) -> FileIdentity {
    var file = try OutputFile(path, existing, kinds, permissions: permissions)
    try file.append(bytes)
    return try file.finish()
  }

  /// Writes a file piece by piece.
  ///
  /// - Parameters:
  ///   - path: Its name.
  ///   - body: Hands the pieces over, in order.
  /// - Throws: `OutputError`, or what `body` throws; the old file is as it was then.
  package static func write(
    to path: String, _ body: (_ append: ([UInt8]) throws -> Void) throws -> Void
  ) throws {
    var file = try OutputFile(path)
    try body { bytes in try file.append(bytes) }
    try file.finish()
  }

  /// Whether a path means what the program was given as standard output.
  package static func isStandardOutput(_ path: String) -> Bool {
    Descriptor.opened(by: path) == STDOUT_FILENO
  }

  /// Whether a path means a file that the program was given open, as `/dev/fd/3` does.
  static func isOpenFile(_ path: String) -> Bool {
    Descriptor.opened(by: path) != nil
  }

  /// Writes the next bytes.
  package func append(_ bytes: [UInt8]) throws(OutputError) {
    do {
      try Descriptor.write(bytes, to: descriptor)
    } catch {
      throw error.number == EPIPE ? .closed(path) : .unwritable(path, reason: error.reason)
    }
  }

  /// Forces the file to disk and gives it its name.
  ///
  /// - Returns: What the file is known by.
  @discardableResult
  package mutating func finish() throws(OutputError) -> FileIdentity {
    do throws(SystemError) {
      guard let place else {
        isFinished = true
        let identity = FileIdentity(try Descriptor.status(descriptor))
        guard close(descriptor) == 0 else { throw SystemError() }
        return identity
      }
      if let old { Descriptor.keepOwnerAndMode(of: old, on: descriptor) }
      guard fsync(descriptor) == 0 || errno == EINVAL else { throw SystemError() }
      let identity = FileIdentity(try Descriptor.status(descriptor))
      try Temporaries.settle(temporary) { [existing, temporary] place throws(SystemError) in
        switch existing {
        case .replaced: try place.take(from: temporary)
        case .kept: try place.takeIfFree(from: temporary)
        case .replacedIfSame(let known): try place.take(from: temporary, inPlaceOf: known)
        }
      }
      isFinished = true
      close(descriptor)
      try place.synchronize()
      return identity
    } catch {
      throw failure(error)
    }
  }

  private func failure(_ error: SystemError) -> OutputError {
    switch existing {
    case .kept where error.number == EEXIST: .exists(path)
    case .replacedIfSame where error.number == EEXIST: .changed(path)
    default: .unwritable(path, reason: error.reason)
    }
  }
}
