/// How many colours a terminal can show, and how it comes nearest to a wanted one.
///
/// Cells and pictures both choose here, so that one colour looks the same in either.
package enum ColourDepth: String, CaseIterable, Sendable {
  case none, ansi16, palette256, truecolor

  /// What a terminal is asked for to show a colour as well as it can.
  package func code(of colour: Colour) -> ColourCode {
    guard case .rgb(let red, let green, let blue) = colour else { return .standard }
    switch self {
    case .none: return .standard
    case .ansi16: return .ansi(TerminalPalette.ansi16.number(nearestTo: red, green, blue))
    case .palette256: return .palette(TerminalPalette.xterm256.number(nearestTo: red, green, blue))
    case .truecolor: return .direct(red, green, blue)
    }
  }

  /// The colour that a person sees in place of the wanted one.
  package func shown(_ colour: Colour) -> Colour {
    guard let palette, case .rgb(let red, let green, let blue) = colour else { return colour }
    return palette.colour(palette.number(nearestTo: red, green, blue))
  }

  /// The colour of one position of an area that looks like the wanted colour from afar.
  ///
  /// It depends on nothing but the colour and the position: what stays, is not sent again.
  package func dithered(_ colour: Colour, row: Int, column: Int) -> Colour {
    guard let palette, case .rgb(let red, let green, let blue) = colour else { return colour }
    let mixture = palette.mixture(red, green, blue)
    return palette.colour(mixture[DitherMatrix.rank(row: row, column: column)])
  }

  /// The numbered colours to choose from; nil where any colour can be named, or none.
  private var palette: TerminalPalette? {
    switch self {
    case .none, .truecolor: nil
    case .ansi16: .ansi16
    case .palette256: .xterm256
    }
  }
}
