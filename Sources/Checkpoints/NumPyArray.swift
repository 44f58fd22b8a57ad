import Files
package import Tensors

/// A NumPy array of floating-point numbers, as `numpy.save` writes it.
package struct NumPyArray: Sendable {
  package let tensor: Tensor

  /// The bytes that such a file begins with.
  package static let signature: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// Reads a whole file.
  ///
  /// - Throws: `NumPyError`, which tells what was found and expected.
  package init(bytes: [UInt8]) throws(NumPyError) {
    let header = try Header(bytes)
    let count = header.extents.reduce(Int?(1)) { count, extent in
      count.flatMap { count in
        let (product, overflows) = count.multipliedReportingOverflow(by: extent)
        return overflows ? nil : product
      }
    }
    let found = bytes.count - header.end
    let width = header.element.width
    guard let count, !count.multipliedReportingOverflow(by: width).overflow,
      count * width == found
    else {
      throw .size(extents: header.extents, type: header.element.rawValue, found: found)
    }
    guard count > 0 else { throw .empty(extents: header.extents) }
    let elements = header.element.floats(bytes[header.end...])
    let shape = Shape(header.extents.isEmpty ? [1] : header.extents)
    tensor = Tensor(
      shape: shape,
      elements: header.isColumnMajor ? Self.rowMajor(elements, shape.extents) : elements)
  }

  /// Orders elements by rows that a file has by columns: its first extent runs fastest.
  private static func rowMajor(_ elements: [Float], _ extents: [Int]) -> [Float] {
    var strides: [Int] = []
    var stride = 1
    for extent in extents {
      strides.append(stride)
      stride *= extent
    }
    var place = [Int](repeating: 0, count: extents.count)
    return elements.indices.map { _ in
      let element = elements[zip(place, strides).reduce(0) { $0 + $1.0 * $1.1 }]
      for axis in extents.indices.reversed() {
        place[axis] += 1
        if place[axis] < extents[axis] { break }
        place[axis] = 0
      }
      return element
    }
  }
}

extension NumPyArray {
  /// The types of numbers that are read; raw values are those of the header.
  fileprivate enum Element: String, CaseIterable {
    case half = "<f2"
    case single = "<f4"
    case double = "<f8"

    var width: Int {
      switch self {
      case .half: 2
      case .single: 4
      case .double: 8
      }
    }

    /// The numbers in single precision.
    func floats(_ bytes: ArraySlice<UInt8>) -> [Float] {
      stride(from: bytes.startIndex, to: bytes.endIndex, by: width).map { start in
        let word = (0..<width).reduce(UInt64(0)) {
          $0 | UInt64(bytes[start + $1]) << UInt64(8 * $1)
        }
        return switch self {
        case .half: Float(Float16(bitPattern: UInt16(truncatingIfNeeded: word)))
        case .single: Float(bitPattern: UInt32(truncatingIfNeeded: word))
        case .double: Float(Double(bitPattern: word))
        }
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
      guard bytes.starts(with: NumPyArray.signature), bytes.count >= 8 else { throw .noArray }
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
