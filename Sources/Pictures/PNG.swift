internal import CPNG

/// Reads and writes PNG files; libpng does the pixels, we do the texts.
///
/// A file's structure, checksums and size are checked before libpng sees it.
package enum PNG {
  /// The first bytes of every PNG file.
  package static let signature = PNGChunks.signature
  /// How many pixels a file may have: checked before any memory is taken for them.
  package static let pixelLimit = 64 << 20

  /// The bytes of a PNG file with the picture and the texts, in the order of their keys.
  ///
  /// - Precondition: Each key has 1 to 79 printable Latin-1 letters and no space at either end.
  package static func encode(_ picture: Picture, text: [String: String] = [:]) -> [UInt8] {
    let file = file(picture.bytes, picture.width, picture.height, png_uint_32(PNG_FORMAT_RGB))
    return adding(text, to: file)
  }

  /// The bytes of a PNG file with a palette, in which each pixel keeps its number.
  ///
  /// - Precondition: Every number lies in the palette; keys as in `encode(_:text:)`.
  package static func encode(_ picture: IndexedPicture, text: [String: String] = [:]) -> [UInt8] {
    if let largest = picture.indices.max() {
      precondition(
        largest < picture.palette.count, "number \(largest) of \(picture.palette.count) colours")
    }
    let colours = picture.palette.flatMap { [$0.red, $0.green, $0.blue] }
    let file = file(
      picture.indices, picture.width, picture.height,
      png_uint_32(PNG_FORMAT_RGB) | png_uint_32(PNG_FORMAT_FLAG_COLORMAP),
      palette: colours)
    return adding(text, to: file)
  }

  private static func adding(_ text: [String: String], to file: [UInt8]) -> [UInt8] {
    guard !text.isEmpty else { return file }
    let texts = text.sorted { $0.key < $1.key }.flatMap { PNGText.chunk(key: $0, value: $1) }
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
    _ pixels: [UInt8], _ width: Int, _ height: Int, _ format: png_uint_32, palette: [UInt8] = []
  ) -> [UInt8] {
    var image = unsafe png_image()
    unsafe image.version = png_uint_32(PNG_IMAGE_VERSION)
    unsafe image.width = png_uint_32(width)
    unsafe image.height = png_uint_32(height)
    unsafe image.format = format
    unsafe image.colormap_entries = png_uint_32(palette.count / 3)
    let limit = unsafe cpng_size_limit(image)
    return unsafe [UInt8](unsafeUninitializedCapacity: Int(limit)) { target, count in
      var size = limit
      let isWritten = unsafe png_image_write_to_memory(
        &image, target.baseAddress, &size, 0, pixels, 0, palette)
      // libpng refuses only what memory cannot hold: the sizes agree by construction.
      precondition(isWritten != 0, "libpng: \(unsafe String(cString: cpng_message(&image)))")
      count = Int(size)
    }
  }

  /// The picture of a PNG file, transparent parts on black, and its texts.
  ///
  /// Compressed texts are read up to 16 MiB; of several texts with one key the last counts.
  package static func decode(
    _ bytes: [UInt8]
  ) throws(PNGError) -> (picture: Picture, text: [String: String]) {
    let chunks = try checkedChunks(bytes)
    let text = try PNGText.texts(in: bytes, chunks)
    return (try pixels(bytes).onBlack, text)
  }

  /// The text that a PNG file carries under a key, whose pixels are not looked at.
  package static func text(_ key: String, in bytes: [UInt8]) throws(PNGError) -> String? {
    try PNGText.texts(in: bytes, try checkedChunks(bytes))[key]
  }

  /// The pixels of a PNG file with their opacity; palettes, greys and 16 bits become 8-bit colours.
  package static func decodeRGBA(
    _ bytes: [UInt8], pixelLimit: Int = pixelLimit
  ) throws(PNGError) -> RGBAPicture {
    _ = try checkedChunks(bytes, pixelLimit: pixelLimit)
    return try pixels(bytes)
  }

  private static func checkedChunks(
    _ bytes: [UInt8], pixelLimit: Int = pixelLimit
  ) throws(PNGError) -> [PNGChunk] {
    let chunks = try PNGChunks.list(in: bytes)
    guard let header = chunks.first, header.name == "IHDR", header.content.count == 13 else {
      throw .missingChunk("IHDR")
    }
    guard chunks.contains(where: { $0.name == "IDAT" }) else { throw .missingChunk("IDAT") }
    let width = Int(PNGChunks.word(bytes, at: header.content.lowerBound))
    let height = Int(PNGChunks.word(bytes, at: header.content.lowerBound + 4))
    // Each by itself first: the product of two hostile sizes overflows.
    guard width > 0, height > 0, width <= pixelLimit, height <= pixelLimit,
      width * height <= pixelLimit
    else {
      throw .unacceptableSize(width: width, height: height, limit: pixelLimit)
    }
    return chunks
  }

  private static func pixels(_ bytes: [UInt8]) throws(PNGError) -> RGBAPicture {
    var image = unsafe png_image()
    unsafe image.version = png_uint_32(PNG_IMAGE_VERSION)
    defer { unsafe png_image_free(&image) }
    var hasAlpha = false
    var pixels: [UInt8] = []
    let isRead = unsafe bytes.withUnsafeBytes { file in
      guard
        unsafe png_image_begin_read_from_memory(&image, file.baseAddress, file.count) != 0
      else { return false }
      unsafe hasAlpha = image.format & png_uint_32(PNG_FORMAT_FLAG_ALPHA) != 0
      unsafe image.format = png_uint_32(PNG_FORMAT_FLAG_COLOR | PNG_FORMAT_FLAG_ALPHA)
      // Without a gamma chunk libpng takes 16-bit values for linear; no writer means that.
      unsafe image.flags |= png_uint_32(PNG_IMAGE_FLAG_16BIT_sRGB)
      unsafe pixels = [UInt8](repeating: 0, count: Int(image.width) * Int(image.height) * 4)
      return unsafe png_image_finish_read(&image, nil, &pixels, 0, nil) != 0
    }
    guard isRead else {
      throw .undecodable(unsafe String(cString: cpng_message(&image)))
    }
    return unsafe RGBAPicture(
      width: Int(image.width), height: Int(image.height), bytes: pixels, hasAlpha: hasAlpha)
  }
}
