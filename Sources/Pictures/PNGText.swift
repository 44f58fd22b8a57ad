internal import CPNG

/// The texts that a PNG file carries: keys of Latin-1 letters, values of any Unicode text.
enum PNGText {
  /// How many bytes all compressed texts of one file may unfold to.
  static let inflationLimit = 16 << 20

  /// A chunk for one text, uncompressed.
  ///
  /// - Precondition: The key has 1 to 79 printable Latin-1 letters and no space at either end.
  static func chunk(key: String, value: String) -> [UInt8] {
    let letters = key.unicodeScalars.map(\.value)
    precondition(
      1...79 ~= letters.count && letters.allSatisfy { 32...126 ~= $0 || 161...255 ~= $0 }
        && letters.first != 32 && letters.last != 32,
      "PNG text key '\(key)'")
    // After the key's zero: no compression, method 0, no language, no translated key.
    let content = letters.map { UInt8($0) } + [0, 0, 0, 0, 0] + Array(value.utf8)
    return PNGChunks.chunk("iTXt", content)
  }

  /// Every text of the file; of several with the same key the last.
  static func texts(in bytes: [UInt8], _ chunks: [PNGChunk]) throws(PNGError) -> [String: String] {
    var texts: [String: String] = [:]
    var budget = inflationLimit
    for chunk in chunks {
      var fields = TextFields(rest: bytes[chunk.content], chunk: chunk.name)
      switch chunk.name {
      case "tEXt":
        let key = try fields.key()
        texts[key] = latin1(fields.rest)
      case "zTXt":
        let key = try fields.key()
        _ = try fields.byte(in: 0...0, "compression method")
        texts[key] = latin1(try inflated(fields.rest, chunk.name, &budget)[...])
      case "iTXt":
        let key = try fields.key()
        let isCompressed = try fields.byte(in: 0...1, "compression flag") == 1
        _ = try fields.byte(in: 0...(isCompressed ? 0 : 255), "compression method")
        _ = try fields.upToZero("language")
        _ = try fields.upToZero("translated key")
        let value = isCompressed ? try inflated(fields.rest, chunk.name, &budget)[...] : fields.rest
        guard let text = String(validating: value, as: UTF8.self) else {
          throw .malformedText(chunk: chunk.name, reason: "the value of '\(key)' is not UTF-8")
        }
        texts[key] = text
      default:
        continue
      }
    }
    return texts
  }

  static func latin1(_ bytes: ArraySlice<UInt8>) -> String {
    String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  }

  /// Unfolds a zlib stream, trying larger and larger rooms up to what the budget has left.
  private static func inflated(
    _ bytes: ArraySlice<UInt8>, _ chunk: String, _ budget: inout Int
  ) throws(PNGError) -> [UInt8] {
    var room = min(max(bytes.count * 4, 1024), budget)
    while true {
      var status = Z_OK
      let text = unsafe [UInt8](unsafeUninitializedCapacity: room) { target, count in
        var length = uLong(room)
        status = unsafe bytes.withUnsafeBufferPointer { source in
          unsafe uncompress(
            target.baseAddress, &length, source.baseAddress, uLong(source.count))
        }
        count = status == Z_OK ? Int(length) : 0
      }
      if status == Z_OK {
        budget -= text.count
        return text
      }
      guard status == Z_BUF_ERROR else {
        throw .malformedText(chunk: chunk, reason: "its compressed value is damaged")
      }
      guard room < budget else { throw .oversizedText(limit: inflationLimit) }
      room = min(room * 4, budget)
    }
  }
}

/// Reads the fields of a text chunk from its front.
private struct TextFields {
  private(set) var rest: ArraySlice<UInt8>
  let chunk: String

  mutating func key() throws(PNGError) -> String {
    let letters = try upToZero("key")
    guard 1...79 ~= letters.count else {
      throw .malformedText(
        chunk: chunk, reason: "its key has \(letters.count) letters, expected 1 to 79")
    }
    return PNGText.latin1(letters)
  }

  mutating func byte(in range: ClosedRange<UInt8>, _ field: String) throws(PNGError) -> UInt8 {
    guard let byte = rest.popFirst() else {
      throw .malformedText(chunk: chunk, reason: "it ends before its \(field)")
    }
    guard range ~= byte else {
      throw .malformedText(chunk: chunk, reason: "its \(field) is \(byte)")
    }
    return byte
  }

  mutating func upToZero(_ field: String) throws(PNGError) -> ArraySlice<UInt8> {
    guard let zero = rest.firstIndex(of: 0) else {
      throw .malformedText(chunk: chunk, reason: "its \(field) has no end")
    }
    defer { rest = rest[(zero + 1)...] }
    return rest[..<zero]
  }
}
