import Dispatch
import Files
import FoundationEssentials
import Glibc
import Synchronization
import TestSupport
import Testing

/// Files that several programs write at one moment.
struct SharedFileTests {
  @Test func `saves at one moment leave a file each`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path
    let count = 32
    DispatchQueue.concurrentPerform(iterations: count) { saver in
      for number in 0... {
        let bytes = [UInt8](repeating: UInt8(saver), count: 1000)
        if (try? OutputFile.write(bytes, to: "\(path)/\(number)", .kept)) != nil { return }
      }
    }
    let names = try folder.names
    #expect(names.count == count)
    let contents = try Set(names.map { try InputFile.bytes(of: "\(path)/\($0)", limit: 10_000) })
    #expect(contents == Set((0..<count).map { [UInt8](repeating: UInt8($0), count: 1000) }))
  }

  @Test func `a file that is to be kept is kept, and so is a link to nothing`() throws {
    let folder = try TemporaryFolder()
    let (file, link) = ("\(folder.path)/file", "\(folder.path)/link")
    try OutputFile.write([1], to: file, .kept)
    #expect(unsafe symlink("nothing", link) == 0)
    for path in [file, link] {
      #expect(throws: OutputError.exists(path)) { try OutputFile.write([2], to: path, .kept) }
    }
    #expect(try InputFile.bytes(of: file, limit: 10) == [1])
    #expect(try folder.names == ["file", "link"])
  }

  @Test func `a name that is taken while the file is written is kept, too`() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/file"
    do {
      var file = try OutputFile(path, .kept)
      try OutputFile.write([1], to: path)
      let error = #expect(throws: OutputError.self) { try file.finish() }
      #expect(error == .exists(path))
    }
    #expect(try InputFile.bytes(of: path, limit: 10) == [1])
    #expect(try folder.names == ["file"])
  }

  @Test func `where a file cannot have two names, its name is reserved first`() throws {
    let folder = try TemporaryFolder()
    let place = try FolderEntry.find("\(folder.path)/file", followingLinks: false)
    for bytes: [UInt8] in [[1], [2]] {
      try OutputFile.write(bytes, to: "\(folder.path)/temporary")
      if bytes == [1] {
        try place.takeReserved(from: "temporary")
      } else {
        let error = #expect(throws: SystemError.self) {
          try place.takeReserved(from: "temporary")
        }
        #expect(error?.number == EEXIST)
      }
      #expect(try InputFile.bytes(of: "\(folder.path)/file", limit: 10) == [1])
    }
    #expect(try folder.names == ["file", "temporary"])
  }

  @Test func `a file is replaced only if nobody has changed it`() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/session.json"
    let first = try OutputFile.write([1], to: path)
    let second = try OutputFile.write([2], to: path, .replacedIfSame(first))
    #expect(first != second && second == FileIdentity(of: path))
    #expect(throws: OutputError.changed(path)) {
      try OutputFile.write([3], to: path, .replacedIfSame(first))
    }
    // A program that writes into the file changes it, too.
    let opened = unsafe open(path, O_WRONLY | O_APPEND)
    #expect(unsafe write(opened, [4] as [UInt8], 1) == 1)
    close(opened)
    #expect(throws: OutputError.changed(path)) {
      try OutputFile.write([3], to: path, .replacedIfSame(second))
    }
    #expect(try InputFile.bytes(of: path, limit: 10) == [2, 4])
    #expect(try folder.names == ["session.json"])
  }

  @Test func `a file that is gone is made again`() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/session.json"
    let known = try OutputFile.write([1], to: path)
    #expect(unsafe unlink(path) == 0)
    try OutputFile.write([2], to: path, .replacedIfSame(known))
    #expect(try InputFile.bytes(of: path, limit: 10) == [2])
  }

  @Test(arguments: 0..<20)
  func `of many that replace one file at one moment, one does`(round: Int) throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/session.json"
    let known = try OutputFile.write([255], to: path)
    let writers = Mutex<[UInt8]>([])
    DispatchQueue.concurrentPerform(iterations: 8) { writer in
      let bytes = [UInt8(writer)]
      guard (try? OutputFile.write(bytes, to: path, .replacedIfSame(known))) != nil else { return }
      writers.withLock { $0 += bytes }
    }
    #expect(writers.withLock(\.self).count == 1)
    #expect(try InputFile.bytes(of: path, limit: 10) == writers.withLock(\.self))
    #expect(try folder.names == ["session.json"])
  }

  @Test func `programs that change a file at one moment lose no change`() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/list"
    let count = 16
    DispatchQueue.concurrentPerform(iterations: count) { number in
      try? OutputFile.update(path) {
        let old = (try? InputFile.bytes(of: path, limit: 100)) ?? []
        return old + [UInt8(number)]
      }
    }
    #expect(try InputFile.bytes(of: path, limit: 100).sorted() == (0..<16).map { UInt8($0) })
    #expect(try folder.names == ["list"])
  }

  @Test func `a change that fails leaves the file as it is`() throws {
    struct Unwilling: Error {}
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/list"
    try OutputFile.write([1], to: path)
    #expect(throws: Unwilling.self) { try OutputFile.update(path) { throw Unwilling() } }
    // What is put in its place while the content is made is read again.
    var contents: [[UInt8]] = [[2], [3]]
    try OutputFile.update(path) {
      let content = contents.removeFirst()
      if content == [2] { try OutputFile.write([9, 9], to: path) }
      return content
    }
    #expect(contents.isEmpty)
    #expect(try InputFile.bytes(of: path, limit: 10) == [3])
    #expect(try folder.names == ["list"])
  }

  @Test func `a result leaves no file of an earlier one beside it`() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/new/result"
    try OutputFile.write(["a": [1], "b": [2]], in: path)
    try OutputFile.write(["a": [3], "b": nil, "c": nil], in: path)
    #expect(try InputFolder.names(in: path) == ["a"])
    #expect(try InputFile.bytes(of: "\(path)/a", limit: 10) == [3])
  }
}
