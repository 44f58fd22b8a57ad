import Foundation
import Pictures
import Scenes
import Testing

extension EndToEndTests {
  /// Pictures that are large, damaged or unusual, seen by the real program.
  struct HostilePictureTests {
    private let workspace: Workspace

    init() throws { workspace = try Workspace() }

    private func arguments(_ command: String, _ picture: String) -> [String] {
      let network = command == "segment" ? "segmenter" : "vgg"
      return [command, picture, "--model", Workspace.network(network)]
        + (command == "segment" ? ["--force", "--out", "labels.png"] : [])
    }

    /// The memory in bytes that a command takes, which must succeed.
    @Test(arguments: ["segment", "classify"])
    func `a small file of many pixels takes little memory`(command: String) throws {
      _ = try workspace.draw("small.png", width: 64, height: 64)
      let side = 8192
      var writer = IndexedPNGWriter(
        width: side, height: side, palette: [Pixel(0, 90, 0), Pixel(200, 220, 255)])
      for row in 0..<side {
        writer.append([UInt8](repeating: row / 1024 % 2 == 0 ? 0 : 1, count: side))
      }
      let file = writer.finish()
      try workspace.write(file, to: "large.png")
      let (small, usual) = try workspace.measure(arguments(command, "small.png"))
      let (large, found) = try workspace.measure(arguments(command, "large.png"))
      #expect(small.status == 0 && large.status == 0, "\(large.errors)")
      #expect(found - usual <= 4 * file.count + 64 << 20, "\(found) bytes, usually \(usual)")
      guard command == "segment" else { return }
      let labels = try EncodedPicture(try workspace.bytes("labels.png"))
      #expect(labels.width == side && labels.height == side)
    }

    @Test(arguments: ["segment", "classify"])
    func `a missing end chunk is a warning, and pixels that are cut an error`(
      command: String
    ) throws {
      _ = try workspace.draw("whole.png", width: 40, height: 40)
      let file = try workspace.bytes("whole.png")
      try workspace.write(Array(file.dropLast(12)), to: "endless.png")
      try workspace.write(Array(file.dropLast(40)), to: "cut.png")
      let whole = try workspace.run(arguments(command, "whole.png"))
      let endless = try workspace.run(arguments(command, "endless.png"))
      #expect(endless.status == 0)
      #expect(
        endless.errors
          == "ganbrush: endless.png: the PNG file has no end chunk; it may have been cut\n")
      #expect(endless.output == whole.output.replacing("whole.png", with: "endless.png"))
      let cut = try workspace.run(arguments(command, "cut.png"))
      #expect(cut.status == 1 && cut.output.isEmpty)
      #expect(cut.errors.hasPrefix("ganbrush: cut.png: the PNG file ends early"))
    }

    @Test func `a session in a picture without an end is opened with a warning`() throws {
      let saved = try workspace.run("render", "--id", "3", "--out", "a.png")
      #expect(saved.status == 0, "\(saved.errors)")
      try workspace.write(Array(try workspace.bytes("a.png").dropLast(12)), to: "cut.png")
      let outcome = try workspace.run("render", "--session", "cut.png", "--out", "b.png")
      #expect(outcome.status == 0)
      #expect(
        outcome.errors
          == "ganbrush: cut.png: the PNG file has no end chunk; it may have been cut\n")
      #expect(try workspace.picture("b.png") == workspace.picture("a.png"))
    }

    @Test func `a picture may come through a pipe`() throws {
      _ = try workspace.draw("a.png", width: 40, height: 40)
      let model = Workspace.network("vgg")
      let outcome = try workspace.shell(
        "cat a.png | ganbrush classify /dev/stdin --model \(model)")
      #expect(outcome.status == 0, "\(outcome.errors)")
    }
  }
}
