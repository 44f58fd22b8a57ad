import Checkpoints
import Files
import HostileFiles
import TestSupport
import Testing

/// Files that are no checkpoints say what they are.
@Suite struct ForeignFormatTests {
  private static let expectation = "; expected a safetensors file or one that torch.save wrote"

  private static let zeros = [UInt8](repeating: 0, count: 600)

  @Test(arguments: [
    ("<!DOCTYPE html>\n<html>not found</html>", ForeignFormat.page),
    ("  \n<HTML lang=en>", .page), ("<?xml version=\"1.0\"?><Error/>", .xml),
    ("version https://git-lfs.github.com/spec/v1\noid sha256:ab\nsize 12\n", .lfsPointer),
    ("Entry not found", .text), ("<svg xmlns=\"x\"/>", .svg), ("{\"error\": \"gated\"}", .json),
    ("[1, 2, 3, 4, 5]", .json), ("{\"args\":{\"lr\": 0.1}}", .json),
    ("Ein Täxt mit Umläuten", .text),
  ])
  func `text tells what it is`(text: String, format: ForeignFormat) {
    #expect(message(Array(text.utf8)) == "the file is \(format.rawValue)" + Self.expectation)
  }

  private static func begins(_ text: String) -> [UInt8] { Array(text.utf8) + zeros }

  private static let signatures: [([UInt8], ForeignFormat)] = [
    ([0x93] + begins("NUMPY"), .numpyArray), ([0x89] + begins("HDF\r\n"), .hdf5),
    (begins("GGUF"), .gguf), ([0xFF, 0xD8, 0xFF, 0xE0] + zeros, .jpeg),
    ([0x89] + begins("PNG\r\n\u{1A}\n"), .png), (begins("GIF89a"), .gif),
    (begins("RIFF....WEBP"), .webp), (begins("%PDF-1.5"), .pdf), ([0x1F, 0x8B, 8] + zeros, .gzip),
    ([0x28, 0xB5, 0x2F, 0xFD] + zeros, .zstandard), ([8, 7, 0x12, 7] + begins("pytorch"), .onnx),
    ([0, 0, 0, 0] + begins("TFL3"), .tensorFlowLite),
    ([UInt8](repeating: 0x61, count: 257) + begins("ustar"), .tar),
    // pickle.dump({})
    ([0x80, 4, 0x7D, 0x2E], .pickle),
  ]

  @Test(arguments: signatures)
  func `a file of another kind is told by its first bytes`(bytes: [UInt8], format: ForeignFormat) {
    #expect(message(bytes) == "the file is \(format.rawValue)" + Self.expectation)
  }

  @Test(arguments: [
    (["arr_0.npy"], ForeignFormat.numpyArchive), (["model.pth", "readme.txt"], .archivedArchive),
    (["config.json", "metadata.json", "model.weights.h5"], .kerasArchive),
    (["archive/version", "archive/archive_format", "archive/models/model.json"], .exportedProgram),
    (["m/data.pkl", "m/constants.pkl", "m/code/__torch__.py"], .torchScript),
  ])
  func `an archive of another kind is told by its entries`(
    names: [String], format: ForeignFormat
  ) {
    let file = ZipFile(entries: names.map { ZipFile.Entry(name: $0, bytes: [0x4E]) })
    #expect(message(file.bytes) == "the file is \(format.rawValue)" + Self.expectation)
  }
}
