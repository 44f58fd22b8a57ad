internal import CPNG

/// Writes a PNG file with a palette while its rows arrive; only the compressed bytes are held.
@safe package struct IndexedPNGWriter: ~Copyable {
  /// The most colours that a palette can have.
  package static let colourLimit = 256

  private let width: Int
  private let height: Int
  private let colours: Int
  /// It must not move: zlib knows its address.
  private let stream: UnsafeMutablePointer<z_stream>
  /// The file so far, without the pixels.
  private var file: [UInt8]
  private var compressed: [UInt8] = []
  private var rows = 0

  /// Begins a file.
  ///
  /// - Parameters:
  ///   - width: Pixels of a row.
  ///   - height: How many rows there are.
  ///   - palette: The colours.
  ///   - opacities: How much of what lies below each of the first colours hides, of 255; the others hide all.
  ///   - text: What else the file says, by keys.
  /// - Precondition: The palette has 1 to `colourLimit` colours; keys of texts as `PNG.encode` wants them.
  package init(
    width: Int, height: Int, palette: [Pixel], opacities: [UInt8] = [], text: [String: String] = [:]
  ) {
    precondition(width > 0 && height > 0, "a picture of \(width)×\(height)")
    precondition(1...Self.colourLimit ~= palette.count, "a palette of \(palette.count) colours")
    precondition(opacities.count <= palette.count, "\(opacities.count) opacities")
    self.width = width
    self.height = height
    colours = palette.count
    // 8 bits a pixel, numbers of a palette, no interlacing.
    let size = PNGChunks.bigEndian(UInt32(width)) + PNGChunks.bigEndian(UInt32(height))
    file =
      PNGChunks.signature + PNGChunks.chunk("IHDR", size + [8, 3, 0, 0, 0]) + PNGText.chunks(text)
      + PNGChunks.chunk("PLTE", palette.flatMap { [$0.red, $0.green, $0.blue] })
      + (opacities.isEmpty ? [] : PNGChunks.chunk("tRNS", opacities))
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    let status = unsafe deflateInit_(
      stream, Z_DEFAULT_COMPRESSION, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "zlib: \(status)")
  }

  deinit {
    unsafe deflateEnd(stream)
    unsafe stream.deallocate()
  }

  /// Adds rows, one byte a pixel.
  ///
  /// - Precondition: They are whole rows, no more than are left, and every number lies in the palette.
  package mutating func append(_ numbers: [UInt8]) {
    precondition(
      numbers.count % width == 0 && rows + numbers.count / width <= height,
      "\(numbers.count) numbers after \(rows) rows of \(width)×\(height)")
    let largest = numbers.max() ?? 0
    precondition(largest < colours, "number \(largest) of \(colours) colours")
    let count = numbers.count / width
    var lines: [UInt8] = []
    lines.reserveCapacity(numbers.count + count)
    for row in 0..<count {
      // Each row begins with its filter: none.
      lines.append(0)
      lines += numbers[row * width..<(row + 1) * width]
    }
    compress(&lines, flush: Z_NO_FLUSH)
    rows += count
  }

  /// The whole file.
  ///
  /// - Precondition: All rows were added.
  package consuming func finish() -> [UInt8] {
    precondition(rows == height, "\(rows) rows of \(width)×\(height)")
    var nothing: [UInt8] = []
    compress(&nothing, flush: Z_FINISH)
    return file + PNGChunks.chunk("IDAT", compressed) + PNGChunks.chunk("IEND", [])
  }

  /// Passes bytes to zlib, which does not change them though its type says so.
  private mutating func compress(_ bytes: inout [UInt8], flush: Int32) {
    var block = [UInt8](repeating: 0, count: 1 << 14)
    unsafe bytes.withUnsafeMutableBufferPointer { source in
      unsafe stream.pointee.next_in = source.baseAddress
      unsafe stream.pointee.avail_in = UInt32(source.count)
      var isFull = true
      while isFull {
        let count = unsafe block.withUnsafeMutableBufferPointer { target in
          unsafe stream.pointee.next_out = target.baseAddress
          unsafe stream.pointee.avail_out = UInt32(target.count)
          unsafe deflate(stream, flush)
          return target.count - Int(unsafe stream.pointee.avail_out)
        }
        compressed += block[..<count]
        isFull = count == block.count
      }
    }
  }
}
