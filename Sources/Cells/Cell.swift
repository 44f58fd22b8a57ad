/// One character position of the screen.
package struct Cell: Hashable, Sendable {
  package var character: Character
  package var style: Style

  package init(_ character: Character = " ", _ style: Style = Style()) {
    self.character = character
    self.style = style
  }

  /// The second cell of a wide character, which stands in the cell before.
  package static func continuation(_ style: Style) -> Cell { Cell("\u{FFFE}", style) }

  package var isContinuation: Bool { character == "\u{FFFE}" }
}

/// How a cell looks besides its character.
package struct Style: Hashable, Sendable {
  package var foreground: Colour
  package var background: Colour
  package var isBold: Bool
  package var isDim: Bool
  package var isReversed: Bool

  package init(
    _ foreground: Colour = .standard, on background: Colour = .standard, bold: Bool = false,
    dim: Bool = false, reversed: Bool = false
  ) {
    self.foreground = foreground
    self.background = background
    isBold = bold
    isDim = dim
    isReversed = reversed
  }
}
