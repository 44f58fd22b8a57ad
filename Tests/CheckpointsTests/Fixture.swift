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
