/// A NumPy array that is written piece by piece and appears when it is whole.
package struct ArrayFile: ~Copyable {
  /// What an array is made of; numbers are little-endian.
  package enum Element: String, Sendable {
    case byte = "|u1"
    case count = "<u8"
    case float = "<f4"

    var size: Int {
      switch self {
      case .byte: 1
      case .count: 8
      case .float: 4
      }
    }
  }

  /// The bytes that every NumPy array begins with.
  package static let signature: [UInt8] = [0x93] + Array("NUMPY".utf8)

  private let path: String
  private var file: OutputFile
  /// Bytes that are still missing.
  private var left: Int

  /// Begins an array; its size is known before its content.
  package init(
    _ path: String, of element: Element = .byte, shape: [Int]
  ) throws(OutputError) {
    self.path = path
    left = shape.reduce(element.size, *)
    let file = try OutputFile(path)
    try file.append(Self.header(element, shape))
    self.file = file
  }

  /// Version 1.0 of the format: magic, length, a Python dictionary padded to 64 bytes.
  static func header(_ element: Element, _ shape: [Int]) -> [UInt8] {
    let sizes = shape.map { "\($0)," }.joined(separator: " ")
    var text =
      "{'descr': '\(element.rawValue)', 'fortran_order': False, 'shape': (\(sizes)), }"
    while (text.utf8.count + 11) % 64 != 0 { text += " " }
    text += "\n"
    let length = text.utf8.count
    return signature + [1, 0, UInt8(length & 255), UInt8(length >> 8)]
      + Array(text.utf8)
  }

  /// Writes the next elements.
  ///
  /// - Precondition: The array has room for them.
  package mutating func append(_ bytes: [UInt8]) throws(OutputError) {
    precondition(bytes.count <= left, "\(bytes.count) bytes for \(left) in \(path)")
    left -= bytes.count
    try file.append(bytes)
  }

  /// Writes the next elements of an array of counts.
  package mutating func append(_ counts: [UInt64]) throws(OutputError) {
    try append(bytes(of: counts.map(\.littleEndian)))
  }

  /// Writes the next elements of an array of floats.
  package mutating func append(_ floats: [Float]) throws(OutputError) {
    try append(bytes(of: floats.map(\.bitPattern.littleEndian)))
  }

  private func bytes<Number: BitwiseCopyable>(of numbers: [Number]) -> [UInt8] {
    unsafe numbers.withUnsafeBytes { unsafe Array($0) }
  }

  /// Forces the array to disk and gives it its name.
  ///
  /// - Precondition: It is whole.
  package mutating func finish() throws(OutputError) {
    precondition(left == 0, "\(left) bytes are missing in \(path)")
    try file.finish()
  }
}
