import Files

/// A NumPy array of bytes that is written piece by piece and appears when it is whole.
struct ArrayFile: ~Copyable {
  private let path: String
  private var file: OutputFile
  private var left: Int

  /// Begins an array; its size is known before its content.
  init(_ path: String, shape: [Int]) throws(OutputError) {
    self.path = path
    left = shape.reduce(1, *)
    let file = try OutputFile(path)
    try file.append(Self.header(shape))
    self.file = file
  }

  /// Version 1.0 of the format: magic, length, a Python dictionary padded to 64 bytes.
  private static func header(_ shape: [Int]) -> [UInt8] {
    let sizes = shape.map { "\($0)," }.joined(separator: " ")
    var text = "{'descr': '|u1', 'fortran_order': False, 'shape': (\(sizes)), }"
    while (text.utf8.count + 11) % 64 != 0 { text += " " }
    text += "\n"
    let length = text.utf8.count
    return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(length & 255), UInt8(length >> 8)]
      + Array(text.utf8)
  }

  /// Writes the next elements.
  ///
  /// - Precondition: The array has room for them.
  mutating func append(_ bytes: [UInt8]) throws(OutputError) {
    precondition(bytes.count <= left, "\(bytes.count) bytes for \(left) in \(path)")
    left -= bytes.count
    try file.append(bytes)
  }

  /// Forces the array to disk and gives it its name.
  ///
  /// - Precondition: It is whole.
  mutating func finish() throws(OutputError) {
    precondition(left == 0, "\(left) bytes are missing in \(path)")
    try file.finish()
  }
}
