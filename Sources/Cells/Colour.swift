/// What a cell is painted with; the terminal shows the nearest colour it has.
package enum Colour: Hashable, Sendable {
  /// The terminal's own foreground or background.
  case standard
  /// Red, green and blue, 0...255 each.
  case rgb(UInt8, UInt8, UInt8)

  /// How bright the colour looks, 0...1 (ITU-R BT.601); the terminal's own colour counts as dark.
  package var brightness: Double {
    guard case .rgb(let red, let green, let blue) = self else { return 0 }
    return (0.299 * Double(red) + 0.587 * Double(green) + 0.114 * Double(blue)) / 255
  }
}
