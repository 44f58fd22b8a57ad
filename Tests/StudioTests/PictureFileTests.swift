import Seeing
import Foundation
import Pictures
import TestSupport
import Testing

@Suite struct PictureFileTests {
  @Test(arguments: [(100, 60), (60, 100), (7, 7), (1, 300)])
  func `the middle of a picture is its largest square`(width: Int, height: Int) throws {
    let folder = try TemporaryFolder()
    let picture = Picture.random(width: width, height: height, colours: 30, seed: 2)
    let path = "\(folder.path)/a.png"
    try Fixture.write(PNG.encode(picture), to: path)
    let file = try PictureFile(path)
    #expect(file.width == width && file.height == height && file.warnings.isEmpty)
    #expect(
      try file.resized(width: 20, height: 10) == picture.resized(width: 20, height: 10))
    let side = min(width, height)
    let middle = picture.cropped(
      x: (width - side) / 2, y: (height - side) / 2, width: side, height: side)
    #expect(try file.middleSquare(width: 16, height: 16) == middle.resized(width: 16, height: 16))
  }

  @Test func `what a file lacks is told`() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/a.png"
    // The chunk that ends a file has 12 bytes.
    try Fixture.write(
      PNG.encode(Picture.random(width: 4, height: 4, colours: 2, seed: 1)).dropLast(12), to: path)
    #expect(try PictureFile(path).warnings == [.missingEnd])
  }

  @Test func `a file that is no picture is named with the reason`() throws {
    let folder = try TemporaryFolder()
    func path(_ name: String) -> String { "\(folder.path)/\(name)" }
    let whole = PNG.encode(Picture.random(width: 20, height: 20, colours: 9, seed: 1))
    var damaged = whole
    damaged[whole.count / 2] ^= 4
    // The width of the header, whose checksum is looked at after the chunk's length.
    var large = whole
    large[16] = 0x7F
    // A PNG of 2³⁰ pixels, with true checksums.
    let huge =
      whole.prefix(8)
      + [
        0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0x80, 0, 0, 0, 0x80, 0, 8, 2, 0, 0, 0,
        0x4B, 0x1E, 0x34, 0x28,
      ] + whole[33...]
    for (name, bytes) in [
      ("text.png", Array("GIF89a".utf8)), ("empty.png", []), ("damaged.png", damaged),
      ("cut.png", Array(whole.prefix(whole.count / 2))), ("large.png", large),
      ("huge.png", Array(huge)), ("sparse.png", []),
    ] {
      try Fixture.write(bytes, to: path(name))
    }
    let sparse = try FileHandle(forWritingTo: URL(filePath: path("sparse.png")))
    try sparse.truncate(atOffset: 512 << 20 | 1)
    for (name, target) in [("loop.png", "loop.png"), ("link.png", "sparse.png")] {
      try FileManager.default.createSymbolicLink(
        atPath: path(name), withDestinationPath: target)
    }
    for (name, reason) in [
      ("text.png", "\(path("text.png")): not a PNG, JPEG or WebP file but a GIF picture"),
      ("empty.png", "not a PNG, JPEG or WebP file but an empty file"),
      ("cut.png", "the PNG file ends early"),
      ("damaged.png", "is damaged: checksum"), ("large.png", "is damaged: checksum"),
      ("huge.png", "32768×32768, expected 1 to"),
      ("missing.png", "no file at '\(path("missing.png"))'"),
      (".", "'\(path("."))' is a folder, expected a file"),
      ("loop.png", "cannot read '\(path("loop.png"))': too many levels of symbolic links"),
      ("sparse.png", "' has 536870913 bytes, expected at most 536870912"),
      ("link.png", "' has 536870913 bytes, expected at most 536870912"),
    ] {
      let error = #expect(throws: SeeingError.self) {
        // The pixels are read when they are asked for.
        try PictureFile(path(name)).resized(width: 4, height: 4)
      }
      #expect(error?.description.contains(reason) == true, "\(name): \(error?.description ?? "")")
    }
  }
}
