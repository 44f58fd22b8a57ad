import Files
import Glibc
import TestSupport
import Testing

/// What a file that is written would take the place of, and where files are.
struct ExistingFileTests {
  @Test func `only a regular file with something in it is lost`() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/a"
    #expect(!ExistingFile.isLost(path) && !ExistingFile.isLost(folder.path))
    try OutputFile.write([], to: path)
    #expect(!ExistingFile.isLost(path))
    try OutputFile.write([1], to: path)
    #expect(ExistingFile.isLost(path))
    #expect(unsafe symlink("a", "\(folder.path)/link") == 0)
    #expect(ExistingFile.isLost("\(folder.path)/link"))
    #expect(unsafe mkfifo("\(folder.path)/pipe", 0o600) == 0)
    for path in ["\(folder.path)/pipe", "/dev/null", OutputFile.standardOutput, "/dev/fd/1", ""] {
      #expect(!ExistingFile.isLost(path), "\(path)")
    }
  }

  @Test(arguments: [
    ("a.png", "png"), ("a/b.tar.gz", "gz"), (".hidden", nil), ("a.b/c", nil), ("a.", nil),
    ("", nil),
    ("a/.x.PNG", "PNG"),
  ])
  func `an ending is what follows the last dot of the name`(path: String, ending: String?) {
    #expect(FileFormat.ending(of: path) == ending)
  }

  @Test func `the first bytes of a file are read, as many as there are`() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/a"
    try OutputFile.write([1, 2, 3], to: path)
    #expect(try InputFile.start(of: path, count: 2) == [1, 2])
    #expect(try InputFile.start(of: path) == [1, 2, 3])
    try OutputFile.write([], to: path)
    #expect(try InputFile.start(of: path) == [])
    #expect(throws: InputError.unexpectedKind(folder.path, found: "a folder")) {
      try InputFile.start(of: folder.path)
    }
  }

  @Test func `a folder is told from the root or from home on`() async {
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryFolder()
      unsafe setenv("HOME", folder.path, 1)
      try Folder.make("\(folder.path)/x/y")
      precondition(unsafe chdir("\(folder.path)/x") == 0)
      for (path, shown) in [
        ("a.png", "~/x"), ("y/a.png", "~/x/y"), ("/a.png", "/"), ("/tmp/a.png", "/tmp"),
        ("\(folder.path)/a.png", "~"), ("\(folder.path)2/a.png", "\(folder.path)2"),
      ] {
        let found = PersonalFolder.shown(folderOf: path)
        precondition(found == shown, "\(path): \(found ?? "nil")")
      }
    }
  }
}
