package import Cells

/// The numbers by which curses knows colours on a terminal.
package struct CursesColours {
  /// How many there are: 8, 16, 256, or 2^24 where a number is the colour itself.
  private let count: Int
  /// Whether the terminal shows any colour, but curses can number few of them.
  let isIncomplete: Bool

  /// The terminal's own foreground or background.
  package static let standard: Int32 = -1

  /// The colours that terminfo and a terminal's depth have in common; nil for none.
  package init?(terminfoColours: Int, depth: ColourDepth) {
    let limit =
      switch depth {
      case .none: 0
      case .ansi16: 16
      case .palette256: 256
      case .truecolor: 1 << 24
      }
    guard let count = [1 << 24, 256, 16, 8].first(where: { $0 <= min(limit, terminfoColours) })
    else { return nil }
    self.count = count
    isIncomplete = limit == 1 << 24 && count < limit
  }

  /// The number of the colour that looks most like the wanted one.
  package func number(of colour: Colour) -> Int32 {
    guard case .rgb(let red, let green, let blue) = colour else { return Self.standard }
    switch count {
    case 8: return Int32(TerminalPalette.ansi8.number(nearestTo: red, green, blue))
    case 16: return Int32(TerminalPalette.ansi16.number(nearestTo: red, green, blue))
    case 256: return Int32(TerminalPalette.xterm256.number(nearestTo: red, green, blue))
    default:
      // The first eight numbers stay palette entries even there.
      return max(8, Int32(red) << 16 | Int32(green) << 8 | Int32(blue))
    }
  }
}
