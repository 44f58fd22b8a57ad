import HostileFiles
import Testing
import TestSupport

extension EndToEndTests {
  /// Small files that describe something huge, opened by the real program.
  struct HostileCheckpointTests {
    /// What a file asks for much with.
    enum Bomb: CaseIterable {
      case lists, tuples, memos, oneList, stride, sharedStorage, deflated, manyNotes, manyTensors
      case sizeCopies, dictionaryCopies, encodedCopies, byteOrder

      var bytes: [UInt8] {
        switch self {
        case .lists: Self.pickle([UInt8](repeating: 0x5D, count: 4 << 20))
        case .tuples: Self.pickle([0x4E] + [UInt8](repeating: 0x85, count: 4 << 20))
        case .memos: Self.pickle([0x4E] + [UInt8](repeating: 0x94, count: 4 << 20))
        case .oneList:
          Self.pickle([0x5D] + [[UInt8]](repeating: [0x4E, 0x61], count: 2 << 20).joined())
        case .stride:
          Self.pickle(tensor("w", [1 << 33], [0]))
        case .sharedStorage:
          // A DCGAN whose every kernel is the same number.
          Self.pickle(
            PickleText.dictionary(
              (0..<10).map { block in
                (
                  "main.\(3 * block).weight",
                  PickleText.tensor(extents: [512, 512, 4, 4], strides: [0, 0, 0, 0])
                )
              }))
        case .deflated: Self.deflatedStorage
        case .sizeCopies:
          Self.copies(
            [0x5D, 0x28] + [UInt8](repeating: 0x4E, count: 100_000) + [0x65], "torch", "Size")
        case .dictionaryCopies:
          Self.copies(
            [0x7D, 0x28] + [UInt8](repeating: 0x4E, count: 100_000) + [0x75], "collections",
            "OrderedDict")
        case .encodedCopies:
          Self.copies(
            PickleText.text(String(repeating: "a", count: 1 << 20)), "_codecs", "encode")
        case .byteOrder: Self.deflatedByteOrder
        case .manyNotes:
          Self.safetensors(
            "\"__metadata__\":{"
              + (0..<400_000).map { "\"\($0)\":\"\"" }.joined(separator: ",") + "}")
        case .manyTensors:
          Self.safetensors(
            (0..<200_000).map {
              "\"\($0)\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}"
            }.joined(separator: ","))
        }
      }

      /// A value that a call copies again and again.
      private static func copies(_ value: [UInt8], _ module: String, _ name: String) -> [UInt8] {
        let call = PickleText.global(module, name) + [0x68, 0, 0x85, 0x52]
        return pickle(value + [0x71, 0] + [[UInt8]](repeating: call, count: 4000).joined())
      }

      private static func pickle(_ body: [UInt8]) -> [UInt8] { ZipFile.pyTorch(body).bytes }

      private func tensor(_ name: String, _ extents: [Int], _ strides: [Int]) -> [UInt8] {
        PickleText.dictionary([(name, PickleText.tensor(extents: extents, strides: strides))])
      }

      /// Four gigabytes of storage in five bytes.
      private static var deflatedStorage: [UInt8] {
        var file = ZipFile.pyTorch(
          PickleText.dictionary([("a", PickleText.tensor(count: 1 << 30 - 1, extents: [4]))]))
        file.entries[2].bytes = [0x63, 0x60, 0x40, 0x05, 0x00]
        file.entries[2].method = 8
        file.entries[2].size = .max - 3
        return file.bytes
      }

      /// A terabyte of byte order in five bytes.
      private static var deflatedByteOrder: [UInt8] {
        var file = ZipFile.pyTorch()
        file.entries[1].bytes = [0x63, 0x60, 0x40, 0x05, 0x00]
        file.entries[1].method = 8
        file.entries[1].size = .max - 1
        return file.bytes
      }

      private static func safetensors(_ fields: String) -> [UInt8] {
        let header = Array("{\(fields)}".utf8)
        return PickleText.littleEndian(UInt64(header.count)) + header
      }
    }

    private let workspace: Workspace

    init() throws { workspace = try Workspace() }

    @Test(arguments: Bomb.allCases, ["inspect", "convert"])
    func `a small file cannot ask for much memory`(bomb: Bomb, command: String) throws {
      let bytes = bomb.bytes
      try workspace.write(bytes, to: "bomb.pth")
      let (outcome, peak) = try workspace.measure(
        ["models", command, "bomb.pth"] + (command == "convert" ? ["out.safetensors"] : []))
      if command == "inspect", [.stride, .deflated].contains(bomb) {
        // The tensor is listed with what is wrong with it.
        #expect(outcome.status == 0 && outcome.output.contains("not read      tensor '"))
      } else {
        #expect(outcome.status == 1)
        #expect(outcome.errors.hasPrefix("ganbrush: bomb.pth: "), "\(outcome.errors)")
      }
      #expect(!workspace.holds("out.safetensors"))
      #expect(peak <= 4 * bytes.count + 64 << 20)
    }

    @Test(arguments: [
      ["models", "inspect", "--tensors"], ["render", "--out", "a.png", "--model"],
    ])
    func `a name in a file does not reach the terminal as a command`(arguments: [String]) throws {
      let header =
        #"{"__metadata__": {"note": "\u001b]0;owned\u0007"}, "#
        + #""\u001b[2J": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}}"#
      try workspace.write(
        PickleText.littleEndian(UInt64(header.utf8.count)) + Array(header.utf8) + [0, 0, 0, 0],
        to: "a.safetensors")
      let outcome = try workspace.run(arguments + ["a.safetensors"])
      let text = outcome.output + outcome.errors
      #expect(text.contains("a.safetensors"))
      #expect(text.utf8.allSatisfy { $0 >= 0x20 || $0 == 0x0A }, "\(text.debugDescription)")
    }

    @Test
    func `what a pickle would execute does not happen`() throws {
      let call =
        PickleText.global("os", "system") + PickleText.tuple(PickleText.text("touch owned"))
        + [0x52]
      try workspace.write(PickleText.stream(call, storages: []), to: "evil.pth")
      for arguments in [
        ["models", "inspect", "evil.pth"], ["models", "convert", "evil.pth", "out.safetensors"],
        ["render", "--model", "evil.pth", "--out", "a.png"],
      ] {
        let outcome = try workspace.run(arguments)
        #expect(outcome.status == 1)
        #expect(outcome.errors == "ganbrush: evil.pth: the file holds no dictionary of tensors\n")
      }
      // Beside tensors it is nothing to us, and the tensors are read.
      let root = PickleText.dictionary([("a", PickleText.tensor()), ("b", call)])
      try workspace.write(PickleText.stream(root), to: "beside.pth")
      let outcome = try workspace.run(["models", "convert", "beside.pth", "out.safetensors"])
      #expect(outcome.status == 0)
      #expect(outcome.output == "out.safetensors: 1 tensor\n")
      #expect(!workspace.holds("owned"))
      #expect(!workspace.holds("a.png"))
    }
  }
}
