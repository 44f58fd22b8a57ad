/// A picture in a file of some format: its structure has been checked, its pixels are read when they are
/// asked for.
///
/// Only what is needed of the pixels is held, so that a small file cannot ask for much memory.
package protocol EncodedRows: Sendable {
  /// Why the pixels cannot be read.
  associatedtype Failure: Error

  var width: Int { get }
  var height: Int { get }
  /// Whether a pixel has four bytes, the last of them its opacity, instead of three.
  var hasAlpha: Bool { get }

  /// Passes on all rows from the top down, 8 bits a value.
  func forEachRow(_ body: ([UInt8]) -> Void) throws(Failure)
}

extension EncodedRows {
  /// The whole picture, transparent parts on black.
  package func picture() throws(Failure) -> Picture {
    var pixels: [UInt8] = []
    pixels.reserveCapacity(width * height * 3)
    try forEachRowOnBlack { pixels += $0 }
    return Picture(width: width, height: height, bytes: pixels)
  }

  /// The whole picture with its opacity.
  package func rgba() throws(Failure) -> RGBAPicture {
    var pixels: [UInt8] = []
    pixels.reserveCapacity(width * height * 4)
    try forEachRow { row in
      if hasAlpha { return pixels += row }
      for pixel in stride(from: 0, to: row.count, by: 3) {
        pixels += row[pixel..<pixel + 3]
        pixels.append(255)
      }
    }
    return RGBAPicture(width: width, height: height, bytes: pixels, hasAlpha: hasAlpha)
  }

  /// A part of the picture, by default all of it, in another size; what `Picture.resized` gives.
  ///
  /// - Precondition: The part is not empty and lies inside the picture.
  package func resized(
    columns: Range<Int>? = nil, rows: Range<Int>? = nil, width newWidth: Int, height newHeight: Int
  ) throws(Failure) -> Picture {
    let columns = columns ?? 0..<width
    let rows = rows ?? 0..<height
    precondition(
      columns.upperBound <= width && rows.upperBound <= height,
      "columns \(columns) and rows \(rows) of \(width)×\(height)")
    var resampler = RowResampler(
      width: columns.count, height: rows.count, newWidth: newWidth, newHeight: newHeight)
    var y = 0
    try forEachRowOnBlack { row in
      if rows.contains(y) {
        resampler.append(
          row.span.extracting(columns.lowerBound * 3..<columns.upperBound * 3))
      }
      y += 1
    }
    return resampler.picture
  }

  /// Passes on all rows as red, green and blue, mixed with black in the encoded values as browsers do.
  private func forEachRowOnBlack(_ body: ([UInt8]) -> Void) throws(Failure) {
    guard hasAlpha else { return try forEachRow(body) }
    var mixed = [UInt8](repeating: 0, count: width * 3)
    try forEachRow { row in
      for column in 0..<width {
        let opacity = Int(row[4 * column + 3])
        for channel in 0..<3 {
          mixed[3 * column + channel] = UInt8(
            truncatingIfNeeded: (Int(row[4 * column + channel]) * opacity + 127) / 255)
        }
      }
      body(mixed)
    }
  }
}
