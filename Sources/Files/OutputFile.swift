import Glibc

/// A file that is written piece by piece and gets its name when it is whole.
///
/// A reader sees the old content or the new, never a part: the pieces go to a temporary file beside
/// the target, which is forced to disk and then renamed. Symbolic links stay, and their target is
/// replaced; its mode is kept, and its owner where that is permitted. Devices and pipes cannot be
/// replaced: the pieces go into them at once.
package struct OutputFile: ~Copyable {
  /// What becomes of a file that has the name already.
  package enum Existing: Sendable {
    case replaced
    /// It stays, a link too, and `OutputError.exists` is thrown.
    case kept
    /// Replaced if it is this one, else it stays and `OutputError.changed` is thrown.
    case replacedIfSame(FileIdentity)
  }

  /// The path that stands for what the program was given as standard output.
  package static let standardOutput = "/dev/stdout"

  private let path: String
  private let existing: Existing
  private let descriptor: Int32
  /// Nil for what is written to at once.
  private let place: OutputPlace?
  /// The name of the file beside the target, empty for what is written to at once.
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
    _ path: String, _ existing: Existing = .replaced, _ kinds: InputFile.Kinds = .streams,
    permissions: UInt32 = 0o666
  ) throws(OutputError) {
    (self.path, self.existing) = (path, existing)
    do {
      if let opened = try Self.stream(path, existing, kinds) {
        (descriptor, place, temporary, old) = (opened, nil, "", nil)
        return
      }
      var isKept = false
      if case .kept = existing { isKept = true }
      let place = try OutputPlace.find(path, followingLinks: !isKept)
      let old = try place.status()
      guard old == nil || !isKept else { throw OutputError.exists(path) }
      if old != nil, unsafe faccessat(place.folder, place.name, W_OK, AT_EACCESS) != 0 {
        throw SystemError()
      }
      // What only the owner may read is for nobody else while it is written, either.
      (temporary, descriptor) = try Temporaries.make(
        beside: place, permissions: old == nil ? permissions : 0o600)
      (self.place, self.old) = (place, old)
    } catch let error as SystemError {
      throw .unwritable(path, reason: error.reason)
    } catch let error as OutputError {
      throw error
    } catch {
      preconditionFailure("\(error), though only files can fail here")
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
    _ kinds: InputFile.Kinds = .streams, permissions: UInt32 = 0o666
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
    path == standardOutput
      || (try? OutputPlace.find(path, followingLinks: true).descriptor) == STDOUT_FILENO
  }

  /// Writes the next bytes.
  package func append(_ bytes: [UInt8]) throws(OutputError) {
    do {
      try Descriptor.write(bytes, to: descriptor)
    } catch {
      throw .unwritable(path, reason: error.reason)
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
        let identity = try Descriptor.identity(descriptor)
        guard close(descriptor) == 0 else { throw SystemError() }
        return identity
      }
      if let old { Descriptor.keepMode(of: old, on: descriptor) }
      guard fsync(descriptor) == 0 || errno == EINVAL else { throw SystemError() }
      let identity = try Descriptor.identity(descriptor)
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

  /// Opens what is written to at once; nil for a regular file, and for nothing.
  private static func stream(
    _ path: String, _ existing: Existing, _ kinds: InputFile.Kinds
  ) throws -> Int32? {
    var status = stat()
    if kinds == .regular, unsafe stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      throw unexpectedKind(path, status)
    }
    if case .kept = existing { return nil }
    if path == standardOutput { return try Descriptor.copy(STDOUT_FILENO) }
    if let number = try OutputPlace.find(path, followingLinks: true).descriptor {
      return try Descriptor.copy(number)
    }
    guard unsafe stat(path, &status) == 0 else {
      guard errno == ENOENT else { throw SystemError() }
      return nil
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return nil
    case let kind where kinds == .streams && [S_IFCHR, S_IFBLK, S_IFIFO].contains(kind):
      let opened = unsafe open(path, O_WRONLY | O_NOCTTY | O_CLOEXEC)
      guard opened >= 0 else { throw SystemError() }
      return opened
    default: throw unexpectedKind(path, status)
    }
  }

  private static func unexpectedKind(_ path: String, _ status: stat) -> OutputError {
    .unexpectedKind(path, found: InputFile.name(of: status.st_mode & S_IFMT))
  }
}
