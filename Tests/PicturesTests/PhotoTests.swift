import Files
import Pictures
import TestSupport
import Testing

/// JPEG and WebP files: whole ones pixel by pixel as Pillow reads them, hostile ones as one error.
@Suite struct PhotoTests {
  private let photos: PictureKinds

  init() throws { photos = try PictureKinds("photos") }

  private func file(_ name: String) throws -> [UInt8] {
    photos.file(try #require(photos.entries.first { $0.name == name }))
  }

  /// A WebP file's bytes after its header tells their number.
  private func sized(_ bytes: [UInt8]) -> [UInt8] {
    let count = bytes.count - 8
    return bytes[..<4] + (0..<4).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) } + bytes[8...]
  }

  /// A JPEG file that claims another size.
  private func resized(_ file: [UInt8], width: Int, height: Int) throws -> [UInt8] {
    let start = try #require(
      file.indices.dropLast().first { index in
        file[index] == 0xFF && [0xC0, 0xC2].contains(file[index + 1])
      })
    var bytes = file
    for (offset, value) in [(5, height >> 8), (6, height), (7, width >> 8), (8, width)] {
      bytes[start + offset] = UInt8(truncatingIfNeeded: value)
    }
    return bytes
  }

  @Test(arguments: PictureKinds.photos)
  func `every pixel is what others read`(kind: PictureKinds.Entry) throws {
    let expected = try #require(photos.pixels(kind))
    let found = try EncodedPicture(photos.file(kind)).rgba()
    #expect(found.width == kind.width && found.height == kind.height)
    #expect(found.hasAlpha == kind.name.contains("opacity"))
    // Releases of the libraries round colours differently, and conversions of inks do.
    let differences = zip(found.bytes, expected).map { abs(Int($0) - Int($1)) }
    #expect(differences.count == expected.count)
    let limit = kind.name.contains("lossless") ? 0 : 3
    #expect(differences.allSatisfy { $0 <= limit }, "\(differences.max() ?? 0)")
  }

  @Test(arguments: PictureKinds.photos)
  func `shrinking while reading is doing so afterwards`(kind: PictureKinds.Entry) throws {
    let encoded = try EncodedPicture(photos.file(kind))
    #expect(
      try encoded.resized(columns: 3..<27, rows: 1..<20, width: 5, height: 9)
        == encoded.picture().cropped(x: 3, y: 1, width: 24, height: 19)
        .resized(width: 5, height: 9))
  }

  @Test(arguments: PictureKinds.photos)
  func `a file that is cut is refused wherever pixels are missing`(
    kind: PictureKinds.Entry
  ) throws {
    let file = photos.file(kind)
    let whole = try EncodedPicture(file).picture()
    // WebP files have EXIF data after their pixels, and are lying pictures without them.
    let exif = file.indices.dropLast(4).first { file[$0..<$0 + 4].elementsEqual("EXIF".utf8) }
    for count in 12..<file.count {
      for cut in [Array(file[..<count]), sized(Array(file[..<count]))] {
        // What libraries read ahead may hold all pixels, without the end of the file.
        guard let found = try? EncodedPicture(cut).picture() else { continue }
        #expect(count >= (exif ?? file.count) - 8, "\(count) of \(file.count) bytes")
        #expect(found == whole || exif != nil)
      }
    }
  }

  @Test(arguments: PictureKinds.photos)
  func `damage is an error or other pixels, and never more`(kind: PictureKinds.Entry) throws {
    let file = photos.file(kind)
    var random = SplitMix64(seed: 18)
    for _ in 0..<400 {
      var bytes = file
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        bytes[Int.random(in: 12..<bytes.count, using: &random)] = .random(
          in: 0...255, using: &random)
      }
      // Other sizes than the file's would take time without other paths.
      guard let encoded = try? EncodedPicture(bytes, pixelLimit: 1 << 14) else { continue }
      let picture = try? encoded.picture()
      #expect(picture.map { $0.width == encoded.width && $0.height == encoded.height } != false)
    }
  }

  @Test func `errors say what was found and expected`() throws {
    let jpeg = try file("JPEG-420")
    let cases: [([UInt8], String)] = [
      (Array("GIF89a".utf8), "not a PNG, JPEG or WebP file but a GIF picture"),
      (
        [0xCA, 0xFE, 0, 1],
        "not a PNG, JPEG or WebP file: the first bytes are the signature of none"
      ),
      (
        try resized(jpeg, width: 65_500, height: 65_500),
        "the JPEG picture is 65500×65500, expected 1 to 67108864 pixels"
      ),
      (
        try resized(file("JPEG-progressive-inks"), width: 8192, height: 8192),
        "the JPEG picture needs more than 268435456 bytes of memory: its pixels come in several scans"
      ),
      (Array(jpeg[..<(jpeg.count / 2)]), "the JPEG file ends early: its last pixels are missing"),
      (Array(jpeg[..<20]), "the JPEG file ends early: its last pixels are missing"),
      (
        Array(try file("WebP-lossy")[..<100]),
        "the WebP file ends early: \(try file("WebP-lossy").count) bytes expected, found 100"
      ),
    ]
    for (bytes, message) in cases {
      #expect {
        _ = try EncodedPicture(bytes).picture()
      } throws: { error in
        "\(error)" == message
      }
    }
  }

  @Test func `EXIF data of either order of bytes turn a picture, damaged ones do not`() throws {
    let plain = try file("JPEG-rough")
    /// The file with EXIF data of one entry.
    func tagged(_ exif: [UInt8]) -> [UInt8] {
      let content = Array("Exif\0\0".utf8) + exif
      let marker: [UInt8] = [0xFF, 0xE1, 0, UInt8(content.count + 2)]
      return plain[..<2] + (marker + content) + plain[2...]
    }
    let big = Array("MM\0*".utf8) + [0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0]
    let turned = try EncodedPicture(tagged(big)).picture()
    #expect(turned == (try EncodedPicture(file("JPEG-orientation-6")).picture()))
    let long = Array(big[..<13]) + [4, 0, 0, 0, 1, 0, 0, 0, 6]
    #expect(try EncodedPicture(tagged(long)).picture() == turned)
    let upright = try EncodedPicture(plain).picture()
    func changed(_ place: Int, _ value: UInt8) -> [UInt8] {
      var exif = big
      exif[place] = value
      return exif
    }
    for exif in [
      changed(2, 1), changed(4, 0xFF), changed(7, 0xFF), changed(9, 0), changed(13, 4),
      changed(17, 0), changed(19, 0), changed(19, 9), changed(18, 0xFF), Array(big[..<18]), [],
    ] {
      #expect(try EncodedPicture(tagged(exif)).picture() == upright, "\(exif)")
    }
  }

  @Test func `a file without the scans of a component is refused, though it tells its end`() throws
  {
    let whole = try file("JPEG-420-scans")
    let scans = whole.indices.dropLast().filter { whole[$0] == 0xFF && whole[$0 + 1] == 0xDA }
    #expect(scans.count == 3)
    for start in scans.dropFirst() {
      #expect(throws: PictureError.jpeg(.endsEarly)) {
        try EncodedPicture(whole[..<start] + [0xFF, 0xD9]).picture()
      }
    }
  }

  @Test func `an animation is refused by name`() throws {
    // An extended header whose second flag is set, and a canvas of 37×29 pixels.
    let header: [UInt8] = [0x02, 0, 0, 0, 36, 0, 0, 28, 0, 0]
    let chunk = Array("VP8X".utf8) + [10, 0, 0, 0] + header
    let animation = Array("ANIM".utf8) + [6, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    let file = sized(Array("RIFF\0\0\0\0WEBP".utf8) + chunk + animation)
    #expect(throws: PictureError.webP(.animated)) { try EncodedPicture(file) }
  }

  @Test func `a file of many scans is given up`() throws {
    let progressive = try file("JPEG-progressive")
    func marker(_ second: UInt8?, from place: Int) throws -> Int {
      try #require(
        (place..<progressive.count - 1).first { index in
          progressive[index] == 0xFF
            && (second.map { progressive[index + 1] == $0 } ?? (progressive[index + 1] != 0))
        })
    }
    let start = try marker(0xDA, from: 0)
    let end = try marker(nil, from: start + 2)
    var file = Array(progressive[..<start])
    for _ in 0..<200 { file += progressive[start..<end] }
    file += progressive[end...]
    #expect(throws: PictureError.jpeg(.undecodable("more than 100 scans"))) {
      try EncodedPicture(file).picture()
    }
  }
}
