/// Changes of sign that PyTorch had put off when it saved a tensor, and that the reader makes.
struct PendingSigns: OptionSet, Hashable, Sendable {
  let rawValue: UInt8

  /// Every number is to be negated.
  static let negative = PendingSigns(rawValue: 1)
  /// The imaginary part of every complex number is to be negated.
  static let conjugate = PendingSigns(rawValue: 2)

  /// Makes the changes to the little-endian bytes of all elements.
  func apply(to bytes: inout [UInt8], of storage: StorageType) {
    let width = storage.byteCount
    switch storage {
    case .float16, .bfloat16, .float32, .float64, .float8e4m3, .float8e5m2:
      if contains(.negative) { Self.flip(&bytes, each: width, at: width - 1) }
    case .complex64:
      if contains(.negative) { Self.flip(&bytes, each: width, at: 3) }
      if contains(.negative) != contains(.conjugate) { Self.flip(&bytes, each: width, at: 7) }
    case .int8, .int16, .int32, .int64, .uint8, .uint16, .uint32, .uint64:
      if contains(.negative) { Self.complement(&bytes, each: width) }
    // These have no sign.
    case .bool, .float4, .float6e2m3, .float6e3m2, .float8e8m0: break
    }
  }

  /// Flips the highest bit of one byte of every element.
  private static func flip(_ bytes: inout [UInt8], each width: Int, at place: Int) {
    for index in stride(from: place, to: bytes.count, by: width) { bytes[index] ^= 0x80 }
  }

  /// Negates whole numbers: all bits turned, and one added.
  private static func complement(_ bytes: inout [UInt8], each width: Int) {
    for start in stride(from: 0, to: bytes.count, by: width) {
      var carry = true
      for index in start..<start + width {
        let (sum, overflows) = (~bytes[index]).addingReportingOverflow(carry ? 1 : 0)
        bytes[index] = sum
        carry = overflows
      }
    }
  }
}
