/// A picture of 8-bit red, green and blue values, row by row from the upper left corner.
package struct Picture: Equatable, Sendable {
  package let width: Int
  package let height: Int
  /// Three bytes a pixel: red, green, blue.
  package var bytes: [UInt8] {
    didSet { precondition(bytes.count == width * height * 3, "\(bytes.count) bytes") }
  }

  package init(width: Int, height: Int, bytes: [UInt8]) {
    precondition(width > 0 && height > 0, "a picture of \(width)×\(height)")
    precondition(bytes.count == width * height * 3, "\(bytes.count) bytes for \(width)×\(height)")
    self.width = width
    self.height = height
    self.bytes = bytes
  }
}
