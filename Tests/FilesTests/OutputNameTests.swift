import Files
import FoundationEssentials
import Glibc
import TestSupport
import Testing

/// Names of files and folders before anything is written.
struct OutputNameTests {
  @Test(arguments: [
    "a.png", "a.PNG", "b/a.jpg/c.png", "a", "a.", ".hidden", "..", "", "a.b/c", "/dev/null",
    "/tmp", "a.jpg.png",
  ])
  func `a name that fits, or tells nothing, may be written`(path: String) throws {
    try FileFormat.png.check(path)
  }

  @Test(arguments: [
    ("a.jpg", "'a.jpg' ends in .jpg, expected .png"),
    ("b.png/a.JSON", "'b.png/a.JSON' ends in .JSON, expected .png"),
    ("a.png.gz", "'a.png.gz' ends in .gz, expected .png"),
    (".a.b", "'.a.b' ends in .b, expected .png"),
  ])
  func `a name that tells of another format is refused`(path: String, message: String) {
    let error = #expect(throws: OutputError.self) { try FileFormat.png.check(path) }
    #expect(error?.description == message)
  }

  @Test func `a pipe may have any name`() throws {
    let folder = try TemporaryFolder()
    #expect(unsafe mkfifo("\(folder.path)/a.jpg", 0o600) == 0)
    try FileFormat.png.check("\(folder.path)/a.jpg")
  }

  @Test func `folders are made with those above them, and may be there`() throws {
    let folder = try TemporaryFolder()
    for _ in 0..<2 { try Folder.make("\(folder.path)/a/b//c/", permissions: 0o700) }
    var status = stat()
    #expect(unsafe stat("\(folder.path)/a/b/c", &status) == 0)
    #expect(status.st_mode == S_IFDIR | 0o700)
  }

  @Test func `a file in a folder's place is said`() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/file"
    try OutputFile.write([1], to: path)
    for inside in [path, "\(path)/folder"] {
      #expect(throws: OutputError.noFolder(inside, reason: "not a directory")) {
        try Folder.make(inside)
      }
    }
    #expect(throws: OutputError.noFolder("", reason: "no such file or directory")) {
      try Folder.make("")
    }
  }

  @Test func `a folder in the root is refused before the work, too`() async throws {
    await #expect(processExitsWith: .success) {
      // The superuser may write everywhere.
      if geteuid() == 0 { seteuid(65_534) }
      do throws(OutputError) {
        try Folder.rehearse("/no-such-folder")
        preconditionFailure("accepted")
      } catch {
        precondition(error == .noFolder("/no-such-folder", reason: "permission denied"), "\(error)")
      }
    }
  }
}
