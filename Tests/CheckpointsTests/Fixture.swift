import Checkpoints
import FoundationEssentials

/// The files that Fixtures/make_fixtures.py wrote.
enum Fixture {
  static func path(_ name: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/\(name)").path
  }

  static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: path(name))))
  }

  /// All files of PyTorch's two formats.
  static let archives = [
    "bare.pt", "counted.pt", "training.pt", "averaged.pt", "net-g.pt", "model.pt", "other-key.pt",
    "protocol-4.pt", "deflated.pt", "big-endian.pt", "no-byte-order.pt",
  ]
  static let streams = [
    "legacy.pth", "legacy-training.pth", "legacy-protocol-4.pth", "legacy-python-2.pth",
    "legacy-views.pth",
  ]
}

/// The error that a file gives when it is opened and all of it is read, or `no error`.
func message(_ bytes: [UInt8]) -> String {
  do throws(CheckpointError) {
    let checkpoint = try Checkpoint(bytes: bytes)
    _ = checkpoint.parts(under: nil)
    for name in checkpoint.part.names { _ = try checkpoint.tensor(name) }
    return "no error"
  } catch {
    return error.description
  }
}
