import Pictures
import TestSupport
import Testing

/// Of a damaged file only what is asked for may fail.
@Suite struct PNGDamageTests {
  private let picture = Picture.random(width: 6, height: 5, colours: 9, seed: 1)

  /// The picture's file with further chunks before its pixels.
  private func file(_ extra: [UInt8]) -> [UInt8] {
    let whole = PNG.encode(picture)
    return whole[..<33] + extra + whole[33...]
  }

  /// A chunk with one bit of its checksum changed.
  private func damaged(_ name: String, _ content: [UInt8]) -> [UInt8] {
    var chunk = PNGFile.chunk(name, content)
    chunk[chunk.count - 1] ^= 1
    return chunk
  }

  // MARK: Pixels

  @Test(arguments: ["tEXt", "zTXt", "iTXt", "iCCP", "gAMA", "sRGB", "eXIf", "tIME", "abCd", "acTL"])
  func `chunks that are no pixels cannot spoil them`(name: String) throws {
    let contents: [[UInt8]] = [
      [], Array("ganbrush".utf8), Array("Key".utf8) + [0, 0, 0, 0, 0, 0xFF, 0xFE],
      Array("Key".utf8) + [0, 0, 9, 9, 9], [UInt8](repeating: 0xFF, count: 100_000),
    ]
    for content in contents {
      for chunk in [PNGFile.chunk(name, content), damaged(name, content)] {
        let encoded = try EncodedPicture(file(chunk + chunk))
        #expect(try encoded.picture() == picture)
        #expect(encoded.warnings == [])
      }
    }
  }

