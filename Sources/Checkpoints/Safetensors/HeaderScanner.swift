import Files

/// Reads the few JSON forms that a safetensors header is made of, one after another.
///
/// It keeps no tree and never recurses, so neither a deep nor a huge header can exhaust the stack,
/// and the caller sees every name, duplicates included.
struct HeaderScanner {
  private let bytes: [UInt8]
  private var position = 0
  /// Where the header begins in the file, for error messages.
  private let base: Int

  init(_ bytes: [UInt8], base: Int) {
    self.bytes = bytes
    self.base = base
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private func malformed(_ expected: String) -> CheckpointError {
    .malformedHeader(offset: base + position, expected: expected)
  }

  /// The error for a field that the format does not know.
  func unexpectedField(_ field: String) -> CheckpointError {
    malformed("dtype, shape or data_offsets before this byte, not '\(shown: field)'")
  }

  private mutating func skipSpace() {
    while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
  }

  /// Consumes `character` if it comes next, after any white space.
  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard next == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  /// Consumes `character`, which must come next, after any white space.
  mutating func expect(_ character: Unicode.Scalar) throws(CheckpointError) {
    guard skip(character) else { throw malformed("'\(character)'") }
  }

  /// Consumes `null` if it comes next, after any white space.
  mutating func skipNull() -> Bool {
    skipSpace()
    guard bytes[position...].starts(with: "null".utf8) else { return false }
    position += 4
    return true
  }

  /// Makes sure that nothing but white space is left.
  mutating func expectEnd() throws(CheckpointError) {
    skipSpace()
    guard position == bytes.count else { throw malformed("the end of the header") }
  }

  /// Reads `{"name": value, …}`, leaving each value to `read`.
  mutating func object(
    _ read: (inout HeaderScanner, String) throws(CheckpointError) -> Void
  ) throws(CheckpointError) {
    try expect("{")
    if skip("}") { return }
    repeat {
      let name = try string()
      try expect(":")
      try read(&self, name)
    } while skip(",")
    guard skip("}") else { throw malformed("',' or '}'") }
  }

  /// Reads `[1, 2, …]`, of at most so many numbers.
  mutating func integers(limit: Int) throws(CheckpointError) -> [Int] {
    try expect("[")
    if skip("]") { return [] }
    var values: [Int] = []
    repeat {
      guard values.count < limit else { throw malformed("at most \(limit) numbers") }
      values.append(try integer())
    } while skip(",")
    guard skip("]") else { throw malformed("',' or ']'") }
    return values
  }

  /// Reads digits; a sign, fraction, exponent, leading zero or overflow is an error.
  private mutating func integer() throws(CheckpointError) -> Int {
    skipSpace()
    let start = position
    var value = 0
    while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
      let (shifted, overflows) = value.multipliedReportingOverflow(by: 10)
      let (sum, carries) = shifted.addingReportingOverflow(Int(byte - UInt8(ascii: "0")))
      let leadsWithZero = position == start + 1 && bytes[start] == UInt8(ascii: "0")
      guard !overflows, !carries, !leadsWithZero else {
        throw malformed("a whole number from 0 to \(Int.max)")
      }
      value = sum
      position += 1
    }
    guard position > start else { throw malformed("a whole number from 0 to \(Int.max)") }
    return value
  }

  /// Reads a quoted string with JSON's escapes.
  mutating func string() throws(CheckpointError) -> String {
    skipSpace()
    guard next == UInt8(ascii: "\"") else { throw malformed("a quoted string") }
    position += 1
    var contents: [UInt8] = []
    while let byte = next, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw malformed("no control character in a string") }
      position += 1
      if byte == UInt8(ascii: "\\") {
        contents += try escape()
      } else {
        contents.append(byte)
      }
    }
    guard next != nil else { throw malformed("a closing quote") }
    guard let string = String(validating: contents, as: UTF8.self) else {
      throw malformed("UTF-8 in the string that ends here")
    }
    position += 1
    return string
  }

  /// Reads what follows a backslash, as UTF-8.
  private mutating func escape() throws(CheckpointError) -> [UInt8] {
    guard let byte = next else { throw malformed("an escape") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "u"):
      var units = [try codeUnit()]
      if UTF16.isLeadSurrogate(units[0]), bytes[position...].starts(with: "\\u".utf8) {
        position += 2
        units.append(try codeUnit())
      }
      guard let text = String(validating: units, as: UTF16.self) else {
        throw malformed("a pair of surrogates before this byte")
      }
      return Array(text.utf8)
    default:
      position -= 1
      throw malformed("one of the escapes \" \\ / b f n r t u")
    }
  }

  private mutating func codeUnit() throws(CheckpointError) -> UInt16 {
    let digits = bytes[position...].prefix(4)
    guard digits.count == 4, let value = hexadecimal(digits) else {
      throw malformed("four hexadecimal digits")
    }
    position += 4
    return value
  }

  private func hexadecimal(_ digits: ArraySlice<UInt8>) -> UInt16? {
    var value: UInt16 = 0
    for digit in digits {
      guard let nibble = Character(Unicode.Scalar(digit)).hexDigitValue else { return nil }
      value = value << 4 | UInt16(nibble)
    }
    return value
  }
}
