/// A colour as a terminal is asked for it, by number or by value: equal codes look equal.
package enum ColourCode: Hashable, Sendable {
  /// The terminal's own foreground or background.
  case standard
  /// One of the sixteen that every terminal with colours has.
  case ansi(Int)
  /// One of the 256.
  case palette(Int)
  /// Red, green and blue.
  case direct(UInt8, UInt8, UInt8)

  /// Whether many terminals show another colour for it where letters are bold: the brighter one of
  /// the same hue, grey for black.
  package var isBrightenedByBold: Bool {
    if case .ansi(0..<8) = self { true } else { false }
  }

  /// Appends the parameters of the sequence that selects it (SGR).
  package func append(isForeground: Bool, to bytes: inout [UInt8]) {
    let base = isForeground ? 30 : 40
    switch self {
    case .standard: bytes.append(decimal: base + 9)
    case .ansi(let number):
      bytes.append(decimal: number < 8 ? base + number : base + 60 + number - 8)
    case .palette(let number):
      bytes.append(decimal: base + 8)
      bytes.append(contentsOf: ";5;".utf8)
      bytes.append(decimal: number)
    case .direct(let red, let green, let blue):
      bytes.append(decimal: base + 8)
      bytes.append(contentsOf: ";2".utf8)
      for channel in [red, green, blue] {
        bytes.append(UInt8(ascii: ";"))
        bytes.append(decimal: Int(channel))
      }
    }
  }
}

extension [UInt8] {
  /// Appends a number in decimal digits.
  ///
  /// - Precondition: The number is not negative.
  package mutating func append(decimal number: Int) {
    if number >= 10 { append(decimal: number / 10) }
    append(UInt8(ascii: "0") + UInt8(number % 10))
  }
}
