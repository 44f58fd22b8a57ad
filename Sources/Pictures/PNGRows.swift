internal import CPNG
internal import Files

/// The rows of a PNG file, whose chunks and checksums were checked before libpng sees them.
package struct PNGRows: EncodedRows {
  package let width: Int
  package let height: Int
  /// What the file lacks though its pixels are there.
  package let warnings: [PNGWarning]
  package let hasAlpha: Bool
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

  /// Passes on all rows from the top down.
  ///
  /// The rows of an interlaced file are complete after its last pass only. As many are held as the
  /// file's size allows; for the others the file is read once more.
  package func forEachRow(_ body: ([UInt8]) -> Void) throws(PNGError) {
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
    try PNGRows(bytes, pixelLimit: pixelLimit).picture()
  }

  /// The pixels of a PNG file with their opacity; palettes, greys and 16 bits become 8-bit colours.
  package static func decodeRGBA(
    _ bytes: [UInt8], pixelLimit: Int = pixelLimit
  ) throws(PNGError) -> RGBAPicture {
    try PNGRows(bytes, pixelLimit: pixelLimit).rgba()
  }
}
