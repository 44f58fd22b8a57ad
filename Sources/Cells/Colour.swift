/// What a cell asks a terminal to paint it with: the terminal's own colour, which has no values, or
/// one that the terminal shows as well as it can.
///
/// What a picture's file or a network says of a pixel is a `Pixel` of Pictures.
package enum Colour: Hashable, Sendable {
  /// The terminal's own foreground or background.
  case standard
  /// Red, green and blue as sRGB encodes them, 0...255 each.
  case rgb(UInt8, UInt8, UInt8)

  /// How bright the colour looks, 0...1 (ITU-R BT.601); the terminal's own colour counts as dark.
  package var brightness: Double {
    guard case .rgb(let red, let green, let blue) = self else { return 0 }
    return (0.299 * Double(red) + 0.587 * Double(green) + 0.114 * Double(blue)) / 255
  }

  /// Black or white, whichever is easier to read on the colour.
  package var ink: Colour {
    guard case .rgb(let red, let green, let blue) = self else { return .standard }
    // Half way in lightness, the two differ from the colour by as much.
    let isBright = CIELAB.point(CIELAB.light(red, green, blue)).x > 50
    return isBright ? .rgb(0, 0, 0) : .rgb(255, 255, 255)
  }
}
