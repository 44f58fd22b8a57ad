import Files
import FoundationEssentials
import Glibc
import TestSupport
import Testing

/// Whole files under their names, and nothing lost where that fails.
struct OutputFileTests {
  private static func bytes(_ path: String) throws -> [UInt8] {
    try InputFile.bytes(of: path, limit: 1 << 20)
  }

  /// Gives up what the superuser may do, so that permissions count.
  private static func becomeNobody() {
    guard geteuid() == 0 else { return }
    precondition(setegid(65_534) == 0 && seteuid(65_534) == 0)
  }

  @Test func `a file is replaced whole and nothing is left beside`() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/session.json"
    let long = (0..<100_000).map { UInt8(truncatingIfNeeded: $0) }
    for bytes in [long, [1, 2, 3], []] {
      try OutputFile.write(bytes, to: path)
      #expect(try Self.bytes(path) == bytes)
    }
    #expect(try folder.names == ["session.json"])
  }

  @Test func `while it is written, a hidden file of a short name holds it`() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/\(String(repeating: "n", count: 255))"
    var file = try OutputFile(path)
    try file.append([1])
    let names = try folder.names
    #expect(names.count == 1 && names.allSatisfy { $0.hasPrefix(Temporaries.prefix) })
    #expect(Temporaries.prefix.hasPrefix("."))
    try file.finish()
    #expect(try folder.names == [String(repeating: "n", count: 255)])
  }

  @Test func `what killed programs have left is cleared, and what is being written stays`() throws {
    let folder = try TemporaryFolder()
    var file = try OutputFile("\(folder.path)/a.png")
    try file.append([1])
    let left = "\(folder.path)/\(Temporaries.prefix)left"
    try OutputFile.write([2], to: left)
    try Temporaries.clear(folder.path)
    try file.finish()
    #expect(try folder.names == ["a.png"])
  }

  @Test func `a file that is given up leaves nothing`() throws {
    struct GivenUp: Error {}
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/a.png"
    try OutputFile.write([1, 2], to: path)
    #expect(throws: GivenUp.self) {
      try OutputFile.write(to: path) { append in
        try append([3])
        throw GivenUp()
      }
    }
    #expect(try Self.bytes(path) == [1, 2])
    #expect(try folder.names == ["a.png"])
  }

  @Test(arguments: [
    ("/nowhere/at all/a.png", "cannot write '/nowhere/at all/a.png': no such file or directory"),
    ("", "cannot write '': no such file or directory"),
    ("/dev/", "'/dev/' is a folder, expected a file to write"),
    ("/etc/passwd/a", "cannot write '/etc/passwd/a': not a directory"),
    ("/dev/full", "cannot write '/dev/full': no space left on device"),
  ])
  func `the reason is the system's`(path: String, message: String) throws {
    // A link: a device that a mistake replaces would be missed on the whole machine.
    let folder = try TemporaryFolder()
    var named = path
    if path == "/dev/full" {
      named = "\(folder.path)/full"
      #expect(unsafe symlink(path, named) == 0)
    }
    let error = #expect(throws: OutputError.self) { try OutputFile.write([1], to: named) }
    #expect(error?.description.replacing(named, with: path) == message)
  }

  @Test func `a name that is too long for the file system is refused`() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/\(String(repeating: "n", count: 256))"
    #expect(throws: OutputError.unwritable(path, reason: "file name too long")) {
      try OutputFile.write([1], to: path)
    }
    #expect(try folder.names == [])
  }

  @Test func `a folder or a socket in the file's place stays`() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/a"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    #expect(throws: OutputError.unexpectedKind(path, found: "a folder")) {
      try OutputFile.write([1], to: path)
    }
    let end = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(end) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let name = "\(folder.path)/s"
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: name.utf8) }
    let isBound = unsafe withUnsafePointer(to: &address) { address in
      unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe bind(end, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
      }
    }
    #expect(isBound)
    #expect(throws: OutputError.unexpectedKind(name, found: "a socket")) {
      try OutputFile.write([1], to: name)
    }
    #expect(try folder.names == ["a", "s"])
  }

  @Test func `a pipe is written to and stays a pipe`() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/pipe"
    #expect(unsafe mkfifo(path, 0o600) == 0)
    let reader = unsafe open(path, O_RDONLY | O_NONBLOCK)
    defer { close(reader) }
    try OutputFile.write([1, 2, 3], to: path)
    var bytes = [UInt8](repeating: 0, count: 10)
    #expect(unsafe read(reader, &bytes, 10) == 3 && bytes.prefix(3) == [1, 2, 3])
    var status = stat()
    #expect(unsafe lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO)
    #expect(try folder.names == ["pipe"])
  }

  @Test func `where only regular files are written, nothing else is waited for or asked about`()
    throws
  {
    let folder = try TemporaryFolder()
    let pipe = "\(folder.path)/pipe"
    #expect(unsafe mkfifo(pipe, 0o600) == 0)
    for (path, found) in [
      (pipe, "a pipe"), (folder.path, "a folder"), ("/dev/null", "a device"),
    ] {
      for existing in [OutputFile.Existing.kept, .replaced] {
        #expect(throws: OutputError.unexpectedKind(path, found: found)) {
          try OutputFile.write([1], to: path, existing, .regular)
        }
      }
    }
    let path = "\(folder.path)/new"
    try OutputFile.write([1], to: path, .kept, .regular)
    #expect(throws: OutputError.exists(path)) {
      try OutputFile.write([2], to: path, .kept, .regular)
    }
    try OutputFile.write([3], to: path, .replaced, .regular)
    #expect(try Self.bytes(path) == [3])
  }

  @Test func `a link leads to a file whose name is not UTF-8`() throws {
    let folder = try TemporaryFolder()
    let link = "\(folder.path)/link"
    let target = Array("\(folder.path)/caf".utf8CString.dropLast()) + [CChar(bitPattern: 0xE9), 0]
    #expect(unsafe symlink(target, link) == 0)
    for byte: UInt8 in [1, 2] {
      try OutputFile.write([byte], to: link)
      let opened = unsafe open(target, O_RDONLY)
      defer { close(opened) }
      var found: UInt8 = 0
      #expect(unsafe read(opened, &found, 1) == 1 && found == byte)
    }
    #expect(unsafe unlink(target) == 0)
    #expect(try folder.names == ["link"])
  }

  @Test func `an open file of the program is written to where it stands`() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/log"
    let opened = unsafe open(path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    defer { close(opened) }
    for folder in ["/dev/fd", "/proc/self/fd", "/proc/thread-self/fd"] {
      try OutputFile.write([7], to: "\(folder)/\(opened)")
    }
    #expect(try Self.bytes(path) == [7, 7, 7])
    #expect(try folder.names == ["log"])
    #expect(OutputFile.isStandardOutput("/dev/fd/1"))
    #expect(!OutputFile.isStandardOutput("/dev/fd/2") && !OutputFile.isStandardOutput("\(path)/1"))
  }

  @Test func `links stay, and what they lead to is replaced or made`() throws {
    let folder = try TemporaryFolder()
    let below = "\(folder.path)/below"
    try FileManager.default.createDirectory(atPath: below, withIntermediateDirectories: false)
    #expect(unsafe symlink("below/second", "\(folder.path)/first") == 0)
    #expect(unsafe symlink("../file", "\(below)/second") == 0)
    for bytes: [UInt8] in [[1], [2, 3]] {
      try OutputFile.write(bytes, to: "\(folder.path)/first")
      #expect(try Self.bytes("\(folder.path)/file") == bytes)
    }
    for link in ["\(folder.path)/first", "\(below)/second"] {
      var status = stat()
      #expect(unsafe lstat(link, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
    }
    #expect(try folder.names == ["below", "file", "first"])
    #expect(try FileManager.default.contentsOfDirectory(atPath: below) == ["second"])
  }

  @Test func `links that lead to each other are an error`() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/a"
    #expect(unsafe symlink("b", path) == 0 && symlink("a", "\(folder.path)/b") == 0)
    #expect(throws: OutputError.unwritable(path, reason: "too many levels of symbolic links")) {
      try OutputFile.write([1], to: path)
    }
    #expect(try folder.names == ["a", "b"])
  }

  @Test func `a replaced file keeps its mode, and its owner where that is permitted`() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/a"
    try OutputFile.write([1], to: path)
    if geteuid() == 0 { #expect(unsafe chown(path, 1234, 2345) == 0) }
    #expect(unsafe chmod(path, 0o4751) == 0)
    var old = stat()
    #expect(unsafe stat(path, &old) == 0)
    try OutputFile.write([2], to: path)
    var new = stat()
    #expect(unsafe stat(path, &new) == 0)
    #expect(new.st_mode == old.st_mode && new.st_ino != old.st_ino)
    #expect(new.st_uid == old.st_uid && new.st_gid == old.st_gid)
  }

  @Test(arguments: [(0o022, 0o644), (0o077, 0o600), (0o007, 0o660)] as [(UInt32, UInt32)])
  func `permissions of a new file follow the umask`(mask: UInt32, permissions: UInt32) async {
    // The umask is the whole process's, so it is set in one of its own.
    await #expect(processExitsWith: .success) { [mask, permissions] in
      umask(mask)
      let folder = try TemporaryFolder()
      let path = "\(folder.path)/a.png"
      try OutputFile.write([1], to: path)
      var status = stat()
      precondition(unsafe stat(path, &status) == 0)
      precondition(status.st_mode & 0o777 == permissions, "\(status.st_mode)")
      precondition(umask(0) == mask)
    }
  }

  @Test(arguments: [true, false])
  func `what may not be written stays as it is`(isFile: Bool) async throws {
    await #expect(processExitsWith: .success) { [isFile] in
      let folder = try TemporaryFolder()
      let path = "\(folder.path)/a.png"
      try OutputFile.write([1, 2], to: path)
      unsafe chmod(path, isFile ? 0o444 : 0o666)
      unsafe chmod(folder.path, isFile ? 0o777 : 0o555)
      OutputFileTests.becomeNobody()
      do throws(OutputError) {
        try OutputFile.write([3], to: path)
        preconditionFailure("written without permission")
      } catch {
        precondition(error == .unwritable(path, reason: "permission denied"), "\(error)")
      }
      seteuid(getuid())
      unsafe chmod(folder.path, 0o755)
      let (bytes, names) = (try OutputFileTests.bytes(path), try folder.names)
      precondition(bytes == [1, 2] && names == ["a.png"], "\(bytes) \(names)")
    }
  }

  @Test func `a full disk leaves the old file as it was`() async throws {
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryFolder()
      let path = "\(folder.path)/a.png"
      try OutputFile.write([1, 2], to: path)
      // Files of this process may not grow beyond 4 KiB: writing stops half way.
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: 4096, rlim_max: 4096)
      precondition(unsafe setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0)
      do throws(OutputError) {
        try OutputFile.write(Array(repeating: 7, count: 10_000), to: path)
        preconditionFailure("wrote more than the limit")
      } catch {
        precondition(error == .unwritable(path, reason: "file too large"), "\(error)")
      }
      let (bytes, names) = (try OutputFileTests.bytes(path), try folder.names)
      precondition(bytes == [1, 2] && names == ["a.png"], "\(bytes) \(names)")
    }
  }

  @Test func `whoever ends the program leaves no temporary file`() async throws {
    await #expect(processExitsWith: .exitCode(7)) {
      // No value of ours is destroyed here, so the folder is not gone with one.
      let path = "/tmp/ganbrush-\(UInt64.random(in: 0 ... .max))"
      try Folder.make(path)
      let files = try (0..<3).map { try UnfinishedFile("\(path)/\($0)") }
      func names() -> [String]? { try? FileManager.default.contentsOfDirectory(atPath: path) }
      precondition(names()?.count == 3)
      Temporaries.removeAll {
        let left = names()
        try? FileManager.default.removeItem(atPath: path)
        withExtendedLifetime(files) { _exit(left == [] ? 7 : 1) }
      }
    }
  }
}

/// A file that stays open and unfinished.
private final class UnfinishedFile {
  private let file: OutputFile

  init(_ path: String) throws { file = try OutputFile(path) }
}
