import Pictures
import TestSupport
import Testing

@Suite struct PNGTests {
  static let text = [
    "Title": "St. Mary's", "ganbrush": "{\"strokes\": [\"Tür → 門\"]}", "Größe": "", "lines": "a\nb",
  ]

  @Test(arguments: [(1, 1), (3, 2), (64, 64), (257, 5)])
  func `what is written is read back`(width: Int, height: Int) throws {
    let picture = Picture.random(width: width, height: height, colours: 500, seed: 7)
    let (decoded, text) = try PNG.decode(PNG.encode(picture, text: Self.text))
    #expect(decoded == picture)
    #expect(text == Self.text)
  }

  @Test(arguments: [1, 2, 3, 16, 22, 256])
  func `a palette's colours are what is seen`(colours: Int) throws {
    let palette = (0..<colours).map {
      Pixel(UInt8($0), UInt8(255 - $0), UInt8(truncatingIfNeeded: 37 &* $0))
    }
    let indices: [UInt8] = (0..<304).map { UInt8(7 * $0 % colours) }
    let picture = IndexedPicture(width: 19, height: 16, palette: palette, indices: indices)
    let (decoded, text) = try PNG.decode(PNG.encode(picture, text: Self.text))
    #expect(decoded == picture.picture)
    #expect(text == Self.text)
  }

