internal import CJPEG

/// The rows of a JPEG file, turned upright where EXIF data say how.
///
/// A file that lies on its side, or is upside down, is held as pixels. One whose pixels come in several scans is held by libjpeg as coefficients, up to `memoryLimit`.
package struct JPEGRows: EncodedRows {
  /// How many bytes libjpeg may hold: enough for a progressive photo of 40 million pixels.
  package static let memoryLimit = 256 << 20

  package let width: Int
  package let height: Int
  package let hasAlpha = false
  private let orientation: PictureOrientation
  private let bytes: [UInt8]

  /// Checks a file up to its pixels, of which it may have as many as the limit says.
  package init(_ bytes: [UInt8], pixelLimit: Int = EncodedPicture.pixelLimit) throws(JPEGError) {
    let (width, height) = try unsafe bytes.span.withUnsafeBytes { (file) throws(JPEGError) in
      let reader = unsafe try JPEGRowReader(file)
      return (reader.width, reader.height)
    }
    // libjpeg knows no side above 65,500, so the product is a number.
    guard width * height <= pixelLimit else {
      throw .unacceptableSize(width: width, height: height, limit: pixelLimit)
    }
    orientation = PictureOrientation(ofJPEG: bytes)
    (self.width, self.height) = orientation.swapsSides ? (height, width) : (width, height)
    self.bytes = bytes
  }

  /// Passes on all rows from the top down.
  package func forEachRow(_ body: ([UInt8]) -> Void) throws(JPEGError) {
    unsafe try bytes.span.withUnsafeBytes { (file) throws(JPEGError) in
      let reader = unsafe try JPEGRowReader(file)
      try reader.start()
      let (fileWidth, fileHeight) = (reader.width, reader.height)
      var row = [UInt8](repeating: 0, count: fileWidth * 3)
      guard orientation.needsWholePicture else {
        for _ in 0..<fileHeight {
          try reader.read(into: &row)
          body(orientation.row(0, of: row, width: fileWidth, height: 1))
        }
        return
      }
      var pixels: [UInt8] = []
      pixels.reserveCapacity(row.count * fileHeight)
      for _ in 0..<fileHeight {
        try reader.read(into: &row)
        pixels += row
      }
      for y in 0..<height {
        body(orientation.row(y, of: pixels, width: fileWidth, height: fileHeight))
      }
    }
  }
}
