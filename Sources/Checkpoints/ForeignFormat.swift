/// A kind of file that people take for a checkpoint; raw values are what it is called.
package enum ForeignFormat: String, Sendable {
  case page = "an HTML page, perhaps an error or a login that a download ended in"
  case xml = "an XML document, perhaps an error that a download ended in"
  case lfsPointer = "a Git LFS pointer, not the file that it stands for; git lfs pull gets that"
  case text = "plain text"
  case json = "JSON"
  case numpyArray = "a numpy array (npy)"
  case numpyArchive = "an archive of numpy arrays (npz)"
  case archivedArchive = "a zip archive of other files; unpack it first"
  case torchScript = "a TorchScript program, expected the state dict of its module"
  case exportedProgram = "a program of torch.export, expected a state dict"
  case kerasArchive = "a Keras model"
  case hdf5 = "an HDF5 file, as Keras writes them"
  case gguf = "a GGUF file"
  case onnx = "an ONNX model"
  case tensorFlowLite = "a TensorFlow Lite model"
  case jpeg = "a JPEG picture"
  case png = "a PNG picture"
  case gif = "a GIF picture"
  case webp = "a WebP picture"
  case pdf = "a PDF document"
  case gzip = "compressed by gzip; unpack it first"
  case xz = "compressed by xz; unpack it first"
  case bzip2 = "compressed by bzip2; unpack it first"
  case zstandard = "compressed by zstd; unpack it first"
  case sevenZip = "a 7-Zip archive; unpack it first"
  case tar = "a tar archive, as PyTorch wrote them before 0.1.10"
  case pickle = "a pickle that torch.save did not write"

  /// Recognises a file by its first bytes, up to 512.
  init?(start: [UInt8]) {
    func begins(_ bytes: [UInt8], at offset: Int = 0) -> Bool {
      start.dropFirst(offset).starts(with: bytes)
    }
    for (bytes, format) in Self.signatures where begins(bytes) {
      self = format
      return
    }
    if begins(Array("ustar".utf8), at: 257) {
      self = .tar
    } else if begins(Array("TFL3".utf8), at: 4) {
      self = .tensorFlowLite
    } else if begins(Array("RIFF".utf8)), begins(Array("WEBP".utf8), at: 8) {
      self = .webp
    } else if Self.isONNX(start) {
      self = .onnx
    } else if let text = Self.text(start) {
      self = text
    } else {
      return nil
    }
  }

  /// Recognises a zip archive that is none of PyTorch's by the names of its entries.
  init?(entries: [String]) {
    func has(_ endings: String...) -> Bool {
      entries.contains { name in endings.contains { name.hasSuffix($0) } }
    }
    if has("constants.pkl") {
      self = .torchScript
    } else if has("archive_format", "models/model.json") {
      self = .exportedProgram
    } else if has("model.weights.h5", "keras_metadata.pb") {
      self = .kerasArchive
    } else if has(".npy") {
      self = .numpyArchive
    } else if has(".pth", ".pt", ".zip", ".safetensors", ".ckpt", ".pkl", ".bin", ".tar") {
      self = .archivedArchive
    } else {
      return nil
    }
  }

  private static let signatures: [([UInt8], ForeignFormat)] = [
    (Array("version https://git-lfs".utf8), .lfsPointer),
    ([0x93] + Array("NUMPY".utf8), .numpyArray), ([0x89] + Array("HDF".utf8), .hdf5),
    (Array("GGUF".utf8), .gguf), ([0xFF, 0xD8, 0xFF], .jpeg), ([0x89] + Array("PNG".utf8), .png),
    (Array("GIF8".utf8), .gif), (Array("%PDF".utf8), .pdf), ([0x1F, 0x8B], .gzip),
    ([0xFD] + Array("7zXZ".utf8), .xz), (Array("BZh".utf8), .bzip2),
    ([0x28, 0xB5, 0x2F, 0xFD], .zstandard), (Array("7z".utf8) + [0xBC, 0xAF], .sevenZip),
  ]

  /// ONNX has no signature: a protocol buffer that begins with its version, then tells its producer
  /// or begins its graph.
  private static func isONNX(_ start: [UInt8]) -> Bool {
    start.count > 16 && start[0] == 0x08 && 1...30 ~= start[1]
      && [0x12, 0x1A, 0x22, 0x3A, 0x42].contains(start[2])
  }

  /// What kind of text it is, if all of it is printable.
  private static func text(_ start: [UInt8]) -> ForeignFormat? {
    // A character may be cut at the end.
    let whole = start.count < 512 ? start[...] : start.dropLast(3)
    guard !whole.contains(where: { $0 < 0x20 && !(0x09...0x0D).contains($0) }) else { return nil }
    let text = String(decoding: whole, as: UTF8.self).drop(while: \.isWhitespace)
    guard !text.unicodeScalars.contains("\u{FFFD}"), !text.isEmpty else { return nil }
    let lower = text.lowercased()
    if lower.hasPrefix("<!doctype html") || lower.hasPrefix("<html") { return .page }
    if lower.hasPrefix("<") { return .xml }
    return lower.hasPrefix("{") || lower.hasPrefix("[") ? .json : .text
  }
}

extension ForeignFormat: CustomStringConvertible {
  package var description: String {
    let expectation =
      switch self {
      case .torchScript, .exportedProgram: ""
      default: "; expected a safetensors file or one that torch.save wrote"
      }
    return "the file is \(rawValue)\(expectation)"
  }
}
