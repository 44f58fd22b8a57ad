internal import CPNG

/// Reads and writes PNG files; libpng does the pixels, we do the chunks around them.
package enum PNG {
  /// The first bytes of every PNG file.
  package static let signature = PNGChunks.signature
  /// How many pixels a file may have: checked before any memory is taken for them.
  package static let pixelLimit = 64 << 20
  /// How many pixels wide or high a picture may be; libpng holds a few rows.
  package static let sideLimit = 1_000_000

  /// The sides that the pixels of a small picture can become.
  package static let scales = 1...64

  /// The same of any picture: no more than libpng can count the bytes of.
  package static func scales(width: Int, height: Int) -> ClosedRange<Int> {
    let most = scales.last { 3 * width * height * $0 * $0 <= Int(UInt32.max) }
    return 1...(most ?? 1)
  }

  /// The bytes of a PNG file with the picture and the texts, in the order of their keys.
  ///
  /// - Precondition: Each key has 1 to 79 printable Latin-1 letters and no space at either end.
  package static func encode(_ picture: Picture, text: [String: String] = [:]) -> [UInt8] {
    let file = file(picture.bytes, picture.width, picture.height, png_uint_32(PNG_FORMAT_RGB))
    return adding(text, to: file)
  }

  private static func adding(_ text: [String: String], to file: [UInt8]) -> [UInt8] {
    guard !text.isEmpty else { return file }
    let texts = PNGText.chunks(text)
    return file[..<PNGChunks.headerEnd] + texts + file[PNGChunks.headerEnd...]
  }

  /// The bytes of a PNG file of one byte a pixel: greys, or numbers such as labels.
  ///
  /// - Precondition: There are `width` × `height` bytes, at least one.
  package static func encode(greys bytes: [UInt8], width: Int, height: Int) -> [UInt8] {
    precondition(
      width > 0 && bytes.count == width * height, "\(bytes.count) bytes for \(width)×\(height)")
    return file(bytes, width, height, png_uint_32(PNG_FORMAT_GRAY))
  }

  private static func file(
    _ pixels: [UInt8], _ width: Int, _ height: Int, _ format: png_uint_32
  ) -> [UInt8] {
    var image = unsafe png_image()
    unsafe image.version = png_uint_32(PNG_IMAGE_VERSION)
    unsafe image.width = png_uint_32(width)
    unsafe image.height = png_uint_32(height)
    unsafe image.format = format
    let limit = unsafe cpng_size_limit(image)
    return unsafe [UInt8](unsafeUninitializedCapacity: Int(limit)) { target, count in
      var size = limit
      let isWritten = unsafe png_image_write_to_memory(
        &image, target.baseAddress, &size, 0, pixels, 0, nil)
      // libpng refuses only what memory cannot hold: the sizes agree by construction.
      precondition(isWritten != 0, "libpng: \(unsafe String(cString: cpng_message(&image)))")
      count = Int(size)
    }
  }

  /// The text that a PNG file carries under a key; nil if there is none.
  ///
  /// Its pixels are not looked at. A compressed text is read up to 16 MiB; of several the last counts.
  package static func text(_ key: String, in bytes: [UInt8]) throws(PNGError) -> String? {
    try PNGText.text(key, in: bytes)
  }

  /// What a PNG file lacks though its texts are there.
  package static func warnings(in bytes: [UInt8]) throws(PNGError) -> [PNGWarning] {
    var chunks = try PNGChunks(bytes)
    while chunks.next() != nil {}
    return chunks.warnings
  }
}
