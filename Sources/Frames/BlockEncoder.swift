package import Cells
package import Pictures

/// Writes each cell as an upper half block: the foreground is the upper pixel, the background the
/// lower one.
package struct BlockEncoder: CharacterEncoder, Equatable {
  /// A colour as the terminal counts them; equal codes look equal.
  private enum Code: Equatable {
    case standard
    case number(Int)
    case direct(Pixel)
  }

  /// How many colours the terminal has; one that has none gets sixteen.
  private let depth: ColourDepth

  /// Whether cells of a single colour are spaces, which takes half the bytes.
  private let usesSpaces: Bool

  package init(depth: ColourDepth) { self.init(depth: depth, usesSpaces: false) }

  private init(depth: ColourDepth, usesSpaces: Bool) {
    self.depth = depth
    self.usesSpaces = usesSpaces
  }

  package var title: String {
    switch depth {
    case .none, .ansi16: "half blocks, 16 colours"
    case .palette256: "half blocks, 256 colours"
    case .truecolor: "half blocks, truecolor"
    }
  }

  package var drafts: (any CharacterEncoder)? { BlockEncoder(depth: depth, usesSpaces: true) }

  package func append(
    row: Int, columns: Range<Int>, of picture: Picture, to bytes: inout [UInt8]
  ) {
    var foreground = Code.standard
    var background = Code.standard
    let hasLower = 2 * row + 1 < picture.height
    for column in columns {
      let upper = code(picture[column, 2 * row])
      let lower = hasLower ? code(picture[column, 2 * row + 1]) : .standard
      let isPlain = usesSpaces && upper == lower
      let needsForeground = !isPlain && upper != foreground
      if needsForeground || lower != background {
        bytes.append(contentsOf: "\u{1B}[".utf8)
        if needsForeground { append(upper, isForeground: true, to: &bytes) }
        if lower != background {
          if needsForeground { bytes.append(UInt8(ascii: ";")) }
          append(lower, isForeground: false, to: &bytes)
        }
        bytes.append(UInt8(ascii: "m"))
        if needsForeground { foreground = upper }
        background = lower
      }
      bytes.append(contentsOf: (isPlain ? " " : "▀").utf8)
    }
    bytes.append(contentsOf: "\u{1B}[0m".utf8)
  }

  private func code(_ colour: Pixel) -> Code {
    guard let palette else { return .direct(colour) }
    return .number(palette.number(nearestTo: colour.red, colour.green, colour.blue))
  }

  /// The numbered colours to choose from; nil where any colour can be named.
  private var palette: TerminalPalette? {
    switch depth {
    case .none, .ansi16: .ansi16
    case .palette256: .xterm256
    case .truecolor: nil
    }
  }

  /// Appends the parameters that select a colour.
  private func append(_ code: Code, isForeground: Bool, to bytes: inout [UInt8]) {
    let base = isForeground ? 30 : 40
    switch code {
    case .standard:
      bytes.append(decimal: base + 9)
    case .number(let number) where depth != .palette256:
      bytes.append(decimal: number < 8 ? base + number : base + 60 + number - 8)
    case .number(let number):
      bytes.append(decimal: base + 8)
      bytes.append(contentsOf: ";5;".utf8)
      bytes.append(decimal: number)
    case .direct(let colour):
      bytes.append(decimal: base + 8)
      bytes.append(contentsOf: ";2".utf8)
      for channel in [colour.red, colour.green, colour.blue] {
        bytes.append(UInt8(ascii: ";"))
        bytes.append(decimal: Int(channel))
      }
    }
  }
}
