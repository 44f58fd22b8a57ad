import Foundation
package import Pictures

extension Picture {
  /// A PNG file of a 64×64 church that a generator of this project made.
  package static func churchFile(file: String = #filePath) throws -> [UInt8] {
    let tests = URL(filePath: file).deletingLastPathComponent().deletingLastPathComponent()
    return Array(
      try Data(contentsOf: tests.appending(path: "PicturesTests/Fixtures/scene-64.png")))
  }

  /// The pixels of that church.
  package static func church() throws -> Picture { try PNG.decode(try churchFile()) }
}
