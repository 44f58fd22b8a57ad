import Files

/// Why a pickle is not read; nothing in it was executed.
package enum PickleError: Error, Equatable {
  case unsupportedProtocol(Int)
  case unknownOpcode(UInt8, offset: Int)
  /// An opcode takes more than is there.
  case emptyStack(offset: Int)
  case unknownMemo(Int, offset: Int)
  /// The operands of an opcode or the arguments of a global are not what it takes.
  case unexpectedValue(offset: Int, expected: String)
  case notUTF8(offset: Int)
}

extension PickleError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unsupportedProtocol(let found): "the pickle is of protocol \(found), expected 2 to 5"
    case .unknownOpcode(let code, let offset):
      "the pickle has opcode 0x\(String(code, radix: 16)) at byte \(offset), "
        + "which no checkpoint of tensors needs"
    case .emptyStack(let offset):
      "the pickle takes more values at byte \(offset) than there are"
    case .unknownMemo(let index, let offset):
      "the pickle recalls value \(index) at byte \(offset), which it never kept"
    case .unexpectedValue(let offset, let expected):
      "the pickle is malformed at byte \(offset), expected \(expected)"
    case .notUTF8(let offset): "the pickle has text at byte \(offset) that is not UTF-8"
    }
  }
}
