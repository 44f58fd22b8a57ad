internal import CPNG

/// One chunk of a PNG file: its four letters and where its content lies.
struct PNGChunk: Equatable {
  let name: String
  let content: Range<Int>
}

/// The outer structure of a PNG file: signature, chunks, checksums.
enum PNGChunks {
  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
  /// Where the first chunk after the header begins.
  static let headerEnd = 33

  /// Lists the chunks up to the end chunk, after checking every length and checksum.
  ///
  /// Bytes after the end chunk are ignored, as other readers do.
  static func list(in bytes: [UInt8]) throws(PNGError) -> [PNGChunk] {
    guard bytes.starts(with: signature) else { throw .notPNG }
    var chunks: [PNGChunk] = []
    var offset = signature.count
    repeat {
      let left = bytes.count - offset
      guard left >= 12 else { throw .truncated(offset: offset, needed: 12, found: left) }
      let length = Int(word(bytes, at: offset))
      guard length <= left - 12 else {
        throw .truncated(offset: offset, needed: length + 12, found: left)
      }
      let letters = bytes[offset + 4..<offset + 8]
      guard letters.allSatisfy({ UInt8(ascii: "A")...UInt8(ascii: "z") ~= $0 }) else {
        throw .malformedChunk(offset: offset)
      }
      let name = String(decoding: letters, as: UTF8.self)
      let end = offset + 8 + length
      let expected = checksum(bytes[offset + 4..<end])
      let found = word(bytes, at: end)
      guard expected == found else {
        throw .wrongChecksum(chunk: name, expected: expected, found: found)
      }
      chunks.append(PNGChunk(name: name, content: offset + 8..<end))
      offset = end + 4
    } while chunks.last?.name != "IEND"
    return chunks
  }

  /// The big-endian number of four bytes.
  ///
  /// - Precondition: Four bytes lie at `offset`.
  static func word(_ bytes: [UInt8], at offset: Int) -> UInt32 {
    bytes[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// A whole chunk: length, name, content, checksum.
  ///
  /// - Precondition: The name has four ASCII letters.
  static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
    precondition(name.utf8.count == 4, "chunk name '\(name)'")
    let checked = Array(name.utf8) + content
    return bigEndian(UInt32(content.count)) + checked + bigEndian(checksum(checked[...]))
  }

  private static func bigEndian(_ value: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }

  private static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    unsafe bytes.withUnsafeBufferPointer { buffer in
      UInt32(truncatingIfNeeded: unsafe crc32_z(0, buffer.baseAddress, buffer.count))
    }
  }
}
