extension ArrayFile {
  /// Why a file is not the array that was expected.
  package enum ReadingError: Error, Equatable, CustomStringConvertible {
    case unreadable(InputError)
    /// Another type or shape, or no array at all.
    case unexpected(path: String, element: Element, shape: [Int])

    package var description: String {
      switch self {
      case .unreadable(let error): error.description
      case .unexpected(let path, let element, let shape):
        "'\(shown: path)' is not a NumPy array of \(element.rawValue) "
          + "\(shape.map(String.init).joined(separator: "×")) as ganbrush writes it"
      }
    }
  }

  /// Reads an array of counts that was written by us, whose type and shape are known.
  package static func counts(of path: String, shape: [Int]) throws(ReadingError) -> [UInt64] {
    let bytes = try content(of: path, .count, shape)
    return (0..<bytes.count / 8).map { index in
      (0..<8).reduce(UInt64(0)) { sum, byte in
        sum | UInt64(bytes[bytes.startIndex + index * 8 + byte]) << UInt64(8 * byte)
      }
    }
  }

  /// Reads an array of floats that was written by us, whose type and shape are known.
  package static func floats(of path: String, shape: [Int]) throws(ReadingError) -> [Float] {
    let bytes = try content(of: path, .float, shape)
    return (0..<bytes.count / 4).map { index in
      Float(
        bitPattern: (0..<4).reduce(UInt32(0)) { sum, byte in
          sum | UInt32(bytes[bytes.startIndex + index * 4 + byte]) << UInt32(8 * byte)
        })
    }
  }

  private static func content(
    of path: String, _ element: Element, _ shape: [Int]
  ) throws(ReadingError) -> ArraySlice<UInt8> {
    let header = header(element, shape)
    let size = shape.reduce(element.size, *)
    let bytes: [UInt8]
    do {
      bytes = try InputFile.bytes(of: path, limit: header.count + size, .regular)
    } catch {
      throw .unreadable(error)
    }
    guard bytes.count == header.count + size, bytes.starts(with: header) else {
      throw .unexpected(path: path, element: element, shape: shape)
    }
    return bytes.dropFirst(header.count)
  }
}
