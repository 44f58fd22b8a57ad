import Glibc

extension OutputFile {
  /// How often a file is looked at again that other programs keep changing: two seconds.
  private static let attempts = 100

  /// Writes a file that other programs may change, too, so that no change is lost.
  ///
  /// - Parameters:
  ///   - path: Its name; there need not be a file.
  ///   - permissions: Those of a new file, less the umask.
  ///   - content: Reads the file and makes what is to be in it. It is asked again, if the file is another
  ///     one by the time it is to be replaced.
  /// - Throws: `OutputError`, or what `content` throws; the file is as it was then.
  package static func update(
    _ path: String, permissions: UInt32 = 0o666, _ content: () throws -> [UInt8]
  ) throws {
    for attempt in 1...attempts {
      // Looked at before it is read: what changes between counts as changed.
      let known = FileIdentity(of: path)
      let bytes = try content()
      do throws(OutputError) {
        try write(
          bytes, to: path, known.map { .replacedIfSame($0) } ?? .kept, .regular,
          permissions: permissions)
        return
      } catch {
        switch error {
        case .changed, .exists: if attempt == attempts { throw error }
        default: throw error
        }
      }
      usleep(20_000)
    }
  }
}
