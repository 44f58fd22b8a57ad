/// One colour of a picture: red, green and blue from 0 to 255, as sRGB encodes them.
///
/// What a terminal's cell is to be painted with is a `Colour` of Cells.
package struct Pixel: Hashable, Sendable {
  package var red: UInt8
  package var green: UInt8
  package var blue: UInt8

  package init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// The brightness that an eye sees, 0 to 255 (weights of ITU-R BT.601).
  package var luminance: Int {
    (Int(red) * 299 + Int(green) * 587 + Int(blue) * 114 + 500) / 1000
  }
}

extension Pixel: CustomStringConvertible {
  package var description: String { "\(red),\(green),\(blue)" }
}
