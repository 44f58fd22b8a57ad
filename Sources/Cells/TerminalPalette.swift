/// Colours that terminals know by number, and which of them looks most like a wanted one.
///
/// Cells and pictures both choose here, so that one colour looks the same in either.
package struct TerminalPalette: Sendable {
  /// The eight colours that the oldest terminals have.
  package static let ansi8 = TerminalPalette(ansi.prefix(8), firstNumber: 0)
  /// The eight, and eight brighter ones.
  package static let ansi16 = TerminalPalette(ansi, firstNumber: 0)
  /// The cube and the greys of the 256; the first sixteen are left out because themes change them.
  package static let xterm256 = TerminalPalette(cube + greys, firstNumber: 16)

  private let firstNumber: Int
  private let search: NearestColour

  private init(_ colours: some Sequence<(UInt8, UInt8, UInt8)>, firstNumber: Int) {
    self.firstNumber = firstNumber
    search = NearestColour(colours.map { CIELAB.point($0.0, $0.1, $0.2) })
  }

  /// The number of the colour that looks most like this one.
  package func number(nearestTo red: UInt8, _ green: UInt8, _ blue: UInt8) -> Int {
    firstNumber + search.index(of: CIELAB.point(red, green, blue))
  }

  /// The first sixteen as xterm shows them; people change them, but not beyond recognition.
  private static let ansi: [(UInt8, UInt8, UInt8)] = [
    (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205),
    (229, 229, 229), (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255),
    (255, 0, 255), (0, 255, 255), (255, 255, 255),
  ]

  private static let cube: [(UInt8, UInt8, UInt8)] = {
    let values: [UInt8] = [0, 95, 135, 175, 215, 255]
    return values.flatMap { red in
      values.flatMap { green in values.map { blue in (red, green, blue) } }
    }
  }()

  private static let greys: [(UInt8, UInt8, UInt8)] = (0..<24).map { step in
    let value = UInt8(8 + 10 * step)
    return (value, value, value)
  }
}