  @Test func `a file that is cut before its end chunk is a warning, within the pixels an error`()
    throws
  {
    let file = PNG.encode(picture, text: ["Title": "a"])
    for count in file.indices {
      let cut = Array(file[..<count])
      if count < file.count - 12 {
        #expect(throws: PNGError.self) { try PNG.decode(cut) }
      } else {
        let encoded = try EncodedPicture(cut)
        #expect(encoded.warnings == [.missingEnd])
        #expect(try encoded.picture() == picture)
      }
    }
    #expect(try EncodedPicture(file + [1, 2, 3]).warnings == [])
    #expect(
      "\(PNGWarning.missingEnd)" == "the PNG file has no end chunk; it may have been cut")
  }

  @Test func `what follows the pixels may be broken`() throws {
    let whole = PNG.encode(picture)
    let tails = [
      [UInt8](repeating: 0, count: 40), Array(PNGFile.chunk("tEXt", [65, 0, 66]).dropLast()),
      PNGFile.chunk("A\u{7}BC", []),
    ]
    for tail in tails {
      let encoded = try EncodedPicture(Array(whole.dropLast(12)) + tail)
      #expect(encoded.warnings == [.missingEnd])
      #expect(try encoded.picture() == picture)
    }
    #expect(
      try EncodedPicture(whole.dropLast(12) + damaged("tEXt", []) + whole.suffix(12)).warnings == []
    )
  }

  @Test(arguments: ["IHDR", "PLTE", "IDAT"])
  func `a chunk without which there is no picture must be whole`(name: String) throws {
    let rows = PNGFile.chunk("IDAT", PNGFile.stored([0, 0]))
    func file(_ damagedName: String?) -> [UInt8] {
      let chunks: [(String, [UInt8])] = [
        ("IHDR", Array(PNGFile.header(1, 1, 3)[8..<21])), ("PLTE", [7, 8, 9]),
        ("IDAT", Array(rows[8..<rows.count - 4])), ("IEND", []),
      ]
      return PNGFile.signature
        + chunks.flatMap { $0.0 == damagedName ? damaged($0.0, $0.1) : PNGFile.chunk($0.0, $0.1) }
    }
    #expect(try PNG.decode(file(nil)).bytes == [7, 8, 9])
    #expect {
      try PNG.decode(file(name))
    } throws: { error in
      "\(error)".hasPrefix("the PNG chunk '\(name)' is damaged: checksum ")
    }
  }

  @Test func `transparency that cannot be read is a warning`() throws {
    let pixels = picture.bytes[..<3].flatMap { [0, $0] as [UInt8] }
    #expect(try PNG.decode(file(PNGFile.chunk("tRNS", pixels))) != picture)
    for chunk in [damaged("tRNS", pixels), PNGFile.chunk("tRNS", [1])] {
      let encoded = try EncodedPicture(file(chunk))
      #expect(encoded.warnings == [.ignoredTransparency])
      #expect(try encoded.picture() == picture)
    }
    #expect("\(PNGWarning.ignoredTransparency)".contains("'tRNS' is damaged"))
  }

  @Test func `pixels that do not agree with their own checksum are refused`() throws {
    var rows = PNGFile.stored([0, 10, 20, 30])
    rows[rows.count - 1] ^= 1
    let file = PNGFile(width: 1, height: 1, colourType: 2, rows: rows).bytes
    #expect(throws: PNGError.undecodable("IDAT: incorrect data check")) { try PNG.decode(file) }
    let longer = PNGFile(
      width: 1, height: 1, colourType: 2, rows: PNGFile.stored([0, 10, 20, 30, 40]) + [1, 2]
    ).bytes
    #expect(try PNG.decode(longer).bytes == [10, 20, 30])
  }

  @Test func `a damaged bit is noticed where it matters`() throws {
    let file = PNG.encode(picture, text: ["ganbrush": "{}"])
    var (pictures, texts) = (0, 0)
    for index in file.indices {
      var damaged = file
      damaged[index] ^= 1 << UInt8(index % 8)
      // The pixels are refused or right, and so is the text.
      if let found = try? PNG.decode(damaged) {
        #expect(found == picture)
        pictures += 1
      }
      if let text = try? PNG.text("ganbrush", in: damaged) {
        #expect(text == "{}")
        texts += 1
      }
    }
    // What is not damaged itself is read: pixels where the text is, and the text where pixels are.
    let chunk = "ganbrush".utf8.count + 5 + 2
    #expect(pictures >= chunk && texts >= file.count - chunk - 60, "\(pictures), \(texts)")
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
    #expect(throws: PNGError.undecodable("not enough image data")) {
      try PNG.decode(Array(PNGFile(width: 4, height: 4).bytes.dropLast(12)))
    }
    #expect(throws: PNGError.undecodable("JUNK: unhandled critical chunk")) {
      try PNG.decode(file(PNGFile.chunk("JUNK", [])))
    }
  }

  // MARK: Texts

  @Test(arguments: [
    ("tEXt", [], "its key has no end"),
    ("tEXt", [0, 65], "its key has 0 letters, expected 1 to 79"),
    ("zTXt", [65, 0], "it ends before its compression method"),
    ("zTXt", [65, 0, 1, 9], "its compression method is 1"),
    ("zTXt", [65, 0, 0, 9], "its compressed value is damaged"),
    ("iTXt", [65, 0, 2], "its compression flag is 2"),
    ("iTXt", [65, 0, 0, 0, 66], "its language has no end"),
    ("iTXt", [65, 0, 0, 0, 0, 0, 0xFF], "its value is not UTF-8"),
  ])
  func `a malformed text is named to those who ask for it`(
    chunk: String, content: [UInt8], reason: String
  ) throws {
    let malformed = PNGFile.chunk(chunk, content)
    #expect(throws: PNGError.malformedText(chunk: chunk, reason: reason)) {
      try PNG.text("A", in: file(malformed))
    }
    let other = PNGFile.chunk("tEXt", Array("B".utf8) + [0, 67])
    #expect(try PNG.text("B", in: file(malformed + other + malformed)) == "C")
    #expect(try PNG.decode(file(malformed)) == picture)
  }

  @Test func `a damaged text is an error to those who may have asked for it`() throws {
    let content = Array("A".utf8) + [0, 67]
    for name in ["A", "unknown"] {
      #expect {
        try PNG.text(name, in: file(damaged("tEXt", content)))
      } throws: { error in
        "\(error)".hasPrefix("the PNG chunk 'tEXt' is damaged: checksum ")
      }
    }
    let another = PNGFile.chunk("tEXt", Array("B".utf8) + [0, 68])
    #expect(try PNG.text("B", in: file(damaged("tEXt", content) + another)) == "D")
  }

  @Test func `a text is read though the pixels are cut or damaged`() throws {
    var file = PNG.encode(picture, text: ["A": "b"])
    file[file.count - 20] ^= 1
    #expect(throws: PNGError.self) { try PNG.decode(file) }
    #expect(try PNG.text("A", in: file) == "b")
    #expect(try PNG.text("A", in: Array(file.dropLast(30))) == "b")
    #expect(throws: PNGError.self) { try PNG.text("A", in: Array(file[..<40])) }
  }

  @Test func `a text that unfolds to too much is refused`() throws {
    let bomb = PNGFile.stored([UInt8](repeating: 65, count: 16 << 20 | 1))
    let file = PNGFile(
      width: 1, height: 1, isWhole: true, extra: PNGFile.chunk("zTXt", [65, 0, 0] + bomb)
    ).bytes
    #expect(throws: PNGError.oversizedText(limit: 16 << 20)) { try PNG.text("A", in: file) }
    #expect(try PNG.decode(file).width == 1)
  }
}
