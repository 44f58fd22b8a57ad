import Foundation
import Pictures

/// The fixtures of these tests.
enum Fixture {
  /// A 64×64 church that a generator of this project made.
  static func sceneBytes(file: String = #filePath) throws -> [UInt8] {
    let folder = URL(filePath: file).deletingLastPathComponent()
    return Array(try Data(contentsOf: folder.appending(path: "Fixtures/scene-64.png")))
  }

  static func scene() throws -> Picture { try PNG.decode(try sceneBytes()) }
}
