import FoundationEssentials
import Glibc
import Painting
import Testing

@Suite struct AtomicFileTests {
  @Test func `a file is replaced whole and nothing is left beside`() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/session.json"
    let long = (0..<100_000).map { UInt8(truncatingIfNeeded: $0) }
    for bytes in [long, [1, 2, 3], []] {
      try AtomicFile.write(bytes, to: path)
      #expect([UInt8](try Data(contentsOf: URL(filePath: path))) == bytes)
    }
    #expect(try folder.names == ["session.json"])
  }

  @Test func `a folder that is not there is named`() {
    let error = #expect(throws: AtomicFile.Failure.self) {
      try AtomicFile.write([1], to: "/nowhere/at all/a.png")
    }
    #expect(
      error?.description == "cannot write /nowhere/at all/a.png: No such file or directory")
  }

  @Test func `a folder in the file's place stays, and nothing is left beside`() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/a.png"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    let error = #expect(throws: AtomicFile.Failure.self) { try AtomicFile.write([1], to: path) }
    #expect(error?.reason == "Is a directory")
    #expect(try folder.names == ["a.png"])
  }

  @Test(.enabled(if: geteuid() != 0, "root may write everywhere"))
  func `a folder that may not be written keeps its file`() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/a.png"
    try AtomicFile.write([1, 2], to: path)
    unsafe chmod(folder.path, 0o500)
    defer { unsafe chmod(folder.path, 0o700) }
    let error = #expect(throws: AtomicFile.Failure.self) { try AtomicFile.write([3], to: path) }
    #expect(error?.reason == "Permission denied")
    #expect([UInt8](try Data(contentsOf: URL(filePath: path))) == [1, 2])
    #expect(try folder.names == ["a.png"])
  }

  @Test func `a full disk leaves the old file as it was`() async throws {
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryFolder()
      let path = "\(folder.path)/a.png"
      try AtomicFile.write([1, 2], to: path)
      // Files of this process may not grow beyond 4 KiB: writing stops half way.
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: 4096, rlim_max: 4096)
      precondition(unsafe setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0)
      do throws(AtomicFile.Failure) {
        try AtomicFile.write(Array(repeating: 7, count: 10_000), to: path)
        preconditionFailure("wrote more than the limit")
      } catch {
        precondition(error.reason == "File too large", error.description)
      }
      let (bytes, names) = (try Data(contentsOf: URL(filePath: path)), try folder.names)
      precondition(bytes == Data([1, 2]) && names == ["a.png"], "\(bytes) \(names)")
    }
  }

  @Test(arguments: [(0o022, 0o644), (0o077, 0o600), (0o007, 0o660)] as [(mode_t, mode_t)])
  func `permissions follow the umask`(mask: mode_t, permissions: mode_t) async {
    // The umask is the whole process's, so it is set in one of its own.
    await #expect(processExitsWith: .success) { [mask, permissions] in
      umask(mask)
      let folder = try TemporaryFolder()
      let path = "\(folder.path)/a.png"
      try AtomicFile.write([1], to: path)
      var status = stat()
      precondition(unsafe stat(path, &status) == 0)
      precondition(status.st_mode & 0o777 == permissions, "\(status.st_mode)")
      precondition(umask(0) == mask)
    }
  }
}
