/// What a file is that should be a PNG picture, as far as its first bytes tell.
enum ForeignFormat {
  /// A format, its first bytes, and how many bytes come before these.
  private static let marks: [(name: String, mark: [UInt8], offset: Int)] = [
    ("a PNG file that a transfer as text has damaged", [0x89] + Array("PNG".utf8), 0),
    ("a PNG file without its first byte", Array("PNG\r\n".utf8), 0),
    ("an MNG animation", [0x8A] + Array("MNG".utf8), 0),
    ("a JNG picture", [0x8B] + Array("JNG".utf8), 0),
    ("a JPEG picture", [0xFF, 0xD8, 0xFF], 0),
    ("a JPEG XL picture", [0xFF, 0x0A], 0),
    ("a JPEG XL picture", Array("JXL ".utf8), 4),
    ("a JPEG 2000 picture", Array("jP  ".utf8), 4),
    ("a GIF picture", Array("GIF8".utf8), 0),
    ("a WebP picture", Array("WEBP".utf8), 8),
    ("a BMP picture", Array("BM".utf8), 0),
    ("a TIFF picture", Array("II*\0".utf8), 0),
    ("a TIFF picture", Array("MM\0*".utf8), 0),
    ("an AVIF picture", Array("ftypavi".utf8), 4),
    ("a HEIC picture", Array("ftyphe".utf8), 4),
    ("a HEIC picture", Array("ftypmif1".utf8), 4),
    ("a HEIC picture", Array("ftypmsf1".utf8), 4),
    ("a video", Array("ftyp".utf8), 4),
    ("a Photoshop file", Array("8BPS".utf8), 0),
    ("a QOI picture", Array("qoif".utf8), 0),
    ("an icon file", [0, 0, 1, 0], 0),
    ("a PDF file", Array("%PDF".utf8), 0),
    ("a NumPy array", [0x93] + Array("NUMPY".utf8), 0),
    ("a zip archive", Array("PK".utf8), 0),
    ("gzip data", [0x1F, 0x8B], 0),
    ("a Git LFS pointer: git lfs pull fetches the file", Array("version https://git-lfs".utf8), 0),
  ]
  /// Texts that stand near the beginning, in lower case.
  private static let texts = [
    ("an SVG picture", "<svg"), ("an HTML page", "<!doctype html"), ("an HTML page", "<html"),
    ("an XML file", "<?xml"),
  ]

  /// The format with its article; nil if it is none of those that people take for pictures.
  static func name(of bytes: [UInt8]) -> String? {
    guard !bytes.isEmpty else { return "an empty file" }
    if let mark = marks.first(where: { bytes.dropFirst($0.offset).starts(with: $0.mark) }) {
      return mark.name
    }
    guard bytes.prefix(16).contains(UInt8(ascii: "<")) else { return nil }
    let start = String(decoding: bytes.prefix(512), as: UTF8.self).lowercased()
    return texts.first { start.contains($0.1) }?.0
  }
}
