import Checkpoints
import FoundationEssentials
import Painting
import Units

/// Small networks of NetworksTests, and files for them.
enum Fixture {
  /// The checkpoint of a network.
  static func path(_ name: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../NetworksTests/Fixtures/\(name).safetensors").standardizedFileURL.path
  }

  /// A DCGAN with 4×4, 8×8 and 16×16 cells and pictures of 32×32 pixels, without recipes.
  static func model() throws -> Model { try Model(path: path("dcgan")) }

  static func bytes(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: path)))
  }

  /// A session of the small DCGAN with a stroke.
  static let session: Session = {
    var session = Session(latent: Latent(id: 9), layer: "main.5")
    session.strokes = [
      Stroke(
        concept: "unit 3", direction: .remove, edits: [UnitEdit(layer: "main.5", unit: 3)],
        mask: nil)
    ]
    return session
  }()

  static func write(_ bytes: [UInt8], to path: String) throws {
    try Data(bytes).write(to: URL(filePath: path))
  }

  static func makeFolder(_ path: String) throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }
}
