internal import CPNG

/// Reads the rows of one PNG file in the order in which the file has them.
///
/// The file's bytes must stay where they are as long as the reader lives.
@safe struct PNGRowReader: ~Copyable {
  private let reader: OpaquePointer
  /// How often all rows are read: an interlaced file has seven passes.
  let passes: Int
  /// Three bytes a pixel, or four with opacity.
  let channels: Int

  /// Reads what comes before the pixels.
  init(_ bytes: UnsafeRawBufferPointer) throws(PNGError) {
    let start = unsafe bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let reader = unsafe cpng_reader_create(start, bytes.count) else {
      throw .undecodable("not enough memory")
    }
    var layout = cpng_layout()
    guard unsafe cpng_reader_begin(reader, UInt32(PNG.sideLimit), &layout) else {
      let message = unsafe String(cString: cpng_reader_error(reader))
      unsafe cpng_reader_free(reader)
      throw .undecodable(message)
    }
    unsafe self.reader = reader
    passes = Int(layout.passes)
    channels = Int(layout.channels)
  }

  deinit { unsafe cpng_reader_free(reader) }

  /// Reads the next row, or skips it without a place for it; a pass sets its own pixels only.
  ///
  /// - Precondition: The place has `channels` bytes for each pixel of a row, and there is a next row.
  func read(into row: UnsafeMutablePointer<UInt8>?) throws(PNGError) {
    guard unsafe cpng_reader_read(reader, row) else {
      throw .undecodable(unsafe String(cString: cpng_reader_error(reader)))
    }
  }
}
