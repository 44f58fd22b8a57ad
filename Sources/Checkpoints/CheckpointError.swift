package import Files
package import Tensors

/// Why a checkpoint cannot be used, in the words of its file format.
package enum CheckpointError: Error, Equatable {
  case file(InputError)
  /// The file begins with these bytes, like none of the formats.
  case unknownFormat([UInt8])
  /// A file of another kind that people take for a checkpoint.
  case foreignFile(ForeignFormat)
  /// The file ends before the header or the tensors that it announces.
  case truncated(expected: UInt64, found: Int)
  case headerTooLong(UInt64, limit: Int)
  /// The header has something at this byte that the format does not allow there.
  case malformedHeader(offset: Int, expected: String)
  case duplicateName(String)
  case missingField(String, field: String)
  case offsetCount(String, found: Int)
  /// A tensor without elements, which no layer can use.
  case emptyTensor(String, extents: [Int])
  case tooLarge(String, extents: [Int])
  case offsetsOutOfBounds(String, begin: Int, end: Int, byteCount: Int)
  case byteCountMismatch(String, expected: Int, found: Int)
  /// Tensors must follow each other without overlaps or holes.
  case offsetsNotContiguous(String, expected: Int, found: Int)
  case trailingBytes(Int)
  case missingTensor(String)
  /// A tensor in a form that is not read: sparse, quantized, without numbers.
  case unreadableTensor(String, reason: String)
  /// A weight is divided by its spectral norm along one of two axes, and its vectors do not tell which.
  case ambiguousAxis(String)
  case shapeMismatch(String, expected: Shape, found: Shape)
  case notFloatingPoint(String, found: StorageType)
  case archive(ZipError)
  case pickle(PickleError)
  /// The file holds no dictionary with tensors; these are its first keys.
  case noStateDictionary(keys: [String])
  case storageSize(String, type: String, expected: Int, foundBytes: Int)
  case storageCount(String, expected: Int, found: Int)
  case missingStorage(String)
  case malformedView(String, offset: Int, extents: [Int], strides: [Int])
  case outsideStorage(String, last: Int, count: Int)
  /// The text says what asks for the memory, such as "the pickle".
  case tooMuchMemory(String, MemoryBudget.Exceeded)
  /// A name that the format keeps for something else.
  case reservedName(String)
  /// A number that is finite in its own precision but not in half precision.
  case beyondHalfPrecision(String, Float)
}

extension CheckpointError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .file(let error): error.description
    case .unknownFormat(let bytes):
      "the file begins with the bytes "
        + bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
        + ", expected a safetensors file or one that torch.save wrote"
    case .foreignFile(let format):
      "the file is \(format.rawValue); expected a safetensors file or one that torch.save wrote"
    case .truncated(let expected, let found):
      "the file ends after \(found) bytes, expected at least \(expected)"
    case .headerTooLong(let count, let limit):
      "the header is \(count) bytes long, expected at most \(limit)"
    case .malformedHeader(let offset, let expected):
      "the header is malformed at byte \(offset), expected \(expected)"
    case .duplicateName(let name): "the name '\(shown: name)' is used twice"
    case .missingField(let name, let field):
      "tensor '\(shown: name)' has no field '\(shown: field)'"
    case .offsetCount(let name, let found):
      "tensor '\(shown: name)' has \(found) data_offsets, expected 2"
    case .emptyTensor(let name, let extents):
      "tensor '\(shown: name)' is \(product(extents)), expected extents of 1 or more"
    case .tooLarge(let name, let extents):
      "tensor '\(shown: name)' is \(product(extents)), which is too large to address"
    case .offsetsOutOfBounds(let name, let begin, let end, let byteCount):
      "tensor '\(shown: name)' lies at bytes \(begin) to \(end), expected a range within 0 to \(byteCount)"
    case .byteCountMismatch(let name, let expected, let found):
      "tensor '\(shown: name)' has \(found) bytes, expected \(expected)"
    case .offsetsNotContiguous(let name, let expected, let found):
      "tensor '\(shown: name)' begins at byte \(found), expected \(expected)"
    case .trailingBytes(let count): "\(count) bytes follow the last tensor, expected none"
    case .missingTensor(let name): "no tensor named '\(shown: name)'"
    case .unreadableTensor(let name, let reason):
      "tensor '\(shown: name)' is \(reason), expected one with numbers of its own"
    case .ambiguousAxis(let name):
      "tensor '\(shown: name)' is divided by its spectral norm along one of two axes, and u and v do "
        + "not tell which, expected those of a network that was trained"
    case .shapeMismatch(let name, let expected, let found):
      "tensor '\(shown: name)' is \(found), expected \(expected)"
    case .notFloatingPoint(let name, let found):
      "tensor '\(shown: name)' is stored as \(found.rawValue), expected F32, F16, BF16 or F64"
    case .archive(let error): error.description
    case .pickle(let error): error.description
    case .noStateDictionary(let keys):
      "the file holds no dictionary of tensors"
        + (keys.isEmpty ? "" : "; found " + keys.map { "'\(shown: $0)'" }.joined(separator: ", "))
    case .storageSize(let name, let type, let expected, let foundBytes):
      "tensor '\(shown: name)' has a storage of \(foundBytes) bytes, expected \(expected) elements of "
        + type
    case .storageCount(let key, let expected, let found):
      "storage '\(shown: key)' has \(found) elements, expected \(expected)"
    case .missingStorage(let key): "no storage '\(shown: key)'"
    case .malformedView(let name, let offset, let extents, let strides):
      "tensor '\(shown: name)' has offset \(offset), extents \(extents) and strides \(strides), "
        + "expected as many strides as extents, and nothing below 0"
    case .outsideStorage(let name, let last, let count):
      "tensor '\(shown: name)' reaches element \(last) of a storage of \(count)"
    case .tooMuchMemory(let what, let excess): "\(what) \(excess)"
    case .reservedName(let name):
      "a tensor is named '\(shown: name)', which safetensors keeps for notes"
    case .beyondHalfPrecision(let name, let value):
      "tensor '\(shown: name)' holds \(value), which half precision cannot"
    }
  }

  private func product(_ extents: [Int]) -> String {
    extents.map(String.init).joined(separator: "×")
  }
}
