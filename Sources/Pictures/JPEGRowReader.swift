internal import CJPEG

/// Reads the rows of one JPEG file from the top down.
///
/// The file's bytes must stay where they are as long as the reader lives.
@safe struct JPEGRowReader: ~Copyable {
  private let reader: OpaquePointer
  let width: Int
  let height: Int

  /// Reads what comes before the pixels.
  init(_ bytes: UnsafeRawBufferPointer) throws(JPEGError) {
    let start = unsafe bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let reader = unsafe cjpeg_reader_create(start, bytes.count) else {
      throw .undecodable("not enough memory")
    }
    var (width, height): (UInt32, UInt32) = (0, 0)
    guard unsafe cjpeg_reader_begin(reader, &width, &height) else {
      let error = unsafe JPEGError(of: reader)
      unsafe cjpeg_reader_free(reader)
      throw error
    }
    unsafe self.reader = reader
    (self.width, self.height) = (Int(width), Int(height))
  }

  deinit { unsafe cjpeg_reader_free(reader) }

  /// Prepares for the pixels.
  func start() throws(JPEGError) {
    guard unsafe cjpeg_reader_start(reader, JPEGRows.memoryLimit) else {
      throw unsafe JPEGError(of: reader)
    }
  }

  /// Reads the next row.
  ///
  /// - Precondition: The row has three bytes for each pixel, and there is a next row.
  func read(into row: inout [UInt8]) throws(JPEGError) {
    precondition(row.count == 3 * width, "\(row.count) bytes for \(width) pixels")
    guard unsafe cjpeg_reader_read(reader, &row) else { throw unsafe JPEGError(of: reader) }
  }
}

extension JPEGError {
  /// The last error of a reader.
  fileprivate init(of reader: OpaquePointer) {
    switch unsafe cjpeg_reader_failure(reader) {
    case CJPEG_ENDS_EARLY: self = .endsEarly
    case CJPEG_TOO_LARGE: self = .oversized(limit: JPEGRows.memoryLimit)
    default: self = .undecodable(unsafe String(cString: cjpeg_reader_message(reader)))
    }
  }
}
