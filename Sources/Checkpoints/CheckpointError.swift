package import Tensors

/// Why a checkpoint cannot be used, in the words of its file format.
package enum CheckpointError: Error, Equatable {
  case missingFile(String)
  case unreadableFile(String, reason: String)
  case emptyFile
  /// The file ends before the header or the tensors that it announces.
  case truncated(expected: UInt64, found: Int)
  case headerTooLong(UInt64, limit: Int)
  /// What the header holds at a byte is not what the format allows there.
  case malformedHeader(offset: Int, expected: String)
  case duplicateName(String)
  case missingField(String, field: String)
  case offsetCount(String, found: Int)
  case unknownStorageType(String, found: String)
  /// A tensor of which one extent is 0, which no layer can use.
  case emptyTensor(String, extents: [Int])
  case tooLarge(String, extents: [Int])
  case offsetsOutOfBounds(String, begin: Int, end: Int, byteCount: Int)
  case byteCountMismatch(String, expected: Int, found: Int)
  /// Tensors must follow each other without overlaps or holes.
  case offsetsNotContiguous(String, expected: Int, found: Int)
  case trailingBytes(Int)
  case missingTensor(String)
  case shapeMismatch(String, expected: Shape, found: Shape)
  case notFloatingPoint(String, found: StorageType)
}

extension CheckpointError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .missingFile(let path): "no file at '\(path)'"
    case .unreadableFile(let path, let reason): "cannot read '\(path)': \(reason)"
    case .emptyFile: "the file is empty, expected a safetensors checkpoint"
    case .truncated(let expected, let found):
      "the file ends after \(found) bytes, expected at least \(expected)"
    case .headerTooLong(let count, let limit):
      "the header is \(count) bytes long, expected at most \(limit)"
    case .malformedHeader(let offset, let expected):
      "the header is malformed at byte \(offset), expected \(expected)"
    case .duplicateName(let name): "the name '\(name)' is used twice"
    case .missingField(let name, let field): "tensor '\(name)' has no field '\(field)'"
    case .offsetCount(let name, let found):
      "tensor '\(name)' has \(found) data_offsets, expected 2"
    case .unknownStorageType(let name, let found):
      "tensor '\(name)' is stored as '\(found)', expected one of "
        + StorageType.allCases.map(\.rawValue).joined(separator: ", ")
    case .emptyTensor(let name, let extents):
      "tensor '\(name)' is \(product(extents)), expected extents of 1 or more"
    case .tooLarge(let name, let extents):
      "tensor '\(name)' is \(product(extents)), which is too large to address"
    case .offsetsOutOfBounds(let name, let begin, let end, let byteCount):
      "tensor '\(name)' lies at bytes \(begin) to \(end), expected a range within 0 to \(byteCount)"
    case .byteCountMismatch(let name, let expected, let found):
      "tensor '\(name)' has \(found) bytes, expected \(expected)"
    case .offsetsNotContiguous(let name, let expected, let found):
      "tensor '\(name)' begins at byte \(found), expected \(expected)"
    case .trailingBytes(let count): "\(count) bytes follow the last tensor, expected none"
    case .missingTensor(let name): "no tensor named '\(name)'"
    case .shapeMismatch(let name, let expected, let found):
      "tensor '\(name)' is \(found), expected \(expected)"
    case .notFloatingPoint(let name, let found):
      "tensor '\(name)' is stored as \(found.rawValue), expected F32, F16 or BF16"
    }
  }

  private func product(_ extents: [Int]) -> String {
    extents.map(String.init).joined(separator: "×")
  }
}
