import FoundationEssentials

/// JSON files: read from an unknown sender in no more memory than their size allows, and written.
package enum JSONFile {
  /// Larger files are refused before they are read: 256 MiB, a session of 150,000 strokes.
  package static let limit = 256 << 20

  /// Bytes that a value or key takes: the notes of the decoder and the result.
  ///
  /// With more, a session of very many strokes would ask for more than its file allows.
  private static let valueSize = 24

  /// Decodes the whole file.
  ///
  /// A value of two bytes, `1,`, costs the decoder many times as much memory, so all values are
  /// counted before it reads the first. The decoder limits the depth itself.
  ///
  /// - Parameters:
  ///   - type: What the file should hold.
  ///   - bytes: The JSON, in UTF-8.
  ///   - fileSize: The bytes of the file that it came out of, if it was compressed there.
  /// - Returns: The value, whose parts find the budget as `Decoder.budget`.
  /// - Throws: `MemoryBudget.Exceeded`, or what decoding throws.
  package static func decode<Value: Decodable>(
    _ type: Value.Type, from bytes: [UInt8], fileSize: Int? = nil
  ) throws -> Value {
    // A zero never occurs in JSON in UTF-8; in UTF-16 the values could not be counted.
    guard !bytes.contains(0) else {
      throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "not UTF-8"))
    }
    var budget = MemoryBudget(fileSize: fileSize ?? bytes.count)
    try budget.take(valueCount(bytes), of: valueSize)
    let decoder = JSONDecoder()
    if let key = SharedBudget.key { decoder.userInfo[key] = SharedBudget(budget) }
    return try decoder.decode(type, from: Data(bytes))
  }

  /// The content of a file with a value: one line, its keys in order.
  ///
  /// - Precondition: The value's numbers are finite.
  package static func encode(_ value: some Encodable) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      return Array(try encoder.encode(value)) + [UInt8(ascii: "\n")]
    } catch {
      preconditionFailure("a value that is no JSON: \(error)")
    }
  }

  /// At least as many values and keys as a parser finds.
  private static func valueCount(_ bytes: [UInt8]) -> Int {
    var count = 1
    var isText = false
    var isEscaped = false
    for byte in bytes {
      if isText {
        isText = isEscaped || byte != UInt8(ascii: "\"")
        isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): isText = true
      // Each begins another value, or follows a key.
      case UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "["), UInt8(ascii: "{"): count += 1
      default: break
      }
    }
    return count
  }
}
