import Dispatch
import Files
import FoundationEssentials
import Glibc
import TestSupport
import Testing

/// Reading whole files within a limit.
final class InputFileTests {
  private let temporary: TemporaryFolder
  private var folder: String { temporary.path }

  init() throws { temporary = try TemporaryFolder() }

  private func file(_ count: Int) throws -> String {
    let path = "\(folder)/file"
    try Data(count: count).write(to: URL(filePath: path))
    return path
  }

  @Test(arguments: [0, 1, 65_535, 65_536, 1_000_000])
  func `all bytes are read up to the limit`(count: Int) throws {
    #expect(try InputFile.bytes(of: file(count), limit: count).count == count)
  }

  @Test func `a link does not hide the size of its file`() throws {
    let path = try file(1000)
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder)/link", withDestinationPath: path)
    #expect(throws: InputError.tooLarge("\(folder)/link", bytes: 1000, limit: 999)) {
      try InputFile.bytes(of: "\(folder)/link", limit: 999)
    }
  }

  @Test func `a device is read no further than the limit`() {
    #expect(throws: InputError.tooLarge("/dev/zero", bytes: nil, limit: 100_000)) {
      try InputFile.bytes(of: "/dev/zero", limit: 100_000)
    }
  }

  @Test func `a pipe nobody writes to does not block where only files are wanted`() throws {
    let path = "\(folder)/pipe"
    #expect(unsafe mkfifo(path, 0o600) == 0)
    #expect(throws: InputError.unexpectedKind(path, found: "a pipe")) {
      try InputFile.bytes(of: path, limit: 100, .regular)
    }
  }

  /// To whom has opened a pipe and closes it again, its writer's bytes are lost.
  @Test func `a pipe is not opened where only files are wanted`() throws {
    let path = "\(folder)/pipe"
    #expect(unsafe mkfifo(path, 0o600) == 0)
    let watch = inotify_init1(Int32(IN_NONBLOCK))
    defer { close(watch) }
    #expect(unsafe inotify_add_watch(watch, path, UInt32(IN_OPEN)) >= 0)
    var events = [UInt8](repeating: 0, count: 1000)
    #expect(throws: InputError.unexpectedKind(path, found: "a pipe")) {
      try InputFile.start(of: path)
    }
    #expect(unsafe read(watch, &events, events.count) < 0 && errno == EAGAIN)
    close(unsafe open(path, O_RDONLY | O_NONBLOCK))
    #expect(unsafe read(watch, &events, events.count) > 0)
  }

  @Test(arguments: [
    ("/missing", "no file at '/missing'"), ("/", "'/' is a folder, expected a file"),
    ("/etc/passwd/x", "cannot read '/etc/passwd/x': not a directory"),
  ])
  func `the reason is the system's`(path: String, message: String) {
    let error = #expect(throws: InputError.self) { try InputFile.bytes(of: path, limit: 100) }
    #expect(error?.description == message)
  }

  @Test func `waiting is a part of the time that reading takes`() throws {
    let file = try InputFile(file(1_000_000))
    #expect(file.waitingTime == .zero)
    var buffer = [UInt8](repeating: 0, count: 1_000_000)
    let elapsed = ContinuousClock().measure {
      let count = unsafe buffer.withUnsafeMutableBytes { unsafe file.read(into: $0, at: 0) }
      #expect(count == 1_000_000)
    }
    #expect(file.waitingTime <= elapsed)
  }

  @Test func `an open socket is read, and a pipe that is set not to wait is waited for`() throws {
    var sockets: [Int32] = [-1, -1]
    #expect(unsafe socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &sockets) == 0)
    var pipes: [Int32] = [-1, -1]
    #expect(unsafe pipe(&pipes) == 0)
    _ = fcntl(pipes[0], F_SETFL, O_NONBLOCK)
    for (reader, writer) in [(sockets[0], sockets[1]), (pipes[0], pipes[1])] {
      DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(50)) {
        _ = unsafe write(writer, [1, 2, 3] as [UInt8], 3)
        close(writer)
      }
      #expect(try InputFile.bytes(of: "/dev/fd/\(reader)", limit: 10) == [1, 2, 3])
      close(reader)
    }
  }

  @Test func `a file that was partly read begins there, however often it is opened`() throws {
    let path = "\(folder)/file"
    try Data([1, 2, 3, 4]).write(to: URL(filePath: path))
    let descriptor = unsafe open(path, O_RDONLY)
    defer { close(descriptor) }
    lseek(descriptor, 1, SEEK_SET)
    for _ in 1...2 {
      #expect(try InputFile.bytes(of: "/dev/fd/\(descriptor)", limit: 3) == [2, 3, 4])
      #expect(try InputFile.start(of: "/proc/self/fd/\(descriptor)") == [2, 3, 4])
    }
    // Nobody but its owner may open the file by its name; whoever was given it may read it.
    #expect(unsafe unlink(path) == 0)
    #expect(try InputFile.bytes(of: "/dev/fd/\(descriptor)", limit: 3) == [2, 3, 4])
  }
}
