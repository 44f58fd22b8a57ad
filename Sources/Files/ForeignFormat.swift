/// A kind of file that people take for a checkpoint or a picture; raw values are what it is called.
package enum ForeignFormat: String, Sendable {
  case empty = "an empty file"
  case page = "an HTML page, perhaps of an error that a download ended in"
  case xml = "an XML document, perhaps of an error that a download ended in"
  case lfsPointer = "a Git LFS pointer: git lfs pull fetches the file"
  case text = "plain text"
  case json = "JSON"

  case png = "a PNG picture"
  case damagedPNG = "a PNG picture that a transfer as text has damaged"
  case beheadedPNG = "a PNG picture without its first byte"
  case mng = "an MNG animation"
  case jng = "a JNG picture"
  case jpeg = "a JPEG picture"
  case jpegXL = "a JPEG XL picture"
  case jpeg2000 = "a JPEG 2000 picture"
  case gif = "a GIF picture"
  case webp = "a WebP picture"
  case bmp = "a BMP picture"
  case tiff = "a TIFF picture"
  case avif = "an AVIF picture"
  case heic = "a HEIC picture"
  case svg = "an SVG picture"
  case qoi = "a QOI picture"
  case photoshop = "a Photoshop file"
  case icon = "an icon file"
  case video = "a video"
  case pdf = "a PDF document"

  case numpyArray = "a NumPy array (npy)"
  case numpyArchive = "an archive of NumPy arrays (npz)"
  case zip = "a zip archive"
  case archivedArchive = "a zip archive of other files; unpack it first"
  case torchScript = "a TorchScript program; save the state dict of its module instead"
  case exportedProgram = "a program of torch.export; save a state dict instead"
  case kerasArchive = "a Keras model"
  case hdf5 = "an HDF5 file, as Keras writes them"
  case gguf = "a GGUF file"
  case onnx = "an ONNX model"
  case tensorFlowLite = "a TensorFlow Lite model"
  case pickle = "a pickle that torch.save did not write"
  case tar = "a tar archive, as PyTorch wrote them before 0.1.10"
  case gzip = "compressed by gzip; unpack it first"
  case xz = "compressed by xz; unpack it first"
  case bzip2 = "compressed by bzip2; unpack it first"
  case zstandard = "compressed by zstd; unpack it first"
  case sevenZip = "a 7-Zip archive; unpack it first"

  /// The bytes that identify a format, and how many come before them.
  private struct Mark {
    let format: ForeignFormat
    let bytes: [UInt8]
    let offset: Int

    init(_ format: ForeignFormat, _ bytes: [UInt8] = [], text: String = "", at offset: Int = 0) {
      self.format = format
      self.bytes = bytes + text.utf8
      self.offset = offset
    }
  }

  /// The longer marks of formats that begin alike come first.
  private static let marks = [
    Mark(.lfsPointer, text: "version https://git-lfs"),
    Mark(.png, [0x89], text: "PNG\r\n\u{1A}\n"), Mark(.damagedPNG, [0x89], text: "PNG"),
    Mark(.beheadedPNG, text: "PNG\r\n"), Mark(.mng, [0x8A], text: "MNG"),
    Mark(.jng, [0x8B], text: "JNG"), Mark(.jpeg, [0xFF, 0xD8, 0xFF]), Mark(.jpegXL, [0xFF, 0x0A]),
    Mark(.jpegXL, text: "JXL ", at: 4), Mark(.jpeg2000, text: "jP  ", at: 4),
    Mark(.gif, text: "GIF8"), Mark(.webp, text: "WEBP", at: 8), Mark(.tiff, text: "II*\0"),
    Mark(.tiff, text: "MM\0*"), Mark(.avif, text: "ftypavi", at: 4),
    Mark(.heic, text: "ftyphe", at: 4), Mark(.heic, text: "ftypmif1", at: 4),
    Mark(.heic, text: "ftypmsf1", at: 4), Mark(.video, text: "ftyp", at: 4),
    Mark(.photoshop, text: "8BPS"), Mark(.qoi, text: "qoif"), Mark(.pdf, text: "%PDF"),
    Mark(.numpyArray, ArrayFile.signature), Mark(.hdf5, [0x89], text: "HDF"),
    Mark(.gguf, text: "GGUF"), Mark(.tensorFlowLite, text: "TFL3", at: 4),
    Mark(.zip, [0x50, 0x4B, 3, 4]), Mark(.gzip, [0x1F, 0x8B]), Mark(.xz, [0xFD], text: "7zXZ"),
    Mark(.bzip2, text: "BZh"), Mark(.zstandard, [0x28, 0xB5, 0x2F, 0xFD]),
    Mark(.sevenZip, [0x37, 0x7A, 0xBC, 0xAF]), Mark(.tar, text: "ustar", at: 257),
  ]
  /// Marks so short that text may begin with them.
  private static let shortMarks = [Mark(.bmp, text: "BM"), Mark(.icon, [0, 0, 1, 0])]

  /// Recognises a file by its first bytes; 512 are enough.
  package init?(start: [UInt8]) {
    func has(_ mark: Mark) -> Bool { start.dropFirst(mark.offset).starts(with: mark.bytes) }
    if start.isEmpty {
      self = .empty
    } else if let mark = Self.marks.first(where: has) {
      self = mark.format
    } else if Self.isONNX(start) {
      self = .onnx
    } else if let text = Self.text(start) {
      self = text
    } else if let mark = Self.shortMarks.first(where: has) {
      self = mark.format
    } else {
      return nil
    }
  }

  /// ONNX has no signature: a protocol buffer that begins with its version, then tells its producer
  /// or begins its graph.
  private static func isONNX(_ start: [UInt8]) -> Bool {
    start.count > 16 && start[0] == 0x08 && 1...30 ~= start[1]
      && [0x12, 0x1A, 0x22, 0x3A, 0x42].contains(start[2])
  }

  /// What kind of text it is, if all of it is printable.
  private static func text(_ start: [UInt8]) -> ForeignFormat? {
    // A character may be cut at the end.
    let whole = start.count < 512 ? start[...] : start.prefix(512).dropLast(3)
    guard !whole.contains(where: { $0 < 0x20 && !(0x09...0x0D).contains($0) }) else { return nil }
    let decoded = String(decoding: whole, as: UTF8.self)
    guard !decoded.unicodeScalars.contains("\u{FFFD}") else { return nil }
    let text = decoded.drop { $0.isWhitespace || $0 == "\u{FEFF}" }.lowercased()
    if text.isEmpty { return .text }
    if text.hasPrefix("<!doctype html") || text.hasPrefix("<html") { return .page }
    if text.hasPrefix("<") { return text.contains("<svg") ? .svg : .xml }
    return text.hasPrefix("{") || text.hasPrefix("[") ? .json : .text
  }
}
