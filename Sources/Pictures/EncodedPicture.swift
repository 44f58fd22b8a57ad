internal import CPNG
internal import Files

/// A picture in a PNG file: its structure has been checked, its pixels are read when they are asked for.
///
/// Only what is needed of the pixels is held, so that a small file cannot ask for much memory.
package struct EncodedPicture: Sendable {
  package let width: Int
  package let height: Int
  /// What the file lacks though its pixels are there.
  package let warnings: [PNGWarning]
  private let hasAlpha: Bool
  private let bytes: [UInt8]

  /// Checks a file up to its pixels, of which it may have as many as the limit says.
  package init(_ bytes: [UInt8], pixelLimit: Int = PNG.pixelLimit) throws(PNGError) {
    let structure = try PNGStructure(bytes)
    (width, height) = try Self.size(structure.header, bytes, limit: pixelLimit)
    hasAlpha = unsafe try bytes.span.withUnsafeBytes { (file) throws(PNGError) in
      unsafe try PNGRowReader(file).channels == 4
    }
    let isOpaque = structure.hasTransparency && !hasAlpha
    warnings = structure.warnings + (isOpaque ? [.ignoredTransparency] : [])
    self.bytes = bytes
  }

  private static func size(
    _ header: PNGChunk, _ bytes: [UInt8], limit: Int
  ) throws(PNGError) -> (Int, Int) {
    let width = Int(PNGChunks.word(bytes, at: header.content.lowerBound))
    let height = Int(PNGChunks.word(bytes, at: header.content.lowerBound + 4))
    // Each by itself first: the product of two hostile sizes overflows.
    let sides = 1...PNG.sideLimit
    guard sides ~= width, sides ~= height, width * height <= limit else {
      throw .unacceptableSize(width: width, height: height, limit: limit)
    }
    return (width, height)
  }

  /// The whole picture, transparent parts on black.
  package func picture() throws(PNGError) -> Picture {
    var pixels: [UInt8] = []
    pixels.reserveCapacity(width * height * 3)
    try forEachRowOnBlack { pixels += $0 }
    return Picture(width: width, height: height, bytes: pixels)
  }

  /// The whole picture with its opacity.
  package func rgba() throws(PNGError) -> RGBAPicture {
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
  ) throws(PNGError) -> Picture {
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
  private func forEachRowOnBlack(_ body: ([UInt8]) -> Void) throws(PNGError) {
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

  /// Passes on all rows from the top down, three bytes a pixel or four with opacity.
  ///
  /// The rows of an interlaced file are complete after its last pass only. As many are held as the
  /// file's size allows; for the others the file is read once more.
  private func forEachRow(_ body: ([UInt8]) -> Void) throws(PNGError) {
    unsafe try bytes.span.withUnsafeBytes { (file) throws(PNGError) in
      var top = 0
      while top < height {
        let reader = unsafe try PNGRowReader(file)
        let rowSize = width * reader.channels
        if reader.passes == 1 {
          var row = [UInt8](repeating: 0, count: rowSize)
          for _ in 0..<height {
            try read(from: reader, into: &row, at: 0)
            body(row)
          }
          return
        }
        // These rows are nearly all that is held, so the allowance counts twice.
        let room =
          (MemoryBudget(fileSize: bytes.count).left + MemoryBudget.allowance) / rowSize
        let band = top..<min(top + max(room, 1), height)
        try forEachRow(in: band, of: reader, body)
        top = band.upperBound
      }
    }
  }

  private func forEachRow(
    in band: Range<Int>, of reader: borrowing PNGRowReader, _ body: ([UInt8]) -> Void
  ) throws(PNGError) {
    let rowSize = width * reader.channels
    var rows = [UInt8](repeating: 0, count: band.count * rowSize)
    for pass in 1...reader.passes {
      // The first reading alone goes to the end, where the checksum of all pixels is.
      let isEnough = pass == reader.passes && band.lowerBound > 0
      for y in 0..<(isEnough ? band.upperBound : height) {
        if band.contains(y) {
          try read(from: reader, into: &rows, at: (y - band.lowerBound) * rowSize)
        } else {
          unsafe try reader.read(into: nil)
        }
      }
    }
    for start in stride(from: 0, to: rows.count, by: rowSize) {
      body(Array(rows[start..<start + rowSize]))
    }
  }

  private func read(
    from reader: borrowing PNGRowReader, into rows: inout [UInt8], at start: Int
  ) throws(PNGError) {
    precondition(
      start >= 0 && start + width * reader.channels <= rows.count,
      "row at \(start) of \(rows.count)")
    var place = rows.mutableSpan
    unsafe try place.withUnsafeMutableBufferPointer { (rows) throws(PNGError) in
      unsafe try reader.read(into: rows.baseAddress.map { unsafe $0 + start })
    }
  }
}

extension PNG {
  /// The picture of a PNG file, transparent parts on black.
  package static func decode(
    _ bytes: [UInt8], pixelLimit: Int = pixelLimit
  ) throws(PNGError) -> Picture {
    try EncodedPicture(bytes, pixelLimit: pixelLimit).picture()
  }

  /// The pixels of a PNG file with their opacity; palettes, greys and 16 bits become 8-bit colours.
  package static func decodeRGBA(
    _ bytes: [UInt8], pixelLimit: Int = pixelLimit
  ) throws(PNGError) -> RGBAPicture {
    try EncodedPicture(bytes, pixelLimit: pixelLimit).rgba()
  }
}
