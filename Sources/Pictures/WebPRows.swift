internal import CWebP

/// The rows of a WebP file, turned upright where EXIF data say how.
///
/// libwebp holds the whole picture, so that fewer pixels are accepted than of other formats.
package struct WebPRows: EncodedRows {
  /// How many pixels a file may have: 256 MiB are held for them.
  package static let pixelLimit = 32 << 20

  package let width: Int
  package let height: Int
  package let hasAlpha: Bool
  private let orientation: PictureOrientation
  /// The sides that the file has.
  private let fileWidth: Int
  private let fileHeight: Int
  private let bytes: [UInt8]

  /// Checks a file up to its pixels, of which it may have as many as the limit says.
  package init(_ bytes: [UInt8], pixelLimit: Int = pixelLimit) throws(WebPError) {
    try Self.expectWhole(bytes)
    var features = WebPBitstreamFeatures()
    let status = unsafe WebPGetFeatures(bytes, bytes.count, &features)
    guard status == VP8_STATUS_OK else { throw WebPError(status) }
    guard features.has_animation == 0 else { throw .animated }
    (fileWidth, fileHeight) = (Int(features.width), Int(features.height))
    orientation = PictureOrientation(ofWebP: bytes)
    (width, height) =
      orientation.swapsSides ? (fileHeight, fileWidth) : (fileWidth, fileHeight)
    hasAlpha = features.has_alpha != 0
    // The format has 14 bits for each side.
    guard width > 0, height > 0, width * height <= pixelLimit else {
      throw .unacceptableSize(width: width, height: height, limit: pixelLimit)
    }
    self.bytes = bytes
  }

  /// Compares the length that the file tells with the one that it has: libwebp passes a shorter one over
  /// where the pixels happen to be whole.
  private static func expectWhole(_ bytes: [UInt8]) throws(WebPError) {
    let header = 12
    guard bytes.count >= header else { throw .truncated(needed: header, found: bytes.count) }
    let told = (4..<8).reduce(0) { $0 | Int(bytes[$1]) << (8 * ($1 - 4)) }
    guard told + 8 <= bytes.count else { throw .truncated(needed: told + 8, found: bytes.count) }
  }

  /// Passes on all rows from the top down.
  package func forEachRow(_ body: ([UInt8]) -> Void) throws(WebPError) {
    let channels = hasAlpha ? 4 : 3
    let rowSize = fileWidth * channels
    let size = rowSize * fileHeight
    var status = VP8_STATUS_OK
    let pixels = unsafe [UInt8](unsafeUninitializedCapacity: size) { target, count in
      unsafe status = decode(into: target, rowSize)
      count = status == VP8_STATUS_OK ? size : 0
    }
    guard status == VP8_STATUS_OK else { throw WebPError(status) }
    for y in 0..<height {
      body(
        orientation.row(y, of: pixels, width: fileWidth, height: fileHeight, channels: channels))
    }
  }

  private func decode(
    into target: UnsafeMutableBufferPointer<UInt8>, _ rowSize: Int
  ) -> VP8StatusCode {
    var config = unsafe WebPDecoderConfig()
    guard unsafe WebPInitDecoderConfig(&config) != 0 else { return VP8_STATUS_INVALID_PARAM }
    unsafe config.output.colorspace = hasAlpha ? MODE_RGBA : MODE_RGB
    unsafe config.output.is_external_memory = 1
    unsafe config.output.u.RGBA.rgba = target.baseAddress
    unsafe config.output.u.RGBA.stride = Int32(rowSize)
    unsafe config.output.u.RGBA.size = rowSize * fileHeight
    return unsafe WebPDecode(bytes, bytes.count, &config)
  }
}
