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
    let file = PNG.encode(picture, text: Self.text)
    #expect(try PNG.decode(file) == picture)
    for (key, text) in Self.text { #expect(try PNG.text(key, in: file) == text) }
    #expect(try PNG.text("another", in: file) == nil)
  }

  @Test(arguments: [1, 2, 3, 16, 22, 256])
  func `a palette's colours are what is seen`(colours: Int) throws {
    let palette = (0..<colours).map {
      Pixel(UInt8($0), UInt8(255 - $0), UInt8(truncatingIfNeeded: 37 &* $0))
    }
    let indices: [UInt8] = (0..<304).map { UInt8(7 * $0 % colours) }
    var writer = IndexedPNGWriter(width: 19, height: 16, palette: palette, text: Self.text)
    for rows in [0..<1, 1..<1, 1..<9, 9..<16] {
      writer.append(Array(indices[rows.lowerBound * 19..<rows.upperBound * 19]))
    }
    let file = writer.finish()
    let picture = Picture(width: 19, height: 16) { x, y in palette[Int(indices[y * 19 + x])] }
    #expect(try PNG.decode(file) == picture)
    for (key, text) in Self.text { #expect(try PNG.text(key, in: file) == text) }
  }

  @Test func `a number beyond the palette is a programmer's error`() async {
    await #expect(processExitsWith: .failure) {
      var writer = IndexedPNGWriter(width: 1, height: 1, palette: [Pixel(0, 0, 0)])
      writer.append([1])
    }
  }

  @Test func `a label map with rows left out is a programmer's error`() async {
    await #expect(processExitsWith: .failure) {
      let writer = IndexedPNGWriter(width: 1, height: 1, palette: [Pixel(0, 0, 0)])
      _ = writer.finish()
    }
  }

  @Test func `the same picture and text give the same bytes`() throws {
    let scene = try Picture.church()
    #expect(PNG.encode(scene, text: Self.text) == PNG.encode(scene, text: Self.text))
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
    for (key, text) in ["Key": "Göß", "Folded": "abc", "Both": "门"] {
      #expect(try PNG.text(key, in: file) == text)
    }
  }

  @Test func `opacity is kept and mixed with black`() throws {
    let pixels: [UInt8] = [200, 100, 50, 128, 255, 255, 255, 0]
    let file = PNGFile(
      width: 2, height: 1, colourType: 6, rows: PNGFile.stored([0] + pixels)
    ).bytes
    let picture = try PNG.decodeRGBA(file)
    #expect(picture.hasAlpha)
    #expect(picture.bytes == pixels)
    #expect(try PNG.decode(file).bytes == [100, 50, 25, 0, 0, 0])
    let opaque = try PNG.decodeRGBA(try Picture.churchFile())
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
      let picture = try PNG.decode(file.bytes)
      #expect((picture.width, picture.height) == (width, height))
    } catch {
      guard case .undecodable(let message) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(!message.isEmpty)
    }
  }

  /// libpng ends the program where it cannot count the bytes of a picture.
  @Test(arguments: [(128, 128, 64), (1024, 1024, 36), (2048, 1024, 26), (4096, 4096, 9)])
  func `the scales of a picture end where it has 4 GiB`(width: Int, height: Int, most: Int) {
    #expect(PNG.scales(width: width, height: height) == 1...most)
    let bytes = { (scale: Int) in 3 * width * height * scale * scale }
    #expect(bytes(most) < 1 << 32 && (most == 64 || bytes(most + 1) >= 1 << 32))
  }
}
