internal import CPNG

/// Reads the fields of a text chunk from its front.
struct PNGTextFields {
  private(set) var rest: ArraySlice<UInt8>
  let chunk: String

  mutating func key() throws(PNGError) -> String {
    let letters = try upToZero("key")
    guard 1...79 ~= letters.count else {
      throw .malformedText(
        chunk: chunk, reason: "its key has \(letters.count) letters, expected 1 to 79")
    }
    return Self.latin1(letters)
  }

  /// The text after the key.
  mutating func value() throws(PNGError) -> String {
    switch chunk {
    case "tEXt": return Self.latin1(rest)
    case "zTXt":
      _ = try byte(in: 0...0, "compression method")
      return Self.latin1(try inflated()[...])
    default:
      let isCompressed = try byte(in: 0...1, "compression flag") == 1
      _ = try byte(in: 0...(isCompressed ? 0 : 255), "compression method")
      _ = try upToZero("language")
      _ = try upToZero("translated key")
      let value = isCompressed ? try inflated()[...] : rest
      guard let text = String(validating: value, as: UTF8.self) else {
        throw .malformedText(chunk: chunk, reason: "its value is not UTF-8")
      }
      return text
    }
  }

  private mutating func byte(
    in range: ClosedRange<UInt8>, _ field: String
  ) throws(PNGError) -> UInt8 {
    guard let byte = rest.popFirst() else {
      throw .malformedText(chunk: chunk, reason: "it ends before its \(field)")
    }
    guard range ~= byte else {
      throw .malformedText(chunk: chunk, reason: "its \(field) is \(byte)")
    }
    return byte
  }

  private mutating func upToZero(_ field: String) throws(PNGError) -> ArraySlice<UInt8> {
    guard let zero = rest.firstIndex(of: 0) else {
      throw .malformedText(chunk: chunk, reason: "its \(field) has no end")
    }
    defer { rest = rest[(zero + 1)...] }
    return rest[..<zero]
  }

  private static func latin1(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes.lazy.map { UInt16($0) }, as: UTF16.self)
  }

  /// Unfolds the zlib stream that is left, trying larger and larger rooms up to the limit.
  private func inflated() throws(PNGError) -> [UInt8] {
    let limit = PNGText.inflationLimit
    var room = min(max(rest.count * 4, 1024), limit)
    while true {
      var status = Z_OK
      let text = unsafe [UInt8](unsafeUninitializedCapacity: room) { target, count in
        var length = uLong(room)
        status = unsafe rest.withUnsafeBufferPointer { source in
          unsafe uncompress(
            target.baseAddress, &length, source.baseAddress, uLong(source.count))
        }
        count = status == Z_OK ? Int(length) : 0
      }
      if status == Z_OK { return text }
      guard status == Z_BUF_ERROR else {
        throw .malformedText(chunk: chunk, reason: "its compressed value is damaged")
      }
      guard room < limit else { throw .oversizedText(limit: limit) }
      room = min(room * 4, limit)
    }
  }
}
