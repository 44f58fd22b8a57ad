import Files
import Pictures
import Testing

/// What files are told that are no PNG pictures, or too large ones.
@Suite struct PNGErrorTests {
  @Test(arguments: [
    ("", ForeignFormat.empty), ("GIF89a", .gif), ("RIFF\0\0\0\0WEBPVP8", .webp), ("II*\0", .tiff),
    ("MM\0*", .tiff), ("\0\0\0\u{18}ftypheic", .heic), ("\0\0\0\u{1C}ftypavif", .avif),
    ("<svg xmlns=\"http", .svg), ("\u{FEFF}<?xml version=\"1.0\"?>\n<svg>", .svg),
    ("\n<!DOCTYPE html><html>", .page), ("<HTML>", .page),
    ("version https://git-lfs.github.com/spec/v1\noid", .lfsPointer),
    ("PNG\r\n", .beheadedPNG), ("BM6\0\0\0", .bmp),
  ])
  func `another format is named`(text: String, format: ForeignFormat) {
    let bytes = Array(text.utf8)
    #expect(throws: PNGError.notPNG(found: format)) { try PNG.decode(bytes) }
    #expect("\(PNGError.notPNG(found: format))" == "not a PNG file but \(format.rawValue)")
  }

  @Test(arguments: [
    ([0xFF, 0xD8, 0xFF, 0xE0], ForeignFormat.jpeg),
    ([0x89, 0x50, 0x4E, 0x47, 0x0A, 0x1A, 0x0A, 0], .damagedPNG),
    ([0x8A, 0x4D, 0x4E, 0x47, 0x0D, 0x0A], .mng),
  ])
  func `another format is named by bytes that are no text`(bytes: [UInt8], format: ForeignFormat) {
    #expect(throws: PNGError.notPNG(found: format)) { try PNG.decode(bytes) }
  }

  @Test func `Apple's variant is named`() {
    let file =
      PNGFile.signature + PNGFile.chunk("CgBI", [0x50, 0, 0x20, 2]) + PNGFile.header(1, 1)
      + PNGFile.chunk("IDAT", [1]) + PNGFile.chunk("IEND", [])
    #expect(throws: PNGError.appleVariant) { try PNG.decode(file) }
    #expect("\(PNGError.appleVariant)".contains("Apple's variant (CgBI)"))
  }

  @Test func `errors say what was found and expected`() throws {
    #expect(throws: PNGError.notPNG(found: nil)) { try PNG.decode([0xCA, 0xFE, 0, 1]) }
    let file = PNG.encode(Picture(width: 1, height: 1, bytes: [1, 2, 3]))
    #expect(throws: PNGError.truncated(offset: 8, needed: 25, found: 22)) {
      try PNG.decode(Array(file[..<30]))
    }
    let errors: [(PNGError, String)] = [
      (.notPNG(found: nil), "not a PNG file: the first bytes are not its signature"),
      (
        .truncated(offset: 8, needed: 25, found: 22),
        "the PNG file ends early: 25 bytes expected at byte 8, found 22"
      ),
      (
        .wrongChecksum(chunk: "IHDR", expected: 255, found: 16),
        "the PNG chunk 'IHDR' is damaged: checksum 10, expected ff"
      ),
      (
        .unacceptableSize(width: 0, height: 9, limit: 100),
        "the PNG picture is 0×9, expected 1 to 100 pixels and sides of at most 1000000"
      ),
    ]
    for (error, description) in errors { #expect(error.description == description) }
  }

  @Test(arguments: [(0, 1), (1 << 16, 1 << 16), (0xFFFF_FFFF, 0xFFFF_FFFF), (1_000_001, 1)])
  func `a huge picture is refused before memory is taken`(width: Int, height: Int) {
    #expect(
      throws: PNGError.unacceptableSize(width: width, height: height, limit: PNG.pixelLimit)
    ) {
      try PNG.decode(PNGFile(width: width, height: height).bytes)
    }
  }

  @Test func `a caller may allow fewer pixels`() throws {
    let file = PNGFile(width: 5, height: 3, isWhole: true, extra: []).bytes
    #expect(try PNG.decodeRGBA(file, pixelLimit: 15).bytes.count == 60)
    #expect(throws: PNGError.unacceptableSize(width: 5, height: 3, limit: 14)) {
      try PNG.decodeRGBA(file, pixelLimit: 14)
    }
    #expect(throws: PNGError.unacceptableSize(width: 5, height: 3, limit: 14)) {
      try PNG.decode(file, pixelLimit: 14)
    }
  }
}