  @Test func `a number beyond the palette is a programmer's error`() async {
    await #expect(processExitsWith: .failure) {
      let picture = IndexedPicture(
        width: 1, height: 1, palette: [Pixel(0, 0, 0)], indices: [1])
      _ = PNG.encode(picture)
    }
  }

  @Test func `the same picture and text give the same bytes`() throws {
    let scene = try Fixture.scene()
    #expect(PNG.encode(scene, text: Self.text) == PNG.encode(scene, text: Self.text))
  }

  @Test func `a truncated file is refused at every byte`() throws {
    let picture = Picture.random(width: 5, height: 4, colours: 9, seed: 1)
    let file = PNG.encode(picture, text: Self.text)
    for count in file.indices {
      #expect(throws: PNGError.self) { try PNG.decode(Array(file[..<count])) }
    }
    #expect(try PNG.decode(file + [1, 2, 3]).picture == picture)
  }

  @Test(arguments: UInt64(0)..<200)
  func `a damaged byte is noticed`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var file = PNG.encode(
      Picture.random(width: 6, height: 3, colours: 9, seed: seed), text: Self.text)
    file[Int.random(in: file.indices, using: &random)] ^=
      1 << UInt8.random(in: 0..<8, using: &random)
    #expect(throws: PNGError.self) { try PNG.decode(file) }
  }

  @Test func `errors say what was found and expected`() throws {
    #expect(throws: PNGError.notPNG) { try PNG.decode([]) }
    #expect(throws: PNGError.notPNG) { try PNG.decode(Array("GIF89a, no PNG".utf8)) }
    let file = PNG.encode(Picture(width: 1, height: 1, bytes: [1, 2, 3]))
    #expect(throws: PNGError.truncated(offset: 8, needed: 25, found: 22)) {
      try PNG.decode(Array(file[..<30]))
    }
    let errors: [(PNGError, String)] = [
      (.notPNG, "not a PNG file: the first eight bytes are not its signature"),
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
        "the PNG picture is 0×9, expected 1 to 100 pixels"
      ),
    ]
    for (error, description) in errors { #expect(error.description == description) }
  }

  @Test func `a huge picture is refused before memory is taken`() {
    for (width, height) in [(0, 1), (1 << 16, 1 << 16), (0xFFFF_FFFF, 0xFFFF_FFFF)] {
      #expect(
        throws: PNGError.unacceptableSize(width: width, height: height, limit: PNG.pixelLimit)
      ) {
        try PNG.decode(PNGFile(width: width, height: height).bytes)
      }
    }
  }

  @Test func `a file of chunks without pixels is refused`() {
    #expect(throws: PNGError.missingChunk("IDAT")) {
      try PNG.decode(PNGFile.signature + PNGFile.header(1, 1) + PNGFile.chunk("IEND", []))
    }
    #expect(throws: PNGError.missingChunk("IHDR")) {
      try PNG.decode(PNGFile.signature + PNGFile.chunk("IEND", []))
    }
    #expect(throws: PNGError.malformedChunk(offset: 8)) {
      try PNG.decode(PNGFile.signature + PNGFile.chunk("I2 4", []))
    }
    #expect {
      try PNG.decode(PNGFile(width: 4, height: 4).bytes)
    } throws: { error in
      if case .undecodable? = error as? PNGError { true } else { false }
    }
  }

  @Test func `older and compressed texts are read`() throws {
    let latin = PNGFile.chunk("tEXt", Array("Key".utf8) + [0, 0x47, 0xF6, 0xDF])
    let folded = PNGFile.chunk(
      "zTXt", Array("Folded".utf8) + [0, 0] + PNGFile.stored(Array("abc".utf8)))
    let both = PNGFile.chunk(
      "iTXt",
      Array("Both".utf8) + [0, 1, 0] + Array("de".utf8) + [0, 0]
        + PNGFile.stored(Array("门".utf8)))
    let file = PNGFile(width: 1, height: 1, isWhole: true, extra: latin + folded + both).bytes
    #expect(try PNG.decode(file).text == ["Key": "Göß", "Folded": "abc", "Both": "门"])
  }

  @Test(arguments: [
    ("tEXt", [], "its key has no end"),
    ("tEXt", [0, 65], "its key has 0 letters, expected 1 to 79"),
    ("zTXt", [65, 0], "it ends before its compression method"),
    ("zTXt", [65, 0, 1, 9], "its compression method is 1"),
    ("zTXt", [65, 0, 0, 9], "its compressed value is damaged"),
    ("iTXt", [65, 0, 2], "its compression flag is 2"),
    ("iTXt", [65, 0, 0, 0, 66], "its language has no end"),
    ("iTXt", [65, 0, 0, 0, 0, 0, 0xFF], "the value of 'A' is not UTF-8"),
  ])
  func `a malformed text is named`(chunk: String, content: [UInt8], reason: String) {
    let file = PNGFile(
      width: 1, height: 1, isWhole: true, extra: PNGFile.chunk(chunk, content)
    ).bytes
    #expect(throws: PNGError.malformedText(chunk: chunk, reason: reason)) {
      try PNG.decode(file)
    }
  }

  @Test func `a text that unfolds to too much is refused`() throws {
    let bomb = PNGFile.stored([UInt8](repeating: 65, count: 16 << 20 | 1))
    let file = PNGFile(
      width: 1, height: 1, isWhole: true, extra: PNGFile.chunk("zTXt", [65, 0, 0] + bomb)
    ).bytes
    #expect(throws: PNGError.oversizedText(limit: 16 << 20)) { try PNG.decode(file) }
  }

  @Test func `opacity is kept and mixed with black`() throws {
    let pixels: [UInt8] = [200, 100, 50, 128, 255, 255, 255, 0]
    let file = PNGFile(
      width: 2, height: 1, colourType: 6, rows: PNGFile.stored([0] + pixels)
    ).bytes
    let picture = try PNG.decodeRGBA(file)
    #expect(picture.hasAlpha)
    #expect(picture.bytes == pixels)
    #expect(try PNG.decode(file).picture.bytes == [100, 50, 25, 0, 0, 0])
    let opaque = try PNG.decodeRGBA(try Fixture.sceneBytes())
    #expect(!opaque.hasAlpha)
    #expect(opaque.width == 64 && opaque.height == 64 && opaque.bytes[3] == 255)
  }

  @Test(arguments: UInt64(0)..<300)
  func `pixels that make no sense give an error or a picture`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let width = Int.random(in: 1...9, using: &random)
    let height = Int.random(in: 1...9, using: &random)
    let rows = (0..<Int.random(in: 0...400, using: &random)).map { _ in
      UInt8.random(in: 0...6, using: &random)
    }
    let file = PNGFile(
      width: width, height: height, colourType: UInt8.random(in: 0...7, using: &random),
      rows: PNGFile.stored(rows), extra: PNGFile.chunk("PLTE", Array(rows.prefix(9))))
    do throws(PNGError) {
      let picture = try PNG.decode(file.bytes).picture
      #expect((picture.width, picture.height) == (width, height))
    } catch {
      guard case .undecodable(let message) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(!message.isEmpty)
    }
  }
}
