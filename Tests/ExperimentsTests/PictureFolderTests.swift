import Dissection
import Experiments
import Foundation
import TestSupport
import Testing

/// What is found in a folder of pictures.
final class PictureFolderTests {
  private let temporary: TemporaryFolder
  private var path: String { temporary.path }

  init() throws {
    temporary = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: "\(path)/b/c", withIntermediateDirectories: true)
    for name in ["2.png", "b/1.PNG", "b/c/1.png", "b/notes.txt"] {
      try Data("x".utf8).write(to: URL(filePath: "\(path)/\(name)"))
    }
  }

  private func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: "\(path)/\(name)", withDestinationPath: target)
  }

  @Test func `each picture is there once, even where links lead in circles`() throws {
    let names = ["2.png", "b/1.PNG", "b/c/1.png"]
    for spelling in [path, path + "/", path + "//"] {
      #expect(try PictureFolder(at: spelling).source == .folder(path: path, names: names))
    }
    try link("b/up", to: path)
    try link("b/c/self", to: ".")
    try link("twice", to: "b")
    try link("3.png", to: "2.png")
    #expect(try PictureFolder(at: path).source == .folder(path: path, names: names))
  }

  @Test func `names that are no text are told`() throws {
    let name: [CChar] = [0x61, -1, 0x2E, 0x70, 0x6E, 0x67, 0]
    let opened = unsafe open(path, O_RDONLY | O_DIRECTORY)
    let file = unsafe openat(opened, name, O_CREAT | O_WRONLY, 0o600)
    #expect(file >= 0)
    close(file)
    close(opened)
    let folder = try PictureFolder(at: path)
    #expect(folder.foreign == ["a\u{FFFD}.png"] && folder.source.count == 3)
  }
}
