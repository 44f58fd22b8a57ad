/// A value that a pickle describes.
enum PickleValue: Sendable {
  case none
  case bool(Bool)
  case integer(Int)
  /// A number too long for `Int`: little-endian, two's complement.
  case long([UInt8])
  case double(Double)
  case text(String)
  case bytes([UInt8])
  case global(PickleGlobal)
  /// A class or function that no checkpoint of tensors needs, by its full name; never called.
  case otherGlobal(String)
  /// A value that may be shared or changed later: its number in a `PickleHeap`.
  case object(Int)

  /// The text that metadata shows for the value; nil for values that have no short text.
  var note: String? {
    switch self {
    case .bool(let value): "\(value)"
    case .integer(let value): "\(value)"
    case .double(let value): "\(value)"
    case .text(let value): value
    case .none, .long, .bytes, .global, .otherGlobal, .object: nil
    }
  }

  /// The text that a path shows for a key; nil for values that are no plain keys.
  var key: String? {
    switch self {
    case .text(let value): value
    case .integer(let value): "\(value)"
    case .bytes(let value): String(decoding: value, as: UTF8.self)
    default: nil
    }
  }
}
