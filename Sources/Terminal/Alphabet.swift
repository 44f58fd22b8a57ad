import CNCurses

/// The characters that reach the screen, and stand-ins for the others.
///
/// Everything shows exactly as wide as the grid has it, since file names and checkpoints may hold
/// anything.
struct Alphabet: Equatable {
  let isUnicode: Bool

  /// The stand-in for a character that cannot be shown.
  private static let substitute: Character = "?"

  /// The scalars to write in one cell or two, base first; never empty, but a single stand-in may be
  /// narrower than two.
  func scalars(for character: Character, width: Int = 1) -> [Unicode.Scalar] {
    if let ascii = character.asciiValue {
      return [Unicode.Scalar((0x20..<0x7F).contains(ascii) ? ascii : 0x3F)]
    }
    guard isUnicode else { return [Self.replacement(for: character)] }
    let scalars = Array(character.unicodeScalars)
    guard let base = scalars.first, Self.width(of: base) == width else {
      return Array(Self.substitute.unicodeScalars)
    }
    // Curses keeps four marks a cell; a variation selector would make some terminals draw wide.
    let marks = scalars.dropFirst().filter {
      Self.width(of: $0) == 0 && !$0.properties.isVariationSelector
    }
    return [base] + marks.prefix(3)
  }

  private static func width(of scalar: Unicode.Scalar) -> Int {
    Int(cn_width(wchar_t(scalar.value)))
  }

  /// An ASCII character that looks alike.
  private static func replacement(for character: Character) -> Unicode.Scalar {
    guard let scalar = character.unicodeScalars.first else { return "?" }
    if let known = replacements[scalar] { return known }
    switch scalar.value {
    case 0x2500, 0x2501, 0x2504, 0x2505, 0x2508, 0x2509, 0x254C, 0x254D, 0x2550: return "-"
    case 0x2502, 0x2503, 0x2506, 0x2507, 0x250A, 0x250B, 0x254E, 0x254F, 0x2551: return "|"
    case 0x250C...0x254B, 0x2552...0x257F: return "+"
    case 0x2580...0x259F: return "#"
    case 0x00A0, 0x2000...0x200A: return " "
    case 0x2010...0x2015, 0x2212: return "-"
    default: return "?"
    }
  }

  private static let replacements: [Unicode.Scalar: Unicode.Scalar] = [
    "×": "x", "·": ".", "•": "*", "…": ".", "●": "*", "○": "o", "◐": "o", "◌": ".", "◆": "*",
    "◇": "o", "■": "#", "□": "o", "▪": "#", "▫": "o", "▸": ">", "▶": ">", "◂": "<", "◀": "<",
    "▲": "^", "▴": "^", "▼": "v", "▾": "v", "△": "^", "▽": "v", "←": "<", "→": ">", "↑": "^",
    "↓": "v", "↵": "<", "✓": "v", "✔": "v", "✕": "x", "✗": "x", "✖": "x", "‘": "'", "’": "'",
    "“": "\"", "”": "\"", "░": ".", "▒": ":", "▓": "%", "±": "+", "°": "o", "≤": "<", "≥": ">",
    "≈": "~", "⏎": "<", "␣": "_", "★": "*", "☆": "*", "⌫": "<",
  ]
}
