import Files

/// Why a zip archive cannot be read.
package enum ZipError: Error, Equatable {
  /// There is no end of a central directory: the file was cut, or is no archive.
  case noDirectory
  case splitArchive
  case misplacedDirectory(offset: UInt64, byteCount: UInt64, limit: Int)
  case entryCount(expected: UInt64, found: Int)
  case tooManyEntries(UInt64, limit: Int)
  case malformedEntry(offset: Int)
  case nameNotUTF8(offset: Int)
  case duplicateEntry(String)
  case encryptedEntry(String)
  case unknownMethod(String, UInt16)
  case entryOutOfBounds(String, offset: UInt64, byteCount: UInt64, limit: Int)
  case overlappingEntries(String, String)
  case storedSize(String, expected: UInt64, found: UInt64)
  case missingEntry(String)
  case severalEntries(String, [String])
  case damagedStream(String)
  case inflatedSize(String, expected: Int, found: Int)
  case checksum(String, expected: UInt32, found: UInt32)
  case unknownByteOrder(String)
}

extension ZipError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .noDirectory: "the zip archive has no directory at its end: the file is cut or damaged"
    case .splitArchive: "the zip archive is one of several parts, expected a whole one"
    case .misplacedDirectory(let offset, let byteCount, let limit):
      "the zip directory of \(byteCount) bytes is said to be at byte \(offset), "
        + "expected it to end before byte \(limit)"
    case .entryCount(let expected, let found):
      "the zip directory has \(found) entries, expected \(expected)"
    case .tooManyEntries(let count, let limit):
      "the zip directory has \(count) entries, expected at most \(limit)"
    case .malformedEntry(let offset): "the zip entry at byte \(offset) is malformed"
    case .nameNotUTF8(let offset): "the name of the zip entry at byte \(offset) is not UTF-8"
    case .duplicateEntry(let name): "the zip archive has two entries '\(shown: name)'"
    case .encryptedEntry(let name): "zip entry '\(shown: name)' is encrypted"
    case .unknownMethod(let name, let method):
      "zip entry '\(shown: name)' is compressed by method \(method), expected 0 (stored) or 8 (deflated)"
    case .entryOutOfBounds(let name, let offset, let byteCount, let limit):
      "zip entry '\(shown: name)' of \(byteCount) bytes lies at byte \(offset), "
        + "expected it to end before byte \(limit)"
    case .overlappingEntries(let first, let second):
      "zip entries '\(shown: first)' and '\(shown: second)' overlap"
    case .storedSize(let name, let expected, let found):
      "zip entry '\(shown: name)' is stored in \(found) bytes, expected \(expected)"
    case .missingEntry(let name): "the zip archive has no entry '\(shown: name)'"
    case .severalEntries(let name, let found):
      "the zip archive has several entries '\(shown: name)': "
        + found.prefix(4).map { "'\(shown: $0)'" }.joined(separator: ", ")
    case .damagedStream(let name): "zip entry '\(shown: name)' is damaged"
    case .inflatedSize(let name, let expected, let found):
      "zip entry '\(shown: name)' has \(found) bytes when inflated, expected \(expected)"
    case .checksum(let name, let expected, let found):
      "zip entry '\(shown: name)' is damaged: its checksum is \(hexadecimal(found)), "
        + "expected \(hexadecimal(expected))"
    case .unknownByteOrder(let found):
      "the byte order is '\(shown: found)', expected 'little' or 'big'"
    }
  }

  private func hexadecimal(_ checksum: UInt32) -> String { String(checksum, radix: 16) }
}
