/// How a checkpoint stores the elements of one tensor; raw values are the names in safetensors.
package enum StorageType: String, CaseIterable, Sendable {
  case bool = "BOOL"
  case float4 = "F4"
  case float6e2m3 = "F6_E2M3"
  case float6e3m2 = "F6_E3M2"
  case uint8 = "U8"
  case int8 = "I8"
  case float8e5m2 = "F8_E5M2"
  case float8e4m3 = "F8_E4M3"
  case float8e8m0 = "F8_E8M0"
  case uint16 = "U16"
  case int16 = "I16"
  case float16 = "F16"
  case bfloat16 = "BF16"
  case uint32 = "U32"
  case int32 = "I32"
  case float32 = "F32"
  case uint64 = "U64"
  case int64 = "I64"
  case float64 = "F64"
  case complex64 = "C64"

  /// Bits that one element takes.
  package var bitCount: Int {
    switch self {
    case .float4: 4
    case .float6e2m3, .float6e3m2: 6
    case .bool, .uint8, .int8, .float8e5m2, .float8e4m3, .float8e8m0: 8
    case .uint16, .int16, .float16, .bfloat16: 16
    case .uint32, .int32, .float32: 32
    case .uint64, .int64, .float64, .complex64: 64
    }
  }

  /// Whole bytes that one element takes; 0 for those that share a byte.
  var byteCount: Int { bitCount / 8 }

  /// Bytes that so many elements take; nil where they cannot be counted, or end within a byte.
  func byteCount(of elements: Int) -> Int? {
    let (bits, overflows) = elements.multipliedReportingOverflow(by: bitCount)
    return overflows || bits % 8 != 0 ? nil : bits / 8
  }
}
