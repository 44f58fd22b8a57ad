import Cells

/// What a cell of the features shows: a colour, and how bright or active it is, 0...1.
struct FeatureShade: Sendable {
  let colour: Colour
  let strength: Double

  /// How it looks on a position of the screen.
  func cell(row: Int, column: Int, on display: Display) -> Cell {
    guard display.colours != .none else {
      return Cell(display.shades.character(for: strength, row: row, column: column))
    }
    return Cell(" ", Style(on: colour(row: row, column: column, on: display)))
  }

  /// The colour that a position of the screen has for it.
  func colour(row: Int, column: Int, on display: Display) -> Colour {
    // Sixteen are so few that a cell in one of them would often have no hue at all.
    display.colours == .ansi16
      ? display.colours.dithered(colour, row: row, column: column)
      : display.colours.shown(colour)
  }

  /// The style in which text upon it is readable.
  func textStyle(on display: Display) -> Style {
    guard display.colours != .none else { return Style(reversed: true) }
    let shown = display.colours.shown(colour)
    return Style(shown.ink, on: shown, bold: true)
  }

  /// What several cells show that share a place; nil where nothing is known of any.
  static func mean(of shades: [FeatureShade]) -> FeatureShade? {
    guard !shades.isEmpty else { return nil }
    var sums = (0.0, 0.0, 0.0)
    for case .rgb(let red, let green, let blue) in shades.map(\.colour) {
      sums = (sums.0 + Double(red), sums.1 + Double(green), sums.2 + Double(blue))
    }
    let count = Double(shades.count)
    return FeatureShade(
      colour: .rgb(UInt8(sums.0 / count), UInt8(sums.1 / count), UInt8(sums.2 / count)),
      strength: shades.reduce(0) { $0 + $1.strength } / count)
  }
}

extension Style {
  /// How the brush is drawn among features.
  static func brush(on display: Display) -> Style {
    let yellow = display.colours.shown(.rgb(255, 215, 60))
    return display.colours == .none
      ? Style(bold: true) : Style(yellow.ink, on: yellow, bold: true)
  }
}
