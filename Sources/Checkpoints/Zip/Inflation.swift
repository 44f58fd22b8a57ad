import CZlib

/// Undoes the compression of a zip archive, with zlib.
enum Inflation {
  /// So much of a file is read at a time.
  private static let blockSize = 1 << 16

  /// Inflates an entry to exactly as many bytes as announced.
  ///
  /// The caller has checked that so many bytes may be held.
  static func bytes(
    of source: ByteSource, _ place: StorageRange, _ deflation: StorageRange.Deflation
  ) throws(CheckpointError) -> [UInt8] {
    var reader = ByteReader(source, place.range)
    var failure: CheckpointError?
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: deflation.count) {
      buffer, initialized in
      do throws(CheckpointError) {
        initialized = unsafe try inflate(&reader, into: buffer, place.entry)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    guard bytes.count == deflation.count, reader.remaining == 0 else {
      throw .archive(.inflatedSize(place.entry, expected: deflation.count, found: bytes.count))
    }
    let checksum = unsafe UInt32(truncatingIfNeeded: crc32_z(0, bytes, bytes.count))
    guard checksum == deflation.checksum else {
      throw .archive(
        .checksum(place.entry, expected: deflation.checksum, found: checksum))
    }
    return bytes
  }

  /// Inflates until the stream ends or the buffer is full.
  ///
  /// - Returns: How many bytes there were; one more than the buffer holds if there were more.
  private static func inflate(
    _ reader: inout ByteReader, into buffer: UnsafeMutableBufferPointer<UInt8>, _ entry: String
  ) throws(CheckpointError) -> Int {
    var stream = unsafe z_stream()
    // Zip archives hold raw streams, without zlib's own header: -15.
    let size = unsafe Int32(MemoryLayout<z_stream>.size)
    guard unsafe inflateInit2_(&stream, -15, ZLIB_VERSION, size) == Z_OK else {
      throw .archive(.damagedStream(entry))
    }
    defer { unsafe inflateEnd(&stream) }
    unsafe stream.next_out = buffer.baseAddress
    var status = Z_OK
    while status == Z_OK, reader.remaining > 0 {
      var block = try reader.bytes(min(blockSize, reader.remaining))
      let isLast = reader.remaining == 0
      status = unsafe block.withUnsafeMutableBufferPointer { block in
        unsafe stream.next_in = block.baseAddress
        unsafe stream.avail_in = UInt32(block.count)
        var status = Z_OK
        repeat {
          // zlib counts in 32 bits.
          let room = unsafe buffer.count - Int(stream.total_out)
          unsafe stream.avail_out = UInt32(min(room, 1 << 30))
          status = unsafe CZlib.inflate(&stream, Z_NO_FLUSH)
        } while unsafe status == Z_OK && stream.avail_in > 0
        return status
      }
      if status == Z_STREAM_END, unsafe stream.avail_in > 0 || !isLast {
        throw .archive(.damagedStream(entry))
      }
    }
    guard status == Z_STREAM_END else { throw .archive(.damagedStream(entry)) }
    return unsafe Int(stream.total_out)
  }
}

extension StorageRange {
  /// Reads some of the storage's bytes, inflating all of it where need be.
  ///
  /// The caller has checked that so many bytes may be held.
  func bytes(_ wanted: Range<Int>, of source: ByteSource) throws(CheckpointError) -> [UInt8] {
    guard let deflation else {
      return try source.bytes(
        range.lowerBound + wanted.lowerBound..<range.lowerBound + wanted.upperBound)
    }
    let inflated = try Inflation.bytes(of: source, self, deflation)
    return wanted == 0..<inflated.count ? inflated : Array(inflated[wanted])
  }
}
