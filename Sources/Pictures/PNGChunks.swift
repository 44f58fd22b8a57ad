internal import CPNG
import Files

/// One chunk of a PNG file: its four letters, and where its content lies.
struct PNGChunk: Equatable {
  let name: String
  let content: Range<Int>
}

/// The chunks of a PNG file, one after another up to the end chunk.
///
/// Every length is checked. None is kept: a file may have more chunks than memory should hold.
struct PNGChunks: IteratorProtocol {
  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
  /// Where the first chunk after the header begins.
  static let headerEnd = 33

  private let bytes: [UInt8]
  private var offset = signature.count
  private var isAtEnd = false
  /// Why the file ends before its end chunk: what stands where the next chunk should.
  private(set) var breakage: PNGError?
  /// What the chunks that were listed lack, once all of them are.
  var warnings: [PNGWarning] { breakage == nil ? [] : [.missingEnd] }
  /// The name of the chunk that is not whole, if that much is there.
  private(set) var brokenChunk: String?

  init(_ bytes: [UInt8]) throws(PNGError) {
    guard bytes.starts(with: Self.signature) else {
      throw .notPNG(found: ForeignFormat(start: Array(bytes.prefix(512))))
    }
    self.bytes = bytes
  }

  /// The next chunk; nil after the end chunk, or where there is none.
  ///
  /// Bytes after the end chunk are ignored, as other readers do.
  mutating func next() -> PNGChunk? {
    guard !isAtEnd else { return nil }
    isAtEnd = true
    let left = bytes.count - offset
    let letters = bytes[min(offset + 4, bytes.count)..<min(offset + 8, bytes.count)]
    guard letters.allSatisfy({ UInt8(ascii: "A")...UInt8(ascii: "z") ~= $0 }) else {
      breakage = .malformedChunk(offset: offset)
      return nil
    }
    let name = String(decoding: letters, as: UTF8.self)
    let length = left < 12 ? 0 : Int(Self.word(bytes, at: offset))
    guard length <= left - 12 else {
      breakage = .truncated(offset: offset, needed: length + 12, found: left)
      brokenChunk = name
      return nil
    }
    let content = offset + 8..<offset + 8 + length
    offset = content.upperBound + 4
    isAtEnd = name == "IEND"
    return PNGChunk(name: name, content: content)
  }

  /// Refuses a chunk whose bytes do not agree with its checksum.
  static func verify(_ chunk: PNGChunk, in bytes: [UInt8]) throws(PNGError) {
    let content = chunk.content
    let expected = checksum(bytes[content.lowerBound - 4..<content.upperBound])
    let found = word(bytes, at: content.upperBound)
    guard expected == found else {
      throw .wrongChecksum(chunk: chunk.name, expected: expected, found: found)
    }
  }

  /// The big-endian number of four bytes.
  ///
  /// - Precondition: Four bytes lie at `offset`.
  static func word(_ bytes: [UInt8], at offset: Int) -> UInt32 {
    bytes[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// The bytes of a big-endian number.
  static func bigEndian(_ value: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }

  /// A whole chunk: length, name, content, checksum.
  ///
  /// - Precondition: The name has four ASCII letters.
  static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
    precondition(name.utf8.count == 4, "chunk name '\(name)'")
    let checked = Array(name.utf8) + content
    return bigEndian(UInt32(content.count)) + checked + bigEndian(checksum(checked[...]))
  }

  private static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    unsafe bytes.withUnsafeBufferPointer { buffer in
      UInt32(truncatingIfNeeded: unsafe crc32_z(0, buffer.baseAddress, buffer.count))
    }
  }
}
