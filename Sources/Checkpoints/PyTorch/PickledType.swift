/// The type of a tensor's elements; raw values are PyTorch's names.
enum PickledType: String, CaseIterable, Sendable {
  case bool = "bool"
  case uint8 = "uint8"
  case int8 = "int8"
  case uint16 = "uint16"
  case int16 = "int16"
  case uint32 = "uint32"
  case int32 = "int32"
  case uint64 = "uint64"
  case int64 = "int64"
  case float8e4m3 = "float8_e4m3fn"
  case float8e5m2 = "float8_e5m2"
  case float8e8m0 = "float8_e8m0fnu"
  case float16 = "float16"
  case bfloat16 = "bfloat16"
  case float32 = "float32"
  case float64 = "float64"
  case complex32 = "complex32"
  case complex64 = "complex64"
  case complex128 = "complex128"
  case quint8 = "quint8"
  case qint8 = "qint8"
  case qint32 = "qint32"
  case quint4 = "quint4x2"
  case quint2 = "quint2x4"
  /// Plain bytes; the tensor tells their type.
  case untyped = "untyped"

  /// The type of a storage class such as `torch.FloatStorage`; nil for another class.
  init?(storageClass name: String) {
    guard let type = Self.classes[name] else { return nil }
    self = type
  }

  /// The type of a global such as `torch.float32`; nil for another one.
  init?(global name: String) {
    guard name.hasPrefix("torch."), let type = Self(rawValue: String(name.dropFirst(6))),
      type != .untyped
    else { return nil }
    self = type
  }

  private static let classes: [String: PickledType] = [
    "torch.BoolStorage": .bool, "torch.ByteStorage": .uint8, "torch.CharStorage": .int8,
    "torch.ShortStorage": .int16, "torch.IntStorage": .int32, "torch.LongStorage": .int64,
    "torch.HalfStorage": .float16, "torch.BFloat16Storage": .bfloat16,
    "torch.FloatStorage": .float32, "torch.DoubleStorage": .float64,
    "torch.ComplexFloatStorage": .complex64, "torch.ComplexDoubleStorage": .complex128,
    "torch.QUInt8Storage": .quint8, "torch.QInt8Storage": .qint8,
    "torch.QInt32Storage": .qint32, "torch.QUInt4x2Storage": .quint4,
    "torch.QUInt2x4Storage": .quint2, "torch.storage.UntypedStorage": .untyped,
    "torch.storage._UntypedStorage": .untyped, "torch.UntypedStorage": .untyped,
  ]

  /// Bytes that one element takes.
  var byteCount: Int {
    switch self {
    case .bool, .uint8, .int8, .float8e4m3, .float8e5m2, .float8e8m0, .quint8, .qint8, .quint4,
      .quint2, .untyped:
      1
    case .uint16, .int16, .float16, .bfloat16: 2
    case .uint32, .int32, .float32, .qint32, .complex32: 4
    case .uint64, .int64, .float64, .complex64: 8
    case .complex128: 16
    }
  }

  /// The type's name in safetensors; nil where it has no such numbers.
  var storage: StorageType? {
    switch self {
    case .bool: .bool
    case .uint8, .untyped: .uint8
    case .int8: .int8
    case .uint16: .uint16
    case .int16: .int16
    case .uint32: .uint32
    case .int32: .int32
    case .uint64: .uint64
    case .int64: .int64
    case .float8e4m3: .float8e4m3
    case .float8e5m2: .float8e5m2
    case .float8e8m0: .float8e8m0
    case .float16: .float16
    case .bfloat16: .bfloat16
    case .float32: .float32
    case .float64: .float64
    case .complex64: .complex64
    case .complex32, .complex128, .quint8, .qint8, .qint32, .quint4, .quint2: nil
    }
  }
}
