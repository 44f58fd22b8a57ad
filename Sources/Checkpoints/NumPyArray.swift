import Files
package import Tensors

/// A NumPy array of floating-point numbers, as `numpy.save` writes it.
package struct NumPyArray: Sendable {
  package let tensor: Tensor

  /// Reads a whole file.
  ///
  /// - Throws: `NumPyError`, which tells what was found and expected.
  package init(bytes: [UInt8]) throws(NumPyError) {
    let header = try Header(bytes)
    let extents = header.extents
    let count = extents.reduce(Int?(1)) { count, extent in
      count.flatMap { count in
        let (product, overflows) = count.multipliedReportingOverflow(by: extent)
        return overflows ? nil : product
      }
    }
    let found = bytes.count - header.end
    guard let count, header.element.storage.byteCount(of: count) == found else {
      throw .size(extents: extents, type: header.element.rawValue, found: found)
    }
    guard count > 0 else { throw .empty(extents: extents) }
    let view =
      header.isColumnMajor ? StridedView(columnMajor: extents) : StridedView(contiguous: extents)
    tensor = Tensor(
      shape: Shape(extents.isEmpty ? [1] : extents),
      elements: header.element.storage.floats(
        Array(bytes[header.end...]), view: view, isBigEndian: false))
  }
}

extension NumPyArray {
  /// The types of numbers that are read; raw values are those of the header.
  fileprivate enum Element: String {
    case half = "<f2"
    case single = "<f4"
    case double = "<f8"

    var storage: StorageType {
      switch self {
      case .half: .float16
      case .single: .float32
      case .double: .float64
      }
    }
  }

  /// What a file says before its numbers: a dictionary as Python writes it.
  fileprivate struct Header {
    let element: Element
    let isColumnMajor: Bool
    let extents: [Int]
    /// Where the numbers begin.
    let end: Int

    init(_ bytes: [UInt8]) throws(NumPyError) {
      guard bytes.starts(with: ArrayFile.signature), bytes.count >= 8 else { throw .noArray }
      // Version 1 has two bytes for the length, the later ones four.
      let lengthSize = bytes[6] == 1 ? 2 : 4
      let start = 8 + lengthSize
      guard bytes.count >= start else { throw .noArray }
      let length = (0..<lengthSize).reduce(0) { $0 | Int(bytes[8 + $1]) << (8 * $1) }
      guard length <= bytes.count - start else { throw .noArray }
      end = start + length
      let text = String(decoding: bytes[start..<end], as: UTF8.self)
      let type = try Self.value(of: "descr", in: text)
      guard type.first == "'", let element = Element(rawValue: String(type.dropFirst().prefix(3))),
        type.dropFirst(4).first == "'"
      else { throw .unknownType(String(type.prefix { $0 != "," }.prefix(20))) }
      self.element = element
      isColumnMajor = try Self.value(of: "fortran_order", in: text).hasPrefix("True")
      let shape = try Self.value(of: "shape", in: text)
      guard shape.first == "(", let close = shape.firstIndex(of: ")") else { throw .noArray }
      var extents: [Int] = []
      for part in shape[..<close].dropFirst().split(separator: ",") {
        let digits = part.filter { $0 != " " }
        if digits.isEmpty { continue }
        guard let extent = Int(digits), extent >= 0 else { throw .noArray }
        extents.append(extent)
      }
      self.extents = extents
    }

    /// What follows a key and its colon.
    private static func value(of key: String, in text: String) throws(NumPyError) -> Substring {
      guard let place = text.firstRange(of: "'\(key)':") else { throw .noArray }
      return text[place.upperBound...].drop { $0 == " " }
    }
  }
}

/// Why a file is no NumPy array that is read.
package enum NumPyError: Error, Equatable, CustomStringConvertible {
  /// The header is damaged.
  case noArray
  /// Numbers of a type that is not read, as the header names it.
  case unknownType(String)
  /// The bytes after the header are not those of the extents.
  case size(extents: [Int], type: String, found: Int)
  case empty(extents: [Int])

  package var description: String {
    switch self {
    case .noArray: "the header of the NumPy array is damaged"
    case .unknownType(let type):
      "the NumPy array is of type \(shown: type), expected '<f2', '<f4' or '<f8'"
    case .size(let extents, let type, let found):
      "the NumPy array has \(found) bytes of numbers, expected those of \(Self.name(extents)) of '\(type)'"
    case .empty(let extents): "the NumPy array of \(Self.name(extents)) has no numbers"
    }
  }

  private static func name(_ extents: [Int]) -> String {
    extents.isEmpty ? "one number" : extents.map(String.init).joined(separator: "×")
  }
}
