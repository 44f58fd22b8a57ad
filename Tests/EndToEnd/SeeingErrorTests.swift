import Checkpoints
import Foundation
import Pictures
import Tensors
import Testing

extension EndToEndTests {
  /// What `segment` and `classify` say of files that do not serve.
  struct SeeingErrorTests {
    private let workspace: Workspace

    init() throws { workspace = try Workspace() }

    /// A picture, a part of it, and a part of a segmenter.
    private func writeBroken() throws {
      let whole = PNG.encode(
        try workspace.draw("whole.png", width: 20, height: 20))
      try workspace.write(Array(whole.prefix(whole.count / 2)), to: "cut.png")
      var bad = try [UInt8](Data(contentsOf: URL(filePath: Workspace.network("segmenter"))))
      bad.removeLast(100)
      try workspace.write(bad, to: "cut.safetensors")
    }

    @Test(arguments: ["segment", "classify"])
    func `a file that is no picture is named in one line`(command: String) throws {
      try writeBroken()
      let model = command == "segment" ? Workspace.network("segmenter") : Workspace.network("vgg")
      for (name, reason) in [
        ("cut.png", "the PNG file ends early"), ("missing.png", "no file at 'missing.png'"),
      ] {
        let outcome = try workspace.run(
          [command, "whole.png", name, "--model", model]
            + (command == "segment" ? ["--force", "--out", "maps"] : []))
        #expect(outcome.status == 1)
        #expect(outcome.errors.hasPrefix("ganbrush: ") && outcome.errors.contains(name))
        #expect(outcome.errors.contains(reason), "\(outcome.errors)")
        #expect(outcome.errors.count { $0 == "\n" } == 1)
        // What came before is whole, of what is wrong there is nothing.
        let maps = try? FileManager.default.contentsOfDirectory(atPath: workspace.path("maps"))
        #expect(maps == (command == "segment" ? ["whole-labels.png"] : nil))
      }
    }

    @Test(arguments: [
      ("segment", "dcgan", "the network is a DCGAN, a generator, expected a segmenter"),
      (
        "segment", "vgg",
        "the network is a VGG with batch normalization, a classifier, expected a segmenter"
      ),
      ("classify", "segmenter", "the network is a U-Net, a segmenter, expected a classifier"),
      ("classify", "progressive", "a generator, expected a classifier"),
      ("segment", "latents", "not a known network"),
    ])
    func `a network of another kind is named`(
      command: String, network: String, reason: String
    ) throws {
      _ = try workspace.draw("a.png", width: 20, height: 20)
      let path = Workspace.network(network)
      let outcome = try workspace.run(
        [command, "a.png", "--model", path]
          + (command == "segment" ? ["--out", "labels.png"] : []))
      #expect(outcome.status == 1)
      #expect(outcome.errors.hasPrefix("ganbrush: \(path): "), "\(outcome.errors)")
      #expect(outcome.errors.contains(reason), "\(outcome.errors)")
      #expect(!workspace.holds("labels.png"))
    }

    @Test func `a painter refuses a segmenter`() throws {
      let outcome = try workspace.run(
        "render", "--out", "a.png", "--model", Workspace.network("segmenter"))
      #expect(outcome.status == 1)
      #expect(outcome.errors.contains("a U-Net, a segmenter, expected a generator"))
    }

    @Test func `a damaged segmenter and a folder without one are named`() throws {
      try writeBroken()
      let cut = try workspace.run("segment", "whole.png", "--model", "cut.safetensors")
      #expect(cut.status == 1 && cut.errors.hasPrefix("ganbrush: cut.safetensors: "))
      let folder = try workspace.run("classify", "whole.png", "--model", ".")
      #expect(folder.errors == "ganbrush: no classifier.safetensors in the folder .\n")
    }

    @Test func `weights that lead beyond all numbers are an error, not a label map`() throws {
      let checkpoint = try Checkpoint(contentsOf: Workspace.network("segmenter"))
      _ = try workspace.draw("a.png", width: 32, height: 32)
      var bytes = try [UInt8](Data(contentsOf: URL(filePath: Workspace.network("segmenter"))))
      // The last tensor of 32-bit floats: any number of 3e38 makes sums infinite.
      let name = try #require(checkpoint.entries.first { $0.name == "out.weight" }).name
      let weights = try checkpoint.tensor(name)
      let pattern = unsafe weights.elements.withUnsafeBytes { unsafe Array($0) }
      let place = try #require(bytes.firstRange(of: pattern)?.lowerBound)
      for index in stride(from: place, to: place + pattern.count, by: 4) {
        bytes.replaceSubrange(index..<index + 4, with: [0xFF, 0xFF, 0x7F, 0x7F])
      }
      try workspace.write(bytes, to: "wild.safetensors")
      let outcome = try workspace.run(
        "segment", "a.png", "--model", "wild.safetensors", "--out", "labels.png")
      #expect(outcome.status == 1)
      #expect(
        outcome.errors
          == "ganbrush: wild.safetensors: its scores for a.png are no finite numbers\n")
      #expect(!workspace.holds("labels.png"))
    }

    @Test func `a label map is whole or not there`() throws {
      _ = try workspace.draw("a.png", width: 96, height: 96)
      let outcome = try workspace.run(
        "segment", "a.png", "--model", Workspace.network("segmenter"), "--out",
        "no-such-folder/labels.png")
      #expect(outcome.status == 1)
      #expect(
        outcome.errors
          == "ganbrush: cannot write 'no-such-folder/labels.png': no such file or directory\n")
    }
  }
}
